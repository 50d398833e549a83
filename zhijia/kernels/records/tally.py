"""The summary: how it grows with each record, and what the rows say it should be."""

from collections import defaultdict

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from .models import RecordTally, ServiceRecord
from .rules import TAGS

KEY = ("kind", "month", "unit_path", *TAGS)
SUMS = ("net", "times", "amount_fen")


class Tally(dict):
    """Sums by key, gathered over many records and added to the table in one go."""

    def add(self, fact):
        kind, *tags = fact.codes
        key = (kind, fact.day.replace(day=1), fact.unit_path, *tags)
        sums = self.get(key)
        if sums is None:
            self[key] = [fact.net, fact.times, fact.amount_fen]
            return
        sums[0] += fact.net
        sums[1] += fact.times
        sums[2] += fact.amount_fen

    def write(self):
        """Add to what is there. In key order, so that two writers never wait for each other in a ring."""
        rows = [[*key, *self[key]] for key in sorted(self)]
        with connection.cursor() as cursor:
            cursor.executemany(_upsert(), rows)


def _upsert() -> str:
    """The ORM can replace on conflict but not add."""
    quote = connection.ops.quote_name
    table = quote(RecordTally._meta.db_table)
    key, sums = [quote(name) for name in KEY], [quote(name) for name in SUMS]
    marks = ", ".join(["%s"] * len(KEY + SUMS))
    grown = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
    return (
        f"INSERT INTO {table} ({', '.join(key + sums)}) VALUES ({marks}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {grown}"
    )


def differences():
    """(key, kept, counted) wherever the table does not say what the rows say."""
    kept = _keyed(RecordTally.objects.values_list(*KEY, *SUMS))
    counted = _keyed(_counted())
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key, NOTHING) != counted.get(key, NOTHING):
            yield key, kept.get(key, NOTHING), counted.get(key, NOTHING)


NOTHING = (0, 0, 0)


def _counted():
    rows = ServiceRecord.objects.annotate(month=TruncMonth("day")).values(*KEY)
    sums = {f"sum_{name}": Sum(name) for name in SUMS}
    return rows.annotate(**sums).values_list(*KEY, *sums)


def _keyed(rows) -> dict:
    found = defaultdict(lambda: NOTHING)
    for row in rows:
        found[row[: len(KEY)]] = row[len(KEY) :]
    return found
