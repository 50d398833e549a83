"""Going through a file in chunks: once to look, once to write.

A chunk is checked, written, counted and ticked off in one transaction. Whatever kills the worker between two chunks
loses nothing and counts nothing twice: the next worker reads on behind `done_lines`.
"""

import gc
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from zhijia.base.bulk import insert_rows
from zhijia.base.sheets.parse import Parser
from zhijia.base.verdict import Refused

from . import rules
from .context import context_of
from .marks import marks_of, packed, shown
from .models import ImportBatch, ImportedRow, ImportFault
from .sheet import above, layout_of, opened

FAULT_FIELDS = ("batch", "line", "column", "shown", "message", "doubled")
ROW_FIELDS = ("batch", "line", "what", "outcome", "touched")


@contextmanager
def few_cycles():
    """A chunk makes a hundred thousand objects and no cycle: looking for cycles would cost a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Spoiled(Exception):
    """All or nothing met a faulty line after the check: what was written must go back."""


@dataclass
class Tally:
    """What one chunk adds to the counts of its batch."""

    done_lines: int = 0
    total: int = 0
    good: int = 0
    bad: int = 0
    duplicate: int = 0
    blank: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def add_to(self, batch):
        return {name: F(name) + number for name, number in vars(self).items() if number}


@dataclass
class Passing:
    """One pass over the file of a batch. `report(done, total, message)` says how far it is and may stop it."""

    batch: ImportBatch
    now: object
    today: object
    writes: bool
    report: object
    seen: dict = field(default_factory=dict)  # identity → line of its first good row

    def __post_init__(self):
        self.spec = self.batch.spec

    def go(self):
        batch = self.batch
        with opened(batch.file) as book:
            layout = layout_of(batch)
            self.context = context_of(batch, now=self.now, today=self.today, above=above(book, layout))
            self.set_out(book, layout)
            parser = Parser(self.spec, layout)
            behind = batch.done_lines
            self.known_bad = set(batch.faults.values_list("line", flat=True)) if behind else set()
            with few_cycles():
                self.through(parser.chunks(book.rows(layout.sheet), rules.CHUNK), behind)

    def through(self, chunks, behind):
        position = 0
        for rows, blank in chunks:
            position += len(rows) + blank
            if position <= behind:
                self.remember(rows)
            else:
                self.chunk(rows, blank)

    def set_out(self, book, layout):
        """How many lines there are to go through, said once."""
        if not self.batch.lines:
            self.batch.lines = max(book.height(layout.sheet) - layout.header, 0)
            self.batch.save(update_fields=["lines"])

    def remember(self, rows):
        """Lines done before a restart: only what later lines may double."""
        for row in rows:
            if row.number not in self.known_bad:
                self.is_double(row)

    def chunk(self, rows, blank):
        if not self.writes:  # a dry run asks the database without holding anything
            tally, faulty, _good = self.judge(rows, blank)
        with transaction.atomic():
            batch = self.lock()
            if self.writes:
                tally, faulty, good = self.judge(rows, blank)
                if faulty and batch.mode == rules.ALL_OR_NOTHING:
                    raise Spoiled(say_fault(faulty[0][0]))
                self.spec.write(good, self.context)
                self.keep(good, tally)
            insert_rows(ImportFault, FAULT_FIELDS, self.fault_rows(faulty))
            ImportBatch.objects.filter(pk=batch.pk).update(**tally.add_to(batch))
            batch.done_lines += tally.done_lines
            self.report(batch.done_lines, batch.lines, _("已处理 %(count)s 行") % {"count": batch.done_lines})
        self.batch.done_lines = batch.done_lines

    def lock(self):
        """The batch as it stands; somebody else at work on it ends this pass."""
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=self.batch.pk)
        expected = rules.RUNNING if self.writes else rules.CHECKING
        if batch.state != expected or batch.done_lines != self.batch.done_lines:
            raise Refused(_("这批数据已由另一项任务处理，请刷新页面查看"))
        return batch

    # One chunk

    def judge(self, rows, blank):
        readable = [row for row in rows if row.faults is None]
        self.spec.check(readable, self.context)
        tally = Tally(done_lines=len(rows) + blank, total=len(rows), blank=blank)
        good, faulty = [], []
        for row in rows:
            if row.faults is not None:
                tally.bad += 1
                faulty.append((row, False))
            elif (first := self.is_double(row)) is not None:
                self.say_double(row, first)
                tally.duplicate += 1
                faulty.append((row, True))
            else:
                good.append(row)
        tally.good = len(good)
        if not self.writes:
            self.foretell(good, tally)
        return tally, faulty, good

    def is_double(self, row):
        """The line this one repeats; None (and remembered) if it is the first of its kind."""
        identity = self.spec.identity(row, self.context)
        if identity is None:
            return None
        first = self.seen.setdefault(identity, row.number)
        return None if first == row.number else first

    def say_double(self, row, first):
        key = self.spec.key[0] if self.spec.key else ""
        label = self.spec.label_of(key)
        row.fault(key, _("与第 %(line)s 行的%(label)s重复，已跳过") % {"line": first, "label": label})

    def foretell(self, good, tally):
        if all(row.outcome for row in good):
            count(good, tally)

    def keep(self, good, tally):
        count(good, tally)
        if tally.created + tally.updated + tally.unchanged != tally.good:
            raise RuntimeError(f"{self.batch.spec_code}: write() left rows without an outcome")
        marks = marks_of(self.spec, chain.from_iterable([row.touched for row in good]))
        insert_rows(ImportedRow, ROW_FIELDS, self.journal(good, marks))

    def journal(self, good, marks):
        pk = self.batch.pk
        for row in good:
            if row.touched:
                touches = ",".join(
                    [told(label, key, before, marks[label].get(key, 0)) for label, key, before in row.touched]
                )
                yield pk, row.number, row.what[:60], row.outcome, f"[{touches}]"

    def fault_rows(self, faulty):
        pk, spec = self.batch.pk, self.spec
        for row, doubled in faulty:
            for key, message, cell in row.faults:
                yield pk, row.number, key, shown(spec.by_key.get(key), cell), message[:300], doubled


def told(label, key, before, mark) -> str:
    """One touch as JSON; what a line created is the common case and needs no encoder."""
    if before is None and type(key) is int:
        return f'["{label}",{key},null,{mark}]'
    return json.dumps([label, key, before and packed(before), mark])


def say_fault(row) -> str:
    _key, message, _cell = row.faults[0]
    return _("检查之后情况有变，第 %(line)s 行：%(message)s。已全部撤回") % {"line": row.number, "message": message}


def count(good, tally):
    for row in good:
        if row.outcome == "created":
            tally.created += 1
        elif row.outcome == "updated":
            tally.updated += 1
        elif row.outcome == "unchanged":
            tally.unchanged += 1
