"""A roster of members from Excel into persons, employments and memberships.

Ours is what a user sets off: the worker process takes the job, reads, checks, seals, writes, journals for the undo and
counts. The peer writes six plain columns, once in its bulk mode and once with all it has for speed. The limit
parses the same file and writes the same rows of the same three tables in one go, already made, with no check, no
journal and no chunk. A dry run of the same file is timed beside it. Seconds are wall time; `…_cpu_s` is what the
processors spent, which neighbours on the machine change less.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.core.files import File
from django.db import connection
from django.utils import timezone
from python_calamine import load_workbook

from zhijia.base.identity import id_check
from zhijia.kernels.exchange import actions, rules
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.people.models import Employment, Membership, Person

ROWS = 100_000
HEADINGS = ["姓名", "身份证号码", "性别", "出生年月", "民族", "学历", "联系电话", "工号", "部门", "用工形式"]
HEADINGS += ["岗位", "入会时间"]
PLAIN = ("name", "id_number", "sex", "born_on", "phone", "joined_on")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "知远念初明哲清和文静晓雨思琪浩然梓涵嘉欣"
MODELS = (Person, Employment, Membership)


def run(rows: int) -> dict:
    home = Path(os.environ["ZHIJIA_VAR"])
    people = list(lines(rows))
    write(home / "roster.xlsx", "会员花名册", HEADINGS, people)
    write(home / "plain.xlsx", "", PLAIN, [[line[n] for n in (0, 1, 2, 3, 6, 11)] for line in people])
    ours = imported(home / "roster.xlsx")
    limit, limit_cpu = bare(home / "roster.xlsx", home / "limit.sqlite3")
    peer = measured_peer(home / "plain.xlsx", home / "peer.sqlite3")
    tuned = measured_peer(home / "plain.xlsx", home / "tuned.sqlite3", "tuned")
    if not ours["created"] == peer["rows"] == rows:
        raise SystemExit(f"行数不一致：职家 {ours['created']}，对照 {peer['rows']}，应为 {rows}")
    return {
        "rows": rows,
        "ours_s": round(ours["seconds"], 2),
        "peer": "django-import-export（批量模式，六列）",
        "peer_s": round(peer["seconds"], 2),
        "limit": "解析并直接写入同样的三张表",
        "limit_s": round(limit, 2),
        "max_rss_mb": round(ours["rss"] / 1024, 1),
        "rows_per_s": round(rows / ours["seconds"]),
        "worker_wall_s": round(ours["wall"], 2),
        "upload_s": round(ours["upload"], 2),
        "ours_cpu_s": round(ours["cpu"], 2),
        "peer_cpu_s": round(peer["cpu"], 2),
        "limit_cpu_s": round(limit_cpu, 2),
        "dry_run_s": round(ours["dry_run"], 2),
        "peer_tuned_s": round(tuned["seconds"], 2),
        "times_faster_than_peer_tuned": round(tuned["seconds"] / ours["seconds"], 2),
    }


def lines(rows):
    """Invented people; numbers of a real form in no particular place."""
    rng = random.Random(20260310)
    first = date(1960, 1, 1)
    for n in range(rows):
        born = first + timedelta(days=n % 15_000)
        body = f"53{n // 15_000 % 80 + 10}02{born:%Y%m%d}{n * 7 % 1000:03d}"
        number = body + id_check(body)
        name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
        sex = "男" if int(number[16]) % 2 else "女"
        joined = date(2010, 1, 1) + timedelta(days=n % 5_000)
        kind = ("在编", "非在编", "劳务派遣")[n % 3]
        phone, staff_no, unit = f"138{n:08d}", f"YL{n:06d}", f"分工会{n % 20:02d}"
        yield [name, number, sex, born, "汉族", "本科", phone, staff_no, unit, kind, "教师", joined]


def write(path, title, headings, rows):
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        start = 0
        if title:
            sheet.write(0, 0, title)
            start = 1
        sheet.write_row(start, 0, headings)
        for line, cells in enumerate(rows, start=start + 1):
            sheet.write_row(line, 0, cells)


# --- Ours: upload in this process, the rest in a worker of its own ---


def imported(path) -> dict:
    college = found_college()
    began = time.perf_counter()
    with path.open("rb") as file:
        batch = actions.receive(
            spec="people.roster", upload=File(file, path.name), unit=college, by=None, at=timezone.now()
        )
    upload = time.perf_counter() - began
    batch = actions.start_check(batch=batch, by=None, at=timezone.now())
    worked()
    dry_run = seconds_of(batch)
    batch = actions.start_run(batch=batch, mode=rules.ALL_OR_NOTHING, by=None, at=timezone.now())
    wall, usage = worked()
    seconds = seconds_of(batch)
    return {
        "seconds": seconds,
        "wall": wall,
        "rss": usage.ru_maxrss,
        "cpu": usage.ru_utime + usage.ru_stime,
        "upload": upload,
        "dry_run": dry_run,
        "created": batch.created,
    }


def found_college():
    college = found_unit(code="C", name="云岭财经职业学院工会", kind="college", on=date(2015, 1, 1))
    for n in range(20):
        found_unit(code=f"C{n:02d}", name=f"分工会{n:02d}", kind="branch", superior=college, on=date(2015, 1, 1))
    return college


def worked() -> tuple:
    """A real worker process until the queue is empty: its wall time with start, and what it used."""
    connection.close()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--until-empty", "-v0"], cwd=settings.ROOT, env=os.environ
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("后台进程没有正常结束")
    return time.perf_counter() - began, usage


def seconds_of(batch) -> float:
    """From the moment a worker took the job to its end."""
    batch.refresh_from_db()
    job = batch.job
    if job.state != "done":
        raise SystemExit(f"导入没有完成：{job.error}")
    return (job.finished_at - job.started_at).total_seconds()


# --- The limit ---


def bare(path, database) -> tuple[float, float]:
    """Parse every cell; write the finished rows into empty tables of the same shape, in one transaction."""
    schema, tables = taken_out()
    target = sqlite3.connect(database)
    target.executescript(settings.SQLITE_PRAGMAS + ";".join(schema))
    began, spent = time.perf_counter(), time.process_time()
    for _row in load_workbook(str(path)).get_sheet_by_index(0).iter_rows():
        pass
    for table, rows in tables.items():
        marks = ", ".join("?" * len(rows[0]))
        target.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
    target.commit()
    return time.perf_counter() - began, time.process_time() - spent


def taken_out():
    """Tables and indexes as migrated, and the rows the import wrote, as the database holds them."""
    schema, tables = [], {}
    with connection.cursor() as cursor:
        for model in MODELS:
            table = model._meta.db_table
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
            schema += [sql for (sql,) in cursor.fetchall()]
            cursor.execute(f'SELECT * FROM "{table}"')
            tables[table] = cursor.fetchall()
    return schema, tables


# --- The peer ---


def measured_peer(path, database, *options) -> dict:
    subprocess.run([settings.ROOT / "bin" / "bench-env"], check=True, stdout=subprocess.DEVNULL)
    python, script = settings.ROOT / "var/bench-venv/bin/python", settings.ROOT / "bench/peers/django_import_export.py"
    run = subprocess.run([python, script, path, database, *options], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(run.stdout)
