"""Tables written straight into text: one pass over the rows, no template per cell.

    class ClaimTable(Table):
        columns = [
            Column("number", _("编号"), link=True),
            Column("person.name", _("姓名")),
            Column("amount_fen", _("补助金额"), kind="money", total=True),
            Column("state", _("状态"), kind="state"),
            Column("day", _("日期"), kind="date", hidden=True),
        ]
        order = "-day"

Kinds: text, link, money, date, datetime, number, state, masked, bool, percent.
"""

from functools import lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from . import formats
from .states import tone_of

RIGHT = {"money", "number", "percent", "figure"}  # figure: a number that was put into words already
CODES = {"number", "code", "staff_no"}  # never broken over two lines


class Column:
    """One column: `key` is a dotted path on the row (or any name, if `value` is a function of the row)."""

    def __init__(
        self,
        key,
        label,
        *,
        kind="text",
        link=False,
        sort=None,
        labels=None,
        colours=None,
        hidden=False,
        value=None,
        note=None,
        total=False,
        unit="",
        digits=0,
        export=True,
        url=None,
    ):
        self.key, self.label, self.kind = key, label, kind
        self.link = link or kind == "link"
        self.sort = sort  # lookup to sort by; False: never; None: the key itself if it is a column of the database
        self.labels, self.colours = dict(labels or {}), dict(colours or {})
        self.hidden = hidden  # not shown until chosen
        self.value = value
        self.note = reader(note) if note else None  # a second, quieter line
        self.total = total
        self.unit = unit or (_("元") if kind == "money" else "")
        self.digits = digits
        self.export = export
        self.url = url  # function of the row; default row.get_absolute_url()
        self.read = value or reader(key)
        self.name_of_field = self.name.rpartition(".")[2]

    def __repr__(self):
        return f"<Column {self.key}>"

    @property
    def full_label(self) -> str:
        return f"{self.label}（{self.unit}）" if self.unit else str(self.label)

    @property
    def name(self):
        return self.key.replace("__", ".")

    @property
    def css(self):
        code = " zj-code" if self.key.rpartition(".")[2] in CODES else ""
        return f"zj-k-{self.kind}" + (" zj-right" if self.kind in RIGHT else code)

    def sort_lookup(self, model):
        if self.sort is False:
            return None
        lookup = self.sort or ("" if self.value else self.key.replace(".", "__"))
        return lookup if lookup and (self.sort or is_column(model, lookup)) else None

    def word(self, row, value):
        """The plain text of a value, as a person and an export read it."""
        if self.kind == "state" or self.labels or (self.kind == "text" and self.display_of(row)):
            return self.label_of(row, value)
        if value is None or value == "":
            return ""
        return formats.FORMATS.get(self.kind, formats.text)(value, self)

    def label_of(self, row, value):
        if value in self.labels:
            return str(self.labels[value])
        display = self.display_of(row)
        return str(display() if display else "" if value is None else value)

    def display_of(self, row):
        """The method that says a choice in words, if the column is one."""
        return None if self.value else getattr(owner_of(row, self.key), f"get_{self.name_of_field}_display", None)

    def cell(self, row):
        value = self.read(row)
        word = self.word(row, value)
        html = escape(word) if word else '<span class="zj-none">—</span>'
        if self.kind == "state" and word:
            html = f'<span class="zj-state zj-{tone_of(word, self.colours, value)}">{html}</span>'
        if self.link and word:
            html = self.linked(row, html)
        if self.note and (note := self.note(row)):
            html = f'<div>{html}<span class="zj-note">{escape(note)}</span></div>'
        return html

    def linked(self, row, html):
        address = self.url(row) if self.url else getattr(row, "get_absolute_url", lambda: "")()
        return f'<a href="{escape(address)}">{html}</a>' if address else html


class Table:
    columns: list[Column] = []
    order = ""  # sort key when the user chose none, "-day"
    caption = ""
    row_class = None  # function of the row giving a CSS class ("zj-row-late")

    def __init__(self, *, model=None, chosen=(), sort="", tick=False):
        self.model, self.sort, self.tick = model, sort, tick
        self.all = type(self).columns
        wanted = [c for c in self.all if c.key in set(chosen)]
        self.shown = wanted or [c for c in self.all if not c.hidden]

    @property
    def choices(self):
        shown = {c.key for c in self.shown}
        return [(c.key, c.label, c.key in shown) for c in self.all]

    @property
    def exported(self):
        return [c for c in self.shown if c.export]

    def sort_lookups(self):
        """Keys a user may sort by and the lookup each stands for."""
        pairs = ((c.key, c.sort_lookup(self.model)) for c in self.all)
        return {key: lookup for key, lookup in pairs if lookup}

    def ordered(self, rows, sort):
        """Rows in the asked order; an unknown key changes nothing. Ties are settled by pk, so pages never overlap."""
        sort = sort or self.order
        lookup = self.sort_lookups().get(sort.removeprefix("-"))
        if not lookup:
            return rows if rows.ordered else rows.order_by("-pk")
        return rows.order_by(f"-{lookup}" if sort.startswith("-") else lookup, "-pk")

    def head(self, url_of):
        """Header cells; `url_of(sort)` gives the address of the same list sorted otherwise."""
        lookups = self.sort_lookups()
        current = self.sort or self.order
        cells = [TICK_ALL % _("选择本页全部")] if self.tick else []
        for column in self.shown:
            label = escape(column.label) + (f"<small>（{escape(column.unit)}）</small>" if column.unit else "")
            if column.key not in lookups:
                cells.append(f'<th scope="col" class="{column.css}">{label}</th>')
                continue
            direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(current, "none")
            address = escape(url_of(f"-{column.key}" if direction == "ascending" else column.key))
            cells.append(
                f'<th scope="col" class="{column.css}" aria-sort="{direction}">'
                f'<a class="zj-sort" href="{address}" hx-get="{address}">{label}</a></th>'
            )
        return mark_safe("".join(cells))

    def body(self, rows):
        columns = [(c, f'<td class="{c.css}" data-label="{escape(c.full_label)}">') for c in self.shown]
        out = []
        for row in rows:
            css = type(self).row_class(row) if self.row_class else ""
            out.append(f'<tr data-row="{escape(row.pk)}"{f" class={chr(34)}{css}{chr(34)}" if css else ""}>')
            if self.tick:
                out.append(TICK % (escape(row.pk), escape(str(row))))
            out.extend(open_cell + column.cell(row) + "</td>" for column, open_cell in columns)
            out.append("</tr>")
        return mark_safe("".join(out))

    def foot(self, totals):
        if not totals:
            return ""
        cells = ['<td class="zj-tick"></td>'] if self.tick else []
        for place, column in enumerate(self.shown):
            word = column.word(None, totals[column.key]) if column.key in totals else (_("合计") if not place else "")
            label = _("合计") + str(column.label) if column.key in totals else ""
            cells.append(f'<td class="{column.css}" data-label="{escape(label)}">{escape(word)}</td>')
        return mark_safe(f'<tr class="zj-total">{"".join(cells)}</tr>')

    def totalled(self):
        """Columns that want a sum, with the lookup to sum over."""
        return {c.key: c.sort or c.key.replace(".", "__") for c in self.shown if c.total}


TICK_ALL = (
    '<th scope="col" class="zj-tick">'
    '<input type="checkbox" class="form-check-input" data-tick-all aria-label="%s"></th>'
)
TICK = '<td class="zj-tick"><input type="checkbox" class="form-check-input" name="row" value="%s" aria-label="%s"></td>'


def reader(path):
    """A function reading a dotted path from a row; anything missing on the way is None."""
    if callable(path):
        return path
    names = path.replace("__", ".").split(".")

    def read(row):
        for name in names:
            row = getattr(row, name, None)
            if row is None:
                return None
        return row() if callable(row) else row

    return read


def owner_of(row, key):
    for name in key.split(".")[:-1]:
        row = getattr(row, name, None)
    return row


@lru_cache(maxsize=4096)
def is_column(model, lookup):
    """Whether a lookup can be sorted by in the database."""
    if model is None:
        return False
    for name in lookup.split("__"):
        if model is None:
            return False
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if getattr(field, "many_to_many", False) or getattr(field, "one_to_many", False):
            return False
        model = field.related_model
    return True
