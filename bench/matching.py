"""A staff roll of a hundred thousand lines looked up among a million and a half people.

Ours is what a clerk sets off: the worker process reads the Excel file, checks every cell, computes the blind indexes,
finds who is known, compares what is written with what the line says and foretells what would change (the dry run of
`people.staff`). The peer asks the database line by line, as code without a bulk look-up does; a sample is timed and
scaled up. The limit is one hash join: the digests, already computed, put into a temporary table and joined. Beside it:
the same lines through `match_many`, and one exact check at entry. On PostgreSQL if started by bin/with-postgres.
"""

import os
import random
import time
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from django.core.files import File
from django.db import connection
from django.utils import timezone

from bench import _people as people
from bench.roster_import import seconds_of, worked, write
from zhijia.base.sealed import indexer
from zhijia.kernels.exchange import actions
from zhijia.kernels.people.matching import EXACT, NONE, match, match_many
from zhijia.kernels.people.models import Employment, Person

ROWS = 100_000
TIMES = 15  # people for each line of the roll
SAMPLE = 2_000  # lines the peer is timed on
HEADINGS = ["姓名", "身份证号", "手机号", "单位", "用工形式", "到岗日期"]


def run(rows: int) -> dict:
    root, units = people.province()
    persons = rows * TIMES
    path = Path(os.environ["ZHIJIA_VAR"], "staff.xlsx")
    aside(prepare, path, rows, persons, units)
    ours = dry_run(path, root)
    lines = list(roll(rows, persons, units))
    began = time.perf_counter()
    kinds = [found.kind for found in match_many(unit=root, rows=[line[:3] for line in lines])]
    many = time.perf_counter() - began
    digest = indexer("person.id_number")
    limit, joined = bare([digest(line[1]) for line in lines])
    known = rows - len(range(0, rows, 5))
    if not rows - ours["created"] == kinds.count(EXACT) == joined == known or kinds.count(NONE) != rows - known:
        raise SystemExit(f"几种办法找到的人数不一致：{rows - ours['created']}、{kinds.count(EXACT)}、{joined}、{known}")
    return {
        "rows": rows,
        "people": persons,
        "database": connection.vendor,
        "ours_s": round(ours["seconds"], 2),
        "peer": f"逐行查询（{SAMPLE} 行实测后推算）",
        "peer_s": round(one_by_one(lines) * rows / SAMPLE, 2),
        "limit": "摘要已算好，临时表一次哈希连接",
        "limit_s": round(limit, 3),
        "max_rss_mb": round(ours["rss"] / 1024, 1),
        "ours_cpu_s": round(ours["cpu"], 2),
        "match_many_s": round(many, 2),
        "entry_check_ms": entry_check(lines, units),
    }


def aside(do, *args):
    """In a process that ends: a worker started later inherits no peak of memory from it."""
    connection.close()
    process = get_context("fork").Process(target=do, args=args)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("准备数据没有做完")


def prepare(path, rows, persons, units):
    people.settle(persons, units)
    people.tidy_up()
    write(path, "职工名册", HEADINGS, roll(rows, persons, units))


def roll(rows, persons, units):
    """Four of five lines are people already known, anywhere in the province; the fifth is nobody's number yet."""
    rng = random.Random(20260310)
    chosen = rng.sample(range(persons), rows)
    wanted = set(chosen)
    names = {n: name for n, name in enumerate(people.named(persons)) if n in wanted}
    for line, n in enumerate(chosen):
        stranger = line % 5 == 0
        number = people.number_of(persons + line if stranger else n)
        phone = f"139{line:08d}" if stranger else people.phone_of(n)
        yield [names[n], number, phone, units[n % len(units)].code, "在编", date(2016, 9, 1)]


def dry_run(path, unit) -> dict:
    with path.open("rb") as file:
        batch = actions.receive(
            spec="people.staff", upload=File(file, path.name), unit=unit, by=None, at=timezone.now()
        )
    batch = actions.start_check(batch=batch, by=None, at=timezone.now())
    _wall, usage = worked()
    seconds = seconds_of(batch)
    return {
        "seconds": seconds,
        "rss": usage.ru_maxrss,
        "cpu": usage.ru_utime + usage.ru_stime,
        "created": batch.created,
    }


def bare(digests) -> tuple[float, int]:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE asked (digest varchar(64))")
        if connection.vendor == "postgresql":
            with cursor.copy("COPY asked FROM STDIN") as copy:
                for digest in digests:
                    copy.write_row((digest,))
            cursor.execute("ANALYZE asked")
        else:
            cursor.executemany("INSERT INTO asked VALUES (%s)", [(digest,) for digest in digests])
        cursor.execute(f"SELECT p.id FROM asked JOIN {Person._meta.db_table} p ON p.id_digest = asked.digest")
        found = len(cursor.fetchall())
    return time.perf_counter() - began, found


def one_by_one(lines) -> float:
    began = time.perf_counter()
    for line in lines[:SAMPLE]:
        person = Person.objects.with_id_number(line[1]).first()
        if person:
            list(Employment.objects.current().filter(person=person))
    return time.perf_counter() - began


def entry_check(lines, units) -> dict:
    """Milliseconds of `match` for one applicant at a time: known and unknown ones in turn."""
    place = {unit.code: unit for unit in units}
    took = []
    for name, number, phone, code, *_rest in lines[:200]:
        began = time.perf_counter()
        match(unit=place[code], name=name, id_number=number, phone=phone)
        took.append((time.perf_counter() - began) * 1000)
    return {"median": round(median(took), 2), "worst": round(max(took), 2)}
