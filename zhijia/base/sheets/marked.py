"""A copy of the user's own file in which every line says what became of it and every wrong cell is coloured."""

from datetime import date, datetime

import xlsxwriter
from django.utils.translation import gettext as _

from .writing import TEXT_ONLY

OPTIONS = {**TEXT_ONLY, "constant_memory": True, "default_date_format": "yyyy-mm-dd", "nan_inf_to_errors": True}


class Marker:
    """`verdicts`: (line, what to say, places of wrong cells) by line; `otherwise(cells)`: for all others."""

    def __init__(self, source, layout, verdicts, otherwise):
        self.source, self.layout, self.verdicts, self.otherwise = source, layout, verdicts, otherwise

    def write(self, target):
        with xlsxwriter.Workbook(str(target), OPTIONS) as self.book:
            self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
            self.wrong = self.book.add_format({"bg_color": "#F8CBC6"})
            self.wrong_day = self.book.add_format({"bg_color": "#F8CBC6", "num_format": "yyyy-mm-dd"})
            self.head = self.book.add_format({"bold": True, "bg_color": "#EDEDE8"})
            for name in self.source.sheets:
                sheet = self.book.add_worksheet(name)
                marked = name == self.layout.sheet
                self.copy(sheet, name, marked)

    def copy(self, sheet, name, marked):
        left = self.source.left(name)
        said_at = left + self.width()
        verdicts = Following(self.verdicts if marked else ())
        if marked:
            sheet.set_column(said_at, said_at, 50)
        for number, cells in enumerate(self.source.rows(name), start=1):
            said, wrong = verdicts.of(number)
            self.write_line(sheet, number - 1, left, cells, wrong)
            if marked and number == self.layout.header:
                sheet.write_string(number - 1, said_at, _("导入结果（错误原因）"), self.head)
            elif marked and number > self.layout.header:
                said = said or self.otherwise(cells)
                if said:
                    sheet.write_string(number - 1, said_at, said, self.wrong if wrong else None)

    def width(self) -> int:
        return max(len(self.layout.headings), 1 + max(self.layout.places.values(), default=0))

    def write_line(self, sheet, line, left, cells, wrong):
        for place, cell in enumerate(cells):
            if cell == "" or cell is None:
                if place in wrong:
                    sheet.write_blank(line, left + place, None, self.wrong)
                continue
            self.write_cell(sheet, line, left + place, cell, place in wrong)

    def write_cell(self, sheet, line, place, cell, wrong):
        if isinstance(cell, str):
            sheet.write_string(line, place, cell[:32_000], self.wrong if wrong else None)
        elif isinstance(cell, bool):
            sheet.write_boolean(line, place, cell, self.wrong if wrong else None)
        elif isinstance(cell, (int, float)):
            sheet.write_number(line, place, cell, self.wrong if wrong else None)
        elif isinstance(cell, (date, datetime)):
            sheet.write_datetime(line, place, cell, self.wrong_day if wrong else self.day)
        else:
            sheet.write_string(line, place, str(cell), self.wrong if wrong else None)


class Following:
    """Verdicts asked for line by line, never backwards."""

    def __init__(self, verdicts):
        self.verdicts = iter(verdicts)
        self.due = next(self.verdicts, None)

    def of(self, line):
        while self.due is not None and self.due[0] < line:
            self.due = next(self.verdicts, None)
        if self.due is not None and self.due[0] == line:
            return self.due[1], frozenset(self.due[2])
        return "", frozenset()
