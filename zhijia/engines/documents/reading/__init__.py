"""Read a file into a Source, or refuse with one sentence that says what to do."""

from pathlib import Path

from zhijia.base.verdict import need
from zhijia.engines.documents.reading import pdf, plain, word
from zhijia.engines.documents.reading.sniff import kind_of
from zhijia.engines.documents.source import Source

__all__ = ["MAX_BYTES", "read_document", "read_text"]

MAX_BYTES = 20 * 1024 * 1024

READERS = {"txt": plain.read, "docx": word.read, "pdf": pdf.read}


def read_document(file: str | Path | bytes, name: str = "") -> Source:
    """Read .txt, .docx or .pdf by what the bytes are, whatever the name says. Raises Refused."""
    if not isinstance(file, bytes):
        path = Path(file)
        name = name or path.name
        file = _content(path)
    need(file.strip(b"\x00 \t\r\n"), "文件是空的，请检查后重新选择文件。", field="file").or_refuse()
    need(len(file) <= MAX_BYTES, "文件超过 20 MB，请去掉图片后再上传。", field="file").or_refuse()
    source = READERS[kind_of(file)](file, name)
    need(source.text.strip(), "文件里没有文字，请检查后重新选择文件。", field="file").or_refuse()
    return source


def read_text(text: str, name: str = "") -> Source:
    """The same for text that is already at hand: pasted into a form, or made by a test."""
    return plain.source_of(text, name)


def _content(path: Path) -> bytes:
    need(path.is_file(), "找不到文件“%(name)s”，请检查路径。", field="file", name=path.name).or_refuse()
    need(path.stat().st_size <= MAX_BYTES, "文件超过 20 MB，请去掉图片后再上传。", field="file").or_refuse()
    return path.read_bytes()
