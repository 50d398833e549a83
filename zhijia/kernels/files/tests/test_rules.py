"""What a file is, by what is in it."""

import io
import zipfile

import pytest

from zhijia.kernels.files import rules

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20


def package(*parts, size=10, locked=False):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, b"0" * size)
    data = bytearray(held.getvalue())
    if locked:
        central = data.index(b"PK\x01\x02")
        data[central + 8] |= 1
    return bytes(data)


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", "pdf"),
        (PDF, "a.docx", "pdf"),  # the content decides, not the name
        (PNG, "a.png", "png"),
        (JPG, "a.jpg", "jpg"),
        (DOCX, "a.docx", "docx"),
        (XLSX, "a.xlsx", "xlsx"),
        (package("other.txt"), "a.docx", ""),
        ("姓名,金额\n张,1".encode(), "a.csv", "csv"),
        ("姓名,金额\n张,1".encode("gb18030"), "a.csv", "csv"),
        ("一行".encode("utf-16"), "a.txt", "txt"),
        (b"MZ\x90\0\3", "a.txt", ""),
        (b"<html><script>alert(1)</script>", "a.txt", ""),
        (b"<svg xmlns='x'>", "a.png", ""),
        (rules.OLD_OFFICE + b"\0" * 20, "a.xls", "old"),
        (DOCX[:40], "a.docx", "broken"),
        (package("word/document.xml", locked=True), "a.docx", "locked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "content",  # a package holds the time of day
)
def test_the_kind_is_in_the_content(content, name, kind):
    assert rules.sniff(io.BytesIO(content), name) == kind


def test_a_bomb_is_unpacked_only_to_its_bound(monkeypatch):
    monkeypatch.setattr(rules, "MOST_UNPACKED", 100_000)
    assert rules.sniff(io.BytesIO(package("word/document.xml", size=1_000_000)), "a.docx") == "bomb"


def test_a_bomb_that_lies_about_its_size_is_still_one(monkeypatch):
    monkeypatch.setattr(rules, "MOST_UNPACKED", 100_000)
    data = bytearray(package("word/document.xml", size=1_000_000))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    assert rules.sniff(io.BytesIO(bytes(data)), "a.docx") == "bomb"


def test_thousands_of_parts_are_a_bomb(monkeypatch):
    monkeypatch.setattr(rules, "MOST_ENTRIES", 3)
    assert rules.sniff(io.BytesIO(package("word/document.xml", "a", "b", "c")), "a.docx") == "bomb"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"size": 0}, "文件是空的"),
        ({"size": 30 * 2**20}, "文件超过 20 MB"),
        ({"kind": "bomb"}, "展开后过大"),
        ({"kind": "locked"}, "打开密码"),
        ({"kind": "broken"}, "已损坏"),
        ({"kind": "old"}, "旧版 Office"),
        ({"kind": ""}, "这里只收PDF、JPG 图片"),
        ({"kind": "png"}, "这里只收PDF、JPG 图片"),
        ({"name": "a.docx"}, "文件名以“.docx”结尾，内容却是PDF"),
        ({"name": "a"}, "无后缀"),
        ({}, None),
    ],
)
def test_one_sentence_for_whatever_is_wrong(facts, sentence):
    given = {"name": "a.pdf", "size": 10, "kind": "pdf", "kinds": ("pdf", "jpg")} | facts
    verdict = rules.acceptable(**given)
    assert len(verdict.reasons) == (1 if sentence else 0)
    assert (sentence or "") in str(verdict)
