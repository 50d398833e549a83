"""People found by the first letters of their names among a million and a half, within one's reach.

Ours is what the search box asks: `Person.objects.visible_to(user).find(text)`, twenty rows with their units, for
somebody who reaches the province and for somebody who reaches one college; the slowest of all texts counts. The peer
is the plain `icontains`/`istartswith` of Django's admin for the same twenty rows of the province. The limit is the
same range of the index in bare SQL, province-wide. On PostgreSQL if started by bin/with-postgres, else on SQLite.
"""

import time
from datetime import date
from functools import partial
from statistics import median

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q

from bench import _people as people
from zhijia.kernels.access.actions import grant_role, open_account
from zhijia.kernels.people.models import Person

ROWS = 1_500_000
TEXTS = ("z", "zx", "zxy", "lm", "wxh", "张", "王晓", "李海燕", "G77")
LIMIT = 20


def run(rows: int) -> dict:
    root, units = people.province()
    began = time.perf_counter()
    people.settle(rows, units)
    settled = time.perf_counter() - began
    people.tidy_up()
    users = {"province": officer("province", root), "college": officer("college", units[77])}
    took = {(who, text): timed(partial(ours, user, text)) for who, user in users.items() for text in TEXTS}
    peer, _found = timed(partial(admin, users["province"], "zxy"))
    limit, _found = timed(bare)
    empty = [key for key, (_seconds, found) in took.items() if not found and key[0] == "province"]
    if empty:
        raise SystemExit(f"有的查询没有结果：{empty}")
    return {
        "rows": rows,
        "database": connection.vendor,
        "ours_s": round(max(seconds for seconds, _found in took.values()), 5),
        "peer": "Django 后台式的模糊查询（icontains，全省）",
        "peer_s": round(peer, 5),
        "limit": "直接在索引上取同样的 20 行",
        "limit_s": round(limit, 5),
        "each_ms": {f"{who}:{text}": round(seconds * 1000, 2) for (who, text), (seconds, _found) in took.items()},
        "settle_s": round(settled, 1),
    }


def officer(name, unit):
    user = open_account(username=name, name=name)
    grant_role(user=user, unit=unit, role="officer", from_on=date(2020, 1, 1))
    return get_user_model().objects.get(pk=user.pk)


def timed(ask, times=7):
    """The median of a few: what a user waits on a warm machine."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        found = ask()
        took.append(time.perf_counter() - began)
    return median(took), found


def ours(user, text):
    return list(Person.objects.visible_to(user).find(text).select_related("home")[:LIMIT])


def admin(user, text):
    matching = Q(name__icontains=text) | Q(initials__istartswith=text)
    return list(Person.objects.visible_to(user).filter(matching).select_related("home").order_by("name")[:LIMIT])


def bare():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_person WHERE initials >= 'zxy' AND initials < 'zxy~' ORDER BY initials LIMIT 20"
        )
        return cursor.fetchall()
