"""One indicator for the root of a province over a million records.

Ours reads the monthly summary; the peer is the plain Django aggregate over the raw rows (with our indexes to help it);
the limit is DuckDB scanning the same rows from its own columns. All three must say the same number.
"""

import csv
import json
import os
import random
import subprocess
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from zhijia.base.bulk import insert_rows
from zhijia.kernels.indicators.base import Indicator, Scope
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.registry import Kind, declare

ROWS = 1_000_000
FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
KINDS = tuple(f"bench.kind{n}" for n in range(6))
OCCASIONS = ("birthday", "festival", "hospital", "wedding")


class Times(Indicator):
    code, measure, kinds = "bench.times", "times", KINDS


class Persons(Indicator):
    code, measure, kinds = "bench.persons", "persons", KINDS[:1]


def run(rows: int) -> dict:
    root, units, people = build(rows)
    began = time.perf_counter()
    record_many(services(rows, units, people), at=datetime(2026, 1, 1, tzinfo=UTC))
    written = time.perf_counter() - began
    scope = Scope(root, FIRST, LAST)
    ours, value = best(lambda: Times().value(Scope(root, FIRST, LAST)))
    peer, same = best(lambda: raw(scope), 3)
    limit = scanned(root)
    if not value == same == limit["value"]:
        raise SystemExit(f"三个结果不一致：{value}、{same}、{limit['value']}")
    return {
        "rows": rows,
        "ours_s": round(ours, 6),
        "peer": "Django ORM 直接汇总明细",
        "peer_s": round(peer, 6),
        "limit": "DuckDB 列式扫描",
        "limit_s": round(limit["seconds"], 6),
        "value": value,
        "record_rows_per_s": round(rows / written),
        "year_ragged_s": round(best(lambda: Times().value(Scope(root, date(2025, 1, 9), date(2025, 12, 20))))[0], 6),
        "persons_one_kind_year_s": round(best(lambda: Persons().value(Scope(root, date(2025, 1, 1), LAST)), 3)[0], 6),
    }


def build(rows):
    """A province of 20 cities and 300 colleges; one person per four records."""
    declare(*(Kind(code, code) for code in KINDS))
    root = found_unit(code="P", name="省", kind=Unit.Kind.PROVINCE, on=date(2015, 1, 1))
    units = []
    for n in range(20):
        city = found_unit(code=f"C{n}", name=f"市{n}", kind=Unit.Kind.CITY, superior=root, on=date(2015, 1, 1))
        for m in range(15):
            kind = Unit.Kind.COLLEGE
            units.append(found_unit(code=f"C{n}-{m}", name=f"校{m}", kind=kind, superior=city, on=date(2015, 1, 1)))
    columns = [f.attname for f in Person._meta.concrete_fields if not f.primary_key and not f.null]
    given = {"name": "甲", "sex": "男"}
    insert_rows(
        Person,
        columns,
        ([_person(name, units[n % 300], given) for name in columns] for n in range(max(rows // 4, 300))),
    )
    return root, units, list(Person.objects.order_by("pk").values_list("pk", flat=True))


def _person(name, unit, given):
    return {"home_id": unit.pk, "home_path": unit.path}.get(name, given.get(name, ""))


def services(rows, units, people):
    """In the order of their days, as a union's years go; the seed is fixed."""
    rng = random.Random(20260310)
    days = (LAST - FIRST).days + 1
    for n in range(rows):
        who, kind = rng.randrange(len(people)), rng.randrange(6)
        yield {
            "source": f"bench:{n}",
            "kind": KINDS[kind],
            "day": FIRST + timedelta(n * days // rows),
            "unit_id": units[who % 300].pk,
            "person_id": people[who],
            "amount_fen": rng.randrange(100_000),
            "occasion": OCCASIONS[kind % 3 + rng.randrange(2)],
            "fund": "dues" if kind < 3 else "fund",
        }


def raw(scope):
    rows = ServiceRecord.objects.filter(kind__in=KINDS, day__gte=FIRST, day__lte=LAST).under(scope.unit.path)
    return rows.aggregate(total=Sum("times"))["total"]


def scanned(root) -> dict:
    path = Path(os.environ["ZHIJIA_VAR"], "rows.csv")
    names = ["kind", "day", "unit_path", "times", "amount_fen", "person_id", "occasion", "fund"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(ServiceRecord.objects.values_list(*names).iterator(chunk_size=10_000))
    subprocess.run([settings.ROOT / "bin" / "bench-env"], check=True, stdout=subprocess.DEVNULL)
    python, script = (
        settings.ROOT / "var" / "bench-venv" / "bin" / "python",
        settings.ROOT / "bench/peers/duckdb_scan.py",
    )
    words = [python, script, path, ",".join(KINDS), FIRST.isoformat(), LAST.isoformat(), root.path]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def best(fn, times=9) -> tuple[float, object]:
    """The quickest of a few runs: what is left is the work, not the neighbours."""
    found, value = 9e9, None
    for _ in range(times):
        began = time.perf_counter()
        value = fn()
        found = min(found, time.perf_counter() - began)
    return found, value
