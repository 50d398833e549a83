"""From lines of a sheet to rows of values: which lines are data, which cells are wrong."""

from dataclasses import dataclass, field
from datetime import date
from itertools import islice, repeat, zip_longest

from django.utils.translation import gettext as _

from .cells import KINDS, Unreadable, is_blank
from .headings import is_note
from .spec import Row

REQUIRED = "%(label)s没有填写"
KEPT = (str, date)  # what equals only its like: 1, 1.0 and True are one key of a dict but three readings
UNKNOWN = object()
MOST_KEPT = 2_000  # different cells of a column remembered: departments and posts repeat, numbers do not


@dataclass
class Layout:
    """Where things stand in one sheet: the line of the headings (from 1) and the place of each column."""

    sheet: str
    header: int
    places: dict[str, int] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)


class Parser:
    """Reads chunks of rows. Empty lines and lines of notes are counted, not read."""

    def __init__(self, spec, layout):
        self.spec, self.layout = spec, layout
        self.blank = 0
        self.readers = [
            (column, layout.places[column.key], KINDS[column.kind](column, self.heading(layout.places[column.key])))
            for column in spec.columns
            if column.key in layout.places
        ]
        self.empty = {
            column.key: "" if column.kind in ("text", "name", "id_number", "phone") else None for column in spec.columns
        }
        self.shared = shared_places(self.readers)
        self.known: dict[str, dict] = {column.key: {} for column, _place, _read in self.readers}
        self.required_places = [place for column, place, _read in self.readers if column.required]

    def heading(self, place):
        return str(self.layout.headings[place]) if place < len(self.layout.headings) else ""

    def chunks(self, lines, size):
        """`lines` are all lines of the sheet; yields (rows, blank lines among them)."""
        numbered = enumerate(lines, start=1)
        for _line in islice(numbered, self.layout.header):
            pass
        while block := list(islice(numbered, size)):
            data = [(number, cells) for number, cells in block if self.is_data(cells)]
            yield self.read(data), len(block) - len(data)

    def is_data(self, cells) -> bool:
        """A line with two required cells filled is data, whatever they say; one with less may be a note."""
        filled = 0
        for place in self.required_places:
            if place < len(cells) and not is_blank(cells[place]):
                filled += 1
                if filled == 2:
                    return True
        return any(not is_blank(cell) for cell in cells) and not is_note(cells)

    def read(self, data) -> list[Row]:
        rows = [Row(number, self.empty) for number, _cells in data]
        across = list(zip_longest(*[cells for _number, cells in data], fillvalue=""))
        values = {key: repeat(empty) for key, empty in self.empty.items()}
        for column, place, reader in self.readers:
            cells = across[place] if place < len(across) else [""] * len(rows)
            wanted = self.shared.get(column.key)
            if wanted:
                cells = [cell if wanted(cell) else "" for cell in cells]
            values[column.key] = self.read_column(rows, cells, column, reader, column.required and not wanted)
        for row, line in zip(rows, zip(*values.values(), strict=False), strict=False):
            row.values = dict(zip(values, line, strict=True))
        return rows

    def read_column(self, rows, cells, column, reader, required) -> list:
        """The values of a column: what stood there before is not read twice."""
        key, known = column.key, self.known[column.key]
        values = [known.get(cell, UNKNOWN) if type(cell) in KEPT else UNKNOWN for cell in cells]
        for place, value in enumerate(values):
            if value is not UNKNOWN:
                continue
            cell, values[place] = cells[place], self.empty[key]
            if is_blank(cell):
                if required:
                    rows[place].fault(key, _(REQUIRED) % {"label": column.label})
                continue
            try:
                values[place] = value = reader(cell)
            except Unreadable as fault:
                rows[place].fault(key, fault, cell)
            else:
                if len(known) < MOST_KEPT and type(cell) in KEPT:
                    known[cell] = value
        return values


def shared_places(readers) -> dict:
    """One heading may stand for two keys (员工编码/身份证号): then the look of the cell decides which it is."""
    by_place = {}
    for column, place, _reader in readers:
        by_place.setdefault(place, []).append(column)
    wanted = {}
    for columns in by_place.values():
        if len(columns) > 1:
            for column in columns:
                wanted[column.key] = looks_like_id if column.kind == "id_number" else unlike_id
    return wanted


def looks_like_id(cell) -> bool:
    word = str(cell).strip().strip("'’‘`")
    return len(word) in (15, 18) and word[:-1].isdigit()


def unlike_id(cell) -> bool:
    return not looks_like_id(cell)
