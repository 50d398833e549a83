"""What a folder says about the spreadsheet it takes in."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from zhijia.base.registry import Registry

from .cells import KINDS

imports = Registry("imports")


@dataclass(frozen=True)
class ImportColumn:
    """One column the import understands. `label` is also the heading of the template and of the export."""

    key: str
    label: Any
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: str = "text"  # text, name, id_number, phone, date, money, int, choice
    help: Any = ""
    example: str = ""
    choices: dict = field(default_factory=dict)  # what stands in the cell → what is stored
    secret: bool = False  # faults, journals and exports show it masked
    longest: int = 0  # most characters a text may have; 0: no limit
    width: int = 14

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ImproperlyConfigured(f"column {self.key!r}: unknown kind {self.kind!r}")
        if self.kind == "choice" and not self.choices:
            raise ImproperlyConfigured(f"column {self.key!r}: a choice needs its choices")

    @cached_property
    def said(self) -> dict:
        """What is stored → the label an export writes: the first one declared."""
        said = {}
        for label, value in self.choices.items():
            said.setdefault(value, str(label))
        return said

    def word(self, value):
        """The value as an export writes it, so that the import reads the same value back."""
        if value is None:
            return ""
        return self.said.get(value, value) if self.kind == "choice" else value


class Row:
    """One line of the sheet: values by column key, and what became of it."""

    __slots__ = ("faults", "number", "outcome", "touched", "values", "what")

    def __init__(self, number, values, faults=None):
        self.number = number  # as the spreadsheet program counts: the first line is 1
        self.values = values
        self.faults = faults  # list of (column key, sentence, what stood in the cell); None while there are none
        self.outcome = None  # created, updated, unchanged; `check` may foretell it for the dry run
        self.touched = []  # (model label, pk, columns before it was changed or None if it was made)
        self.what = ""  # how the row is called in lists: the person's name

    def __getitem__(self, key):
        return self.values[key]

    def get(self, key, default=None):
        return self.values.get(key, default)

    def fault(self, key, sentence, cell=None):
        """`key` is the column it belongs to; empty if it is about the whole row."""
        if self.faults is None:
            self.faults = []
        self.faults.append((key, str(sentence), self.values.get(key) if cell is None else cell))

    def made(self, *objects):
        """Rows of the database this line created: (model label, pk) pairs."""
        self.outcome = "created"
        self.touched += [(label, pk, None) for label, pk in objects]

    def changed(self, label, pk, before):
        """A row this line changed, with the raw columns as they were."""
        if self.outcome != "created":
            self.outcome = "updated"
        self.touched.append((label, pk, before))


class ImportSpec:
    """Subclass in a folder's `imports` module and declare with `@imports`. One instance serves all batches.

    `prepare` runs once per pass, `check` and `write` once per chunk of rows: ask the database for all rows of the
    chunk together. `check` calls `row.fault(column, sentence)`; `write` gets the rows without faults, in one
    transaction, and must say `row.made(...)`, `row.changed(...)` or `row.outcome = "unchanged"` for each. `check` may
    set `row.outcome` already: the dry run then foretells how many will be created, updated and left as they are.
    """

    code = ""
    title: Any = ""
    columns: tuple[ImportColumn, ...] = ()
    key: tuple[
        str, ...
    ] = ()  # two lines with the same values here are one thing; columns that may be empty are skipped
    ability = "edit"
    notes: tuple = ()  # sentences at the top of the template and of the upload page
    watched: dict = {}  # model label → the columns an undo compares before it takes a row back
    undoable = True  # False where rows become records at once: those are reversed one by one, never deleted
    when_unnamed: Any = _("最近的一个")  # what is taken away where nobody says which
    subject_label: Any = ""  # set, if the import is into one thing (a period, a scheme): asked on upload

    def subjects(self, user, unit):
        """A queryset of the rows one of which the import is into, cut to the user's reach."""

    def prepare(self, context):
        """Look up what every chunk needs; keep it on `context`, which has unit, user, subject_id, today, now."""

    def check(self, rows, context):
        """Faults that a single cell cannot show."""

    def write(self, rows, context):
        raise NotImplementedError

    def identity(self, row, context):
        """What makes two lines the same; None if nothing does. Hash it here if it is secret and kept."""
        values = tuple(row.get(key) for key in self.key)
        return values if values and all(values) else None

    def kept(self, user):
        """A queryset of the things one of which is taken away with `current`, the newest first, cut to the reach of
        the user; None where everything a unit has is one table."""

    def current(self, unit, user, subject=None):
        """Dicts of column key → value for everything the unit has: the export that imports back unchanged. Where there
        are things to choose from, of that one; of the newest where none is named."""

    @property
    def goes_out(self) -> bool:
        return type(self).current is not ImportSpec.current

    def label_of(self, key) -> str:
        column = self.by_key.get(key)
        return str(column.label) if column else ""

    @cached_property
    def by_key(self) -> dict[str, ImportColumn]:
        return {column.key: column for column in self.columns}
