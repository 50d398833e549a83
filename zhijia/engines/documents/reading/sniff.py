"""What a file really is, by its first bytes; everything we cannot read is refused here with its own sentence."""

from zhijia.base.verdict import Refused, need

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


def kind_of(content: bytes) -> str:
    if content.startswith(ZIP):
        return "docx"  # the reader looks inside
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for refused, verdict in _UNREADABLE:
        if refused(content):
            raise Refused(verdict.reasons)
    return "txt"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _encrypted(content: bytes) -> bool:
    return content.startswith(OLE) and _utf16("EncryptedPackage") in content


def _rich(content: bytes) -> bool:
    return content.lstrip().startswith(b"{\\rtf")


def _cut_zip(content: bytes) -> bool:
    return content.startswith(b"PK")


_UNREADABLE: tuple[tuple, ...] = (
    (_encrypted, need(False, "文件设有密码，请先在 Word 里去掉密码再上传。", field="file")),
    (
        lambda content: content.startswith(OLE),
        need(False, "这是旧版 .doc 或 .wps 文件，请用 Word 或 WPS 另存为 .docx 再上传。", field="file"),
    ),
    (_rich, need(False, "这是 .rtf 文件，请用 Word 或 WPS 另存为 .docx 再上传。", field="file")),
    (
        lambda content: content.startswith(PICTURES),
        need(False, "这是图片，读不出文字，请上传 .docx、.txt 或文字版 .pdf。", field="file"),
    ),
    (_cut_zip, need(False, "文件已损坏，打不开，请重新导出后再上传。", field="file")),
)
