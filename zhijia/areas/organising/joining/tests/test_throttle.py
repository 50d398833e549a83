"""Counting attempts in the cache the house runs with, a table: it outlasts its own forgetfulness and two at once."""

from datetime import timedelta

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from zhijia.areas.organising.joining import throttle
from zhijia.areas.organising.joining.rules import LIMITS
from zhijia.base.testing import at_once

TABLE = "counters"


@pytest.fixture
def table(db, monkeypatch, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": TABLE},
    }
    call_command("createcachetable", TABLE, verbosity=0)
    monkeypatch.setattr(throttle, "cache", DatabaseCache(TABLE, {}))


def test_attempts_are_counted_and_refused_past_the_limit(table):
    now, most = timezone.now(), LIMITS["slip"].most
    assert [bool(throttle.count("slip", 7, now)) for _ in range(most + 1)] == [True] * most + [False]
    assert throttle.count("slip", 8, now)


def test_what_was_counted_is_kept_to_the_end_of_the_window(table):
    throttle.before_this("place", 86_400)
    throttle.before_this("place", 86_400)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE} WHERE expires > %s", [timezone.now() + timedelta(hours=23)])  # noqa: S608
        assert cursor.fetchone() == (1,)


@pytest.mark.postgres
def test_attempts_at_the_same_moment_are_each_counted(several_writers, table):
    for place in ("a", "b", "c"):
        seen = at_once(*[lambda: throttle.before_this(place, 3600)] * 8)  # noqa: B023
        assert sorted(seen) == list(range(8))
