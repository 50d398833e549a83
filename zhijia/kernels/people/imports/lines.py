"""Tables in which a line is a person, found again by identity number."""

from zhijia.base.sheets import ImportSpec

from .known import Found, digest_of, looked_up, prepare_indexes
from .places import Places


class PersonLines(ImportSpec):
    key = ("id_number",)

    def prepare(self, context):
        context.places = Places(context.unit)
        prepare_indexes(context)

    def identity(self, row, context):
        return digest_of(row, context)

    def check(self, rows, context):
        known = looked_up(rows, context)
        for row in rows:
            found = row.values["found"] = known.get(row["digest"]) or Found()
            row.outcome = self.judge(row, found, context)
            row.what = row["name"]

    def judge(self, row, found, context) -> str:
        """Faults beside their cells; what will come of the line: created, updated, unchanged."""
        raise NotImplementedError

    @staticmethod
    def told_apart(rows):
        """(lines about nobody known so far, the others)"""
        return [r for r in rows if r["found"].person is None], [r for r in rows if r["found"].person is not None]
