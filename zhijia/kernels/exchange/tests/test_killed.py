"""A worker process is killed with SIGKILL in the middle of an import; another goes on, and the counts add up."""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files import File
from django.db import connection

from zhijia.kernels.exchange import actions, rules
from zhijia.kernels.exchange.models import ImportBatch
from zhijia.kernels.jobs.models import Job
from zhijia.kernels.jobs.rules import STALE
from zhijia.kernels.people.models import Employment, Membership, Person

from .sheets import HEADINGS, person

LINES = 3 * rules.CHUNK


def address() -> str:
    """Of the very database this test uses, for another process."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    host = quote(held["HOST"], safe="") + (f":{held['PORT']}" if held["PORT"] else "")
    return f"postgres://{held['USER']}:{held['PASSWORD']}@{host}/{held['NAME']}"


def start_worker():
    env = os.environ | {"ZHIJIA_DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "worker", "--until-empty", "-v0"]
    return subprocess.Popen(command, env=env, cwd=settings.ROOT)


def write_roster(path):
    """Every tenth line doubles the one before, every hundredth has no name."""
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(",".join(HEADINGS) + "\n")
        for number in range(LINES):
            line = person(number - 1 if number % 10 == 9 else number, 姓名="" if number % 100 == 50 else "张知远")
            line["入会时间"] = "2016-09-01"
            line["身份证号码"] = numbered(number - 1 if number % 10 == 9 else number)
            file.write(",".join(str(line[heading]) for heading in HEADINGS if heading) + "\n")
    return path


def numbered(serial) -> str:
    """More people than one synthetic birthday has serials for."""
    from datetime import date, timedelta

    from zhijia.base.identity import synthetic_id

    return synthetic_id(date(1960, 1, 1) + timedelta(days=serial // 900), serial % 900)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.slow
def test_a_killed_import_goes_on_where_it_stood(transactional_db, cast, tmp_path):
    path = write_roster(tmp_path / "roster.csv")
    before = Person.objects.count()
    with path.open("rb") as file:
        batch = actions.receive(
            spec="people.roster", upload=File(file, path.name), unit=cast.college, by=cast.college_officer, at=cast.now
        )
    batch.places = {key: batch.places[key] for key in ("name", "id_number", "phone", "position", "joined_on")}
    batch.state, batch.good, batch.created, batch.total = rules.CHECKED, 1, 1, 1
    batch.save()
    batch = actions.start_run(batch=batch, mode=rules.KEEP_GOOD, by=cast.college_officer, at=cast.now)

    process = start_worker()
    assert wait_for(lambda: ImportBatch.objects.get(pk=batch.pk).done_lines >= rules.CHUNK)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    batch.refresh_from_db()
    assert batch.state == "running"
    assert rules.CHUNK <= batch.done_lines < LINES
    assert Person.objects.count() == before + batch.created
    job = Job.objects.get(pk=batch.job_id)
    assert job.state == "running"
    Job.objects.filter(pk=job.pk).update(heartbeat_at=job.heartbeat_at - STALE)  # a minute goes by

    assert start_worker().wait(timeout=120) == 0
    batch.refresh_from_db()
    job.refresh_from_db()
    assert (batch.state, job.state, job.attempts) == ("done", "done", 2)
    assert (batch.total, batch.done_lines) == (LINES, LINES)
    assert batch.bad == LINES // 100
    assert batch.duplicate == LINES // 10
    assert batch.good == batch.created == LINES - batch.bad - batch.duplicate
    assert batch.rows.count() == batch.created
    assert batch.faults.values("line").distinct().count() == batch.bad + batch.duplicate
    for model in (Person, Employment, Membership):
        assert model.objects.count() == before + batch.created
