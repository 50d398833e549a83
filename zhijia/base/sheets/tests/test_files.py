"""Files as they come: good ones open alike, each bad one is refused with one sentence."""

import io
import zipfile
import zlib
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.base.sheets import ImportColumn, ImportSpec, guard
from zhijia.base.sheets.guard import BadFile
from zhijia.base.sheets.marked import Marker
from zhijia.base.sheets.parse import Layout, Parser
from zhijia.base.sheets.reading import open_sheets
from zhijia.base.sheets.template import write_template
from zhijia.base.sheets.writing import csv_blocks, write_xlsx

TEXTS = [["姓名", "备注"], ["张知远", "一"], ["李念", "=1+1"]]


def workbook(rows, sheets=("数据",), change=None):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(rows):
                sheet.write_row(line, 0, cells)
        if change:
            change(book)
    return file


def repacked(file, name, data):
    """The same workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, data if entry.filename == name else old.read(entry.filename))
    return out


def test_a_workbook_opens_with_its_sheets_and_rows():
    book = open_sheets(workbook(TEXTS, ("一", "二")))
    assert book.sheets == ["一", "二"]
    assert list(book.rows("二")) == TEXTS


def test_hidden_sheets_are_not_offered():
    book = open_sheets(workbook(TEXTS, ("一", "二"), lambda made: made.get_worksheet_by_name("二").hide()))
    assert book.visible == ["一"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_opens_in_every_encoding_and_delimiter(encoding, delimiter):
    text = "\r\n".join(delimiter.join(row) for row in TEXTS)
    book = open_sheets(io.BytesIO(text.encode(encoding)))
    assert list(book.rows("CSV")) == TEXTS


def bomb():
    return repacked(workbook(TEXTS), "xl/worksheets/sheet1.xml", b" " * (9 * 2**20))


def lying_bomb():
    """The directory says the sheet is small; it is not."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b" " * (9 * 2**20)) + packed.flush()
    file = workbook(TEXTS)
    with zipfile.ZipFile(file, "a") as package:
        entry = zipfile.ZipInfo("xl/media/image1.png")
        entry.compress_type = zipfile.ZIP_DEFLATED
        package.writestr(entry, b"")
    raw = bytearray(file.getvalue())
    place = raw.index(b"xl/media/image1.png") + len("xl/media/image1.png")
    empty = zipfile.ZipFile(file).getinfo("xl/media/image1.png").compress_size
    raw[place : place + empty] = data
    directory = raw.rindex(b"xl/media/image1.png") - 46
    raw[directory + 20 : directory + 24] = len(data).to_bytes(4, "little")
    end = raw.rindex(b"PK\x05\x06")
    start = int.from_bytes(raw[end + 16 : end + 20], "little") + len(data) - empty
    raw[end + 16 : end + 20] = start.to_bytes(4, "little")
    return io.BytesIO(bytes(raw))


def far_cell():
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r=\'XFD1048576\'><v>1</v></c></row>'
    return repacked(workbook(TEXTS), "xl/worksheets/sheet1.xml", sheet + b"</sheetData></worksheet>")


def encrypted():
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    return io.BytesIO(head + "EncryptedPackage".encode("utf-16-le"))


def truncated():
    return io.BytesIO(workbook(TEXTS).getvalue()[:2000])


def garbled():
    return repacked(workbook(TEXTS), "xl/workbook.xml", b"<workbook><sheets><sheet")


def word_document():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    return file


def crowded():
    file = workbook(TEXTS)
    with zipfile.ZipFile(file, "a") as package:
        for number in range(2_001):
            package.writestr(f"xl/media/{number}.png", b"")
    return file


BAD = {
    "empty": (lambda: io.BytesIO(b""), "文件是空的"),
    "xls": (
        lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "旧版 .xls 文件，请在 Excel 中另存为 .xlsx",
    ),
    "encrypted": (encrypted, "设有打开密码"),
    "web page": (lambda: io.BytesIO(b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>"), "其实是网页表格"),
    "picture": (lambda: io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0"), "只能导入 .xlsx 和 .csv"),
    "word": (word_document, "只能导入 .xlsx 和 .csv"),
    "truncated": (truncated, "已损坏"),
    "garbled": (garbled, "已损坏"),
    "bomb": (bomb, "展开后过大"),
    "lying bomb": (lying_bomb, "展开后过大"),
    "crowded": (crowded, "展开后过大"),
    "far cell": (far_cell, "表格范围过大（1048576 行 × 16384 列）"),
    "no text": (lambda: io.BytesIO("姓名".encode() + b"\xff\xff\xff\n"), "看不出文件的文字编码"),
}


def read_all(file):
    book = open_sheets(file)
    return list(book.rows(book.sheets[0]))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_one_clear_sentence(name, monkeypatch):
    monkeypatch.setattr(guard, "MOST_UNPACKED", 8 * 2**20)
    make, part = BAD[name]
    with pytest.raises(BadFile) as refused:
        read_all(make())
    assert part in str(refused.value)
    assert [reason.field for reason in refused.value.reasons] == ["file"]


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(BadFile, match="超过 50 MB"):
        open_sheets(io.BytesIO(b"PK"), 51 * 2**20)


def test_a_workbook_without_a_sheet_of_that_name_says_so():
    with pytest.raises(BadFile, match="没有名为“三”的工作表"):
        list(open_sheets(workbook(TEXTS)).rows("三"))


# --- Out, and in again ---

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), max_size=12)


@settings(max_examples=40)
@given(st.lists(st.tuples(WORDS, st.one_of(st.none(), st.dates(date(1901, 1, 1), date(2100, 1, 1)))), max_size=8))
def test_what_is_written_to_excel_reads_back_the_same(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("out") / "out.xlsx"
    write_xlsx(path, ["说明", "日期"], lines)
    with path.open("rb") as file:
        rows = list(open_sheets(file).rows("数据"))
    assert rows[0] == ["说明", "日期"]
    padded = [[*row, ""][:2] for row in rows[1:]] + [["", ""]] * (len(lines) - len(rows) + 1)
    assert padded == [[word, day or ""] for word, day in lines]


@pytest.mark.parametrize(
    "word", ["=1+1", "+86", "-1-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://example.com"]
)
def test_no_text_becomes_a_formula_or_a_link(tmp_path, word):
    path = tmp_path / "out.xlsx"
    write_xlsx(path, ["说明"], [[word]])
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


@pytest.mark.parametrize("word", ["=1+1", "+a", "-a", "@a", "\ta"])
def test_in_csv_a_dangerous_text_gets_an_apostrophe(word):
    assert f"'{word}" in b"".join(csv_blocks(["说明"], [[word]])).decode("utf-8-sig")


def test_negative_numbers_are_no_danger():
    assert b"".join(csv_blocks(["数"], [["-12.5"], [-3]])).decode("utf-8-sig").splitlines() == ["数", "-12.5", "-3"]


def test_an_export_without_rows_still_has_its_headings(tmp_path):
    write_xlsx(tmp_path / "out.xlsx", ["姓名", "姓名"], [])
    with (tmp_path / "out.xlsx").open("rb") as file:
        assert list(open_sheets(file).rows("数据")) == [["姓名", "姓名2"]]


class Small(ImportSpec):
    code, title, key = "test.small", "小表", ("name",)
    columns = (
        ImportColumn("name", "姓名", required=True, kind="name", example="张知远"),
        ImportColumn("kind", "类别", kind="choice", choices={f"第{n}类很长的选项名称": n for n in range(40)}),
        ImportColumn("amount", "金额", kind="money"),
    )
    notes = ("请勿改动表头。",)


def test_the_template_reads_back_as_an_import_with_no_rows():
    file = io.BytesIO()
    write_template(file, Small())
    book = open_sheets(file)
    from zhijia.base.sheets.headings import find

    rows = list(book.rows(book.visible[0]))
    place, found = find(rows, Small.columns)
    assert (place, found.missing, len(found)) == (3, (), 3)
    assert rows[4:] == []


def parsed(rows, places):
    parser = Parser(Small(), Layout("数据", 1, places, rows[0]))
    chunks = list(parser.chunks(iter(rows), 2))
    return [row for chunk, _blank in chunks for row in chunk], sum(blank for _chunk, blank in chunks)


def test_empty_lines_and_totals_are_no_data_and_lines_keep_their_numbers():
    rows = [["姓名", "金额"], ["张知远", 1], ["", ""], ["李念", 2], ["合计", 3], ["备注：已核对", ""]]
    data, blank = parsed(rows, {"name": 0, "amount": 1})
    assert [(row.number, row["name"], row["amount"]) for row in data] == [
        (2, "张知远", 100),
        (4, "李念", 200),
    ]
    assert blank == 3


def test_a_missing_required_cell_is_a_fault_of_its_column():
    (row,), _blank = parsed([["姓名", "金额"], ["", 1]], {"name": 0, "amount": 1})
    assert [(key, message) for key, message, _cell in row.faults] == [("name", "姓名没有填写")]


def test_a_marked_copy_keeps_the_sheet_and_says_what_became_of_each_line(tmp_path):
    source = workbook([["名册"], ["姓名", "金额"], ["张知远", "约1"], ["李念", 2]], ("说明", "数据"))
    layout = Layout("数据", 2, {"name": 0, "amount": 1}, ["姓名", "金额"])
    Marker(open_sheets(source), layout, [(3, "金额：不是金额", {1})], lambda cells: "可以导入").write(
        tmp_path / "m.xlsx"
    )
    with (tmp_path / "m.xlsx").open("rb") as file:
        book = open_sheets(file)
        assert book.sheets == ["说明", "数据"]
        assert list(book.rows("数据")) == [
            ["名册", "", ""],
            ["姓名", "金额", "导入结果（错误原因）"],
            ["张知远", "约1", "金额：不是金额"],
            ["李念", 2, "可以导入"],
        ]
        assert list(book.rows("说明")) == [["名册", ""], ["姓名", "金额"], ["张知远", "约1"], ["李念", 2]]
