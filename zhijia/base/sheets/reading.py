"""Opens .xlsx and .csv the same way: named sheets of rows, every row a list of cells, the first row is number 1."""

import csv
import io
from itertools import islice

from python_calamine import CalamineError, load_workbook

from .guard import BROKEN, EMPTY, kind_of, refuse

DELIMITERS = ",\t;|，"
NOT_TEXT = "看不出文件的文字编码，请在 Excel 中另存为 .xlsx 后重新上传"
NO_SHEET = "文件里没有名为“%(name)s”的工作表，请重新选择"


class Workbook:
    """`sheets` are names; `rows(name)` yields lists of cells, `height(name)` says how many."""

    kept = None

    def __init__(self, file):
        try:
            self.book = load_workbook(file)
        except (CalamineError, OSError, ValueError):
            refuse(BROKEN)
        self.sheets = [sheet.name for sheet in self.book.sheets_metadata if "WorkSheet" in str(sheet.typ)]
        if not self.sheets:
            refuse(EMPTY)

    @property
    def visible(self) -> list[str]:
        names = [sheet.name for sheet in self.book.sheets_metadata if str(sheet.visible).endswith(".Visible")]
        return [name for name in self.sheets if name in names] or self.sheets

    def rows(self, name):
        yield from self.sheet(name).iter_rows()

    def sheet(self, name):
        """Parsing is the dear part: the sheet at hand is kept, one at a time."""
        if name not in self.sheets:
            refuse(NO_SHEET, name=name)
        if self.kept is None or self.kept.name != name:
            self.kept = None
            try:
                self.kept = self.book.get_sheet_by_name(name)
            except (CalamineError, ValueError):
                refuse(BROKEN)
        return self.kept

    def height(self, name) -> int:
        end = self.sheet(name).end
        return end[0] + 1 if end else 0

    def left(self, name) -> int:
        """Columns left of the first one used: `rows` leaves them out."""
        start = self.sheet(name).start
        return start[1] if start else 0


class Text:
    """A csv file as a workbook of one sheet."""

    sheets = visible = ["CSV"]

    def __init__(self, file):
        file.seek(0)
        self.text = decoded(file.read())
        self.delimiter = delimiter_of(self.text)

    def rows(self, name="CSV"):
        try:
            yield from csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        except csv.Error:
            refuse(BROKEN)

    def height(self, name) -> int:
        return sum(1 for _row in self.rows(name))

    def left(self, name) -> int:
        return 0


def open_sheets(file, size=None, kind=""):
    """A checked file as Workbook or Text; raises BadFile with the sentence to show. `kind`: known, checked before."""
    if size is None:
        size = file.seek(0, io.SEEK_END)
    kind = kind or kind_of(file, size)
    file.seek(0)
    return Workbook(file) if kind == "xlsx" else Text(file)


def decoded(data: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, GB18030: the encodings Chinese offices save."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return refuse(NOT_TEXT)


def delimiter_of(text: str) -> str:
    """What parts the first lines most, and alike."""
    lines = [line for line in islice(io.StringIO(text), 20) if line.strip()]
    return max(DELIMITERS, key=lambda mark: sum(min(line.count(mark), 100) for line in lines))


def first_rows(book, name, count):
    return [list(row) for row in islice(book.rows(name), count)]
