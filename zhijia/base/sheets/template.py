"""The empty form of an import: a help line above each heading, drop-downs, and text cells where digits must survive."""

import xlsxwriter
from django.utils.translation import gettext as _

from .writing import TEXT_ONLY

PREPARED = 2_000  # rows with drop-downs
IN_CELL = 250  # characters a drop-down may hold by itself
OPTIONS = "选项"
FORMATS = {"date": {"num_format": "yyyy-mm-dd"}, "money": {"num_format": "#,##0.00"}, "int": {"num_format": "0"}}


def write_template(target, spec):
    """`target` is a path or a binary file."""
    with xlsxwriter.Workbook(target, {**TEXT_ONLY, "in_memory": True}) as book:
        sheet = book.add_worksheet(str(spec.title)[:31])
        looks = {name: book.add_format(style) for name, style in STYLES.items()}
        last = len(spec.columns) - 1
        sheet.set_row(0, 26)
        sheet.merge_range(0, 0, 0, last, str(spec.title), looks["title"])
        sheet.set_row(1, 16 * (len(spec.notes) + 1))
        sheet.merge_range(1, 0, 1, last, "\n".join([_("填写说明："), *map(str, spec.notes)]), looks["note"])
        sheet.set_row(2, 48)
        options = Options(book)
        for place, column in enumerate(spec.columns):
            sheet.write_string(2, place, help_of(column), looks["help"])
            sheet.write_string(3, place, heading_of(column), looks["must" if column.required else "head"])
            style = book.add_format(FORMATS.get(column.kind, {"num_format": "@"}))
            sheet.set_column(place, place, column.width, style)
            if column.kind == "choice":
                sheet.data_validation(4, place, 3 + PREPARED, place, options.validation(column))
        sheet.freeze_panes(4, 1)


STYLES = {
    "title": {"bold": True, "font_size": 15, "align": "center", "valign": "vcenter"},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#555555"},
    "help": {"text_wrap": True, "valign": "top", "font_size": 9, "font_color": "#555555", "bg_color": "#F6F6F4"},
    "head": {"bold": True, "border": 1, "bg_color": "#EDEDE8", "align": "center", "valign": "vcenter"},
    "must": {"bold": True, "border": 1, "bg_color": "#F9E3E1", "align": "center", "valign": "vcenter"},
}


def heading_of(column) -> str:
    return f"{column.label}*" if column.required else str(column.label)


def help_of(column) -> str:
    said = str(column.help) or (_("必填") if column.required else _("选填"))
    return f"{said}\n{_('例：%(example)s') % {'example': column.example}}" if column.example else said


class Options:
    """Lists too long for a cell's own drop-down stand on a hidden sheet."""

    def __init__(self, book):
        self.book, self.sheet, self.used = book, None, 0

    def validation(self, column) -> dict:
        words = list(dict.fromkeys(column.said.values()))
        rule = {
            "validate": "list",
            "error_title": str(column.label)[:32],
            "error_message": _("请从下拉列表中选择"),
            "error_type": "warning",
        }
        if len(",".join(words)) <= IN_CELL:
            return rule | {"source": words}
        return rule | {"source": self.listed(words)}

    def listed(self, words) -> str:
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(OPTIONS)
            self.sheet.hide()
        self.sheet.write_column(0, self.used, words)
        letter = xlsxwriter.utility.xl_col_to_name(self.used)
        self.used += 1
        return f"='{OPTIONS}'!${letter}$1:${letter}${len(words)}"
