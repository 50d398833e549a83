"""What an uploaded file really is. The name is a claim; the first bytes decide. Pure: bytes in, words out."""

from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as BadDeflate

from zhijia.base.sheets.guard import unpack
from zhijia.base.verdict import Verdict, need

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 200 * 2**20
MOST_ENTRIES = 5_000

# kind: (what people call it, file name endings, content type)
KINDS = {
    "pdf": ("PDF", ("pdf",), "application/pdf"),
    "docx": (
        "Word（.docx）",
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": ("Excel（.xlsx）", ("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", ("csv",), "text/csv"),
    "txt": ("文本（.txt）", ("txt", "text"), "text/plain"),
    "jpg": ("JPG 图片", ("jpg", "jpeg"), "image/jpeg"),
    "png": ("PNG 图片", ("png",), "image/png"),
}
SHOWN_IN_PLACE = ("pdf", "jpg", "png")  # the browser shows these; everything else is only ever saved
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"PK\x03\x04", "package"), (OLD_OFFICE, "old"))
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def sniff(file, name: str = "") -> str:
    """A kind of KINDS; "old" for .doc and .xls; "bomb", "locked", "broken" for a bad package; "" for the rest."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    kind = next((kind for magic, kind in HEADS if head.startswith(magic)), "")
    if kind == "package":
        return _package(file)
    return kind or _text(file, name)


def _package(file) -> str:
    """docx or xlsx, really unpacked: the sizes written in a package are not believed."""
    try:
        with ZipFile(file) as package:
            entries = package.infolist()
            kind = next((kind for part, kind in PARTS.items() if part in package.namelist()), "")
            if any(entry.flag_bits & 1 for entry in entries):
                return "locked"
            return "bomb" if _unpacks_too_far(file, entries) else kind
    except (BadZipFile, LargeZipFile, BadDeflate, EOFError, OSError, NotImplementedError):
        return "broken"
    finally:
        file.seek(0)


def _unpacks_too_far(file, entries) -> bool:
    if len(entries) > MOST_ENTRIES:
        return True
    unpacked = 0
    for entry in entries:
        for block in unpack(file, entry):
            unpacked += len(block)
            if unpacked > MOST_UNPACKED:
                return True
    return False


def _text(file, name) -> str:
    """Text in UTF-8, UTF-16 or GB18030, without control signs; only then may the name say which sort of text."""
    raw = file.read()
    file.seek(0)
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text) or _is_markup(text):
            return ""
        return "csv" if ending(name) == "csv" else "txt"
    return ""


def _is_markup(text) -> bool:
    return text[:200].lstrip().lower().startswith(("<html", "<!doctype", "<svg", "<?xml", "<script"))


def names_of(kinds) -> str:
    return "、".join(KINDS[kind][0] for kind in kinds)


def acceptable(*, name: str, size: int, kind: str, kinds, most=MOST_BYTES) -> Verdict:
    """One sentence for whatever is wrong with the file."""
    wanted = names_of(kinds)
    if not size:
        return need(False, "文件是空的，请检查后重新上传", field="file")
    if size > most:
        return need(False, "文件超过 %(most)s MB，请压缩或拆分后重新上传", field="file", most=most // 2**20)
    if kind in ("bomb", "locked", "broken", "old"):
        return need(False, TROUBLE[kind], field="file")
    if kind not in kinds:
        return need(False, "这里只收%(wanted)s，请换成其中一种格式后重新上传", field="file", wanted=wanted)
    return need(
        ending(name) in KINDS[kind][1],
        "文件名以“.%(ending)s”结尾，内容却是%(kind)s，请改正文件名后重新上传",
        field="file",
        ending=ending(name) or "无后缀",
        kind=KINDS[kind][0],
    )


TROUBLE = {
    "bomb": "文件展开后过大，不能接收，请删除多余内容后重新上传",
    "locked": "文件设有打开密码，请取消密码后重新上传",
    "broken": "文件已损坏，打不开，请重新保存后再上传",
    "old": "这是旧版 Office 文件（.doc、.xls），请另存为 .docx 或 .xlsx 后重新上传",
}
