"""Files of every kind read alike; what cannot be read is refused with one sentence."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfWriter

from zhijia.base.numerals import to_chinese
from zhijia.base.testing import shared
from zhijia.base.verdict import Refused
from zhijia.engines.documents.normalise import normalise
from zhijia.engines.documents.outline import parse_outline
from zhijia.engines.documents.reading import MAX_BYTES, read_document
from zhijia.engines.documents.tests import fixtures
from zhijia.engines.documents.tests.pdfs import pdf_of
from zhijia.engines.documents.tests.test_seeds import NAMES


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_of(text):
    """Each line a paragraph; ** makes bold runs, as Word would hold them."""
    document = docx.Document()
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        for turn, part in enumerate(line.split("**")):
            paragraph.add_run(part).bold = bool(turn % 2) or None
    return saved(document)


def comparable(outline):
    return [(i.level, i.kind, i.number, i.title, i.text, i.measures) for i in outline.items]


def unspaced(outline):
    return [(level, *(str(part).replace(" ", "") for part in rest)) for level, *rest in comparable(outline)]


def refusal(content, name="x"):
    with pytest.raises(Refused) as caught:
        read_document(content, name)
    assert len(caught.value.reasons) == 1
    return str(caught.value)


# --- text ------------------------------------------------------------------------------------------------------------

TEXT = "工作要点\r\n一、开展疗休养\r\n（一）组织十二名职工。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding(encoding):
    source = read_document(TEXT.encode(encoding), "要点.txt")
    assert [line.text for line in source.lines if line.text] == ["工作要点", "一、开展疗休养", "（一）组织十二名职工。"]


def test_text_of_unknown_encoding_is_refused():
    assert "编码" in refusal(bytes(range(128, 256)) * 20)


def test_path_and_missing_file(tmp_path):
    (tmp_path / "a.txt").write_text("一、开会。", encoding="utf-8")
    assert read_document(tmp_path / "a.txt").name == "a.txt"
    assert "找不到文件" in refusal(tmp_path / "none.txt")


# --- Word ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", NAMES)
def test_word_gives_the_same_outline_as_text(seed):
    path = shared(f"seeds/{NAMES[seed]}")
    text = path.read_text(encoding="utf-8")
    assert comparable(parse_outline(read_document(docx_of(text)))) == comparable(parse_outline(read_document(path)))


@pytest.mark.parametrize("name", [name for name in fixtures.ALL if name != "wrapped"])
def test_invented_word_files_too(name):
    text = fixtures.ALL[name]
    assert comparable(parse_outline(read_document(docx_of(text)))) == comparable(parse_outline(text))


def numbered(document, levels):
    """A multilevel list: [(format, pattern)] → the id its paragraphs name."""
    part = document.part.numbering_part.element
    inside = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inside}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def listed(document, text, list_id, depth):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def test_automatic_numbers_of_word_are_printed():
    document = docx.Document()
    document.add_paragraph("云岭理工学院工会2026年工作要点")
    list_id = numbered(
        document, [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    )
    rows = [("健全组织", 0), ("完成换届。", 1), ("补选委员。", 1), ("培训干部。", 2), ("改进服务", 0), ("慰问。", 1)]
    for text, depth in rows:
        listed(document, text, list_id, depth)
    assert [line.text for line in read_document(saved(document)).lines[1:]] == [
        "一、健全组织",
        "（一）完成换届。",
        "（二）补选委员。",
        "1. 培训干部。",
        "二、改进服务",
        "（一）慰问。",
    ]


def test_heading_styles_tell_levels_without_numbers():
    document = docx.Document()
    document.add_paragraph("2026年工作要点")
    document.add_heading("深化服务", 1)
    document.add_heading("互助保障", 2)
    document.add_paragraph("扩大参保面。")
    document.add_heading("健全组织", 1)
    found = parse_outline(read_document(saved(document)))
    assert [(i.level, i.title) for i in found.items] == [(1, "深化服务"), (2, "互助保障"), (1, "健全组织")]


def test_bold_run_in_counts_even_alone():
    found = parse_outline(read_document(docx_of("报告\n一、回顾\n**服务更加贴心。**全年走访三十户。\n**尾注**")))
    assert [(i.kind, i.title) for i in found.items][:2] == [("chapter", "回顾"), ("run-in", "服务更加贴心。")]


def test_tables_are_read_row_by_row():
    document = docx.Document()
    document.add_paragraph("2026年工作计划")
    document.add_paragraph("一、重点任务")
    table = document.add_table(rows=3, cols=4)
    cells = [
        ("序号", "重点工作", "具体措施", "完成时限"),
        ("1", "换届", "三月选举\n四月报批", "四月"),
        ("2", "慰问", "春节走访", "二月"),
    ]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found = parse_outline(read_document(saved(document)))
    assert [(i.level, i.kind, i.number, i.title) for i in found.items] == [
        (1, "chapter", "一、", "重点任务"),
        (2, "row", "1", "换届"),
        (2, "row", "2", "慰问"),
    ]
    assert found.items[1].measures == ("三月选举", "四月报批")
    assert found.items[1].text == "完成时限：四月"


def test_a_frame_of_one_cell_is_no_table():
    document = docx.Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "一、开会。"
    assert [line.style for line in read_document(saved(document)).lines if line.text] == [""]


def test_text_boxes_deletions_and_contents_are_warned_about():
    document = docx.Document()
    paragraph = document.add_paragraph("一、保留")
    run = paragraph.add_run()._r
    run.append(
        parse_xml(
            f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent></w:pict>"
        )
    )
    deleted = OxmlElement("w:del")
    deleted.append(parse_xml(f"<w:r {nsdecls('w')}><w:delText>删去</w:delText></w:r>"))
    paragraph._p.append(deleted)
    inserted = OxmlElement("w:ins")
    inserted.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>加上</w:t></w:r>"))
    paragraph._p.append(inserted)
    source = read_document(saved(document))
    assert source.text.strip() == "一、保留加上"
    assert ["框中字" in source.warnings[0], "修订" in source.warnings[1]] == [True, True]
    assert qn("w:del") in {element.tag for element in paragraph._p}


# --- PDF -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", NAMES)
def test_pdf_gives_the_same_outline_as_text(seed):
    source = read_document(shared(f"seeds/{NAMES[seed]}"))
    typeset = pdf_of([paragraph.text for paragraph in normalise(source).paragraphs])
    from_pdf, from_text = parse_outline(read_document(typeset)), parse_outline(source)
    assert unspaced(from_pdf) == unspaced(from_text)  # a blank at the end of a printed line is not in the file
    assert [from_pdf.title, from_pdf.number, from_pdf.date] == [from_text.title, from_text.number, from_text.date]


def test_pdf_page_numbers_and_running_heads_are_left_out_and_said():
    lines = [f"（{to_chinese(n)}）第 {n} 项工作，按季度检查，按年度总结，结果向职工公开。" for n in range(1, 60)]
    source = read_document(pdf_of(lines, head="云岭省教科文卫体工会文件汇编"))
    assert [item.number for item in parse_outline(source).items] == [f"（{to_chinese(n)}）" for n in range(1, 60)]
    assert "汇编" not in source.text
    assert ["页码" in source.warnings[1], "文件汇编" in source.warnings[2]] == [True, True]


def test_pdf_without_text_is_a_scan():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    assert "扫描件" in refusal(saved_pdf(writer))


def test_pdf_with_password_is_refused():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    assert "密码" in refusal(saved_pdf(writer))


def saved_pdf(writer):
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"%PDF-1.4 " + bytes(range(256)) * 40])
def test_broken_pdf_is_refused(content):
    assert "已损坏" in refusal(content)


# --- refused ---------------------------------------------------------------------------------------------------------


def package(entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)

REFUSED = {
    "empty": (b"", "空的"),
    "blank": (b" \r\n \t", "空的"),
    "only blanks inside": ("\u3000\n\u3000".encode(), "没有文字"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "rich text": (b"{\\rtf1 text}", ".rtf"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
    "spreadsheet": (package({"xl/workbook.xml": "<x/>"}), "只能读"),
    "cut short": (b"PK\x03\x04" + bytes(100), "已损坏"),
    "no document inside": (package({"word/document.xml": "<x>"}), "已损坏"),
    "bomb": (package({"word/document.xml": bytes(40 * 1024 * 1024)}), "过大"),
    "oversized": (b"a" * (MAX_BYTES + 1), "20 MB"),
    "bytes": (bytes(range(1, 32)) * 9, "编码"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(name):
    content, said = REFUSED[name]
    text = refusal(content)
    assert said in text
    assert text.endswith("。")
    assert text.count("。") == 1
