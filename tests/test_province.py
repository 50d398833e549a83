"""The province of `bin/demo --size province`: what a report said of a day stays true, whatever happened since."""

import re
from datetime import date

import pytest

from config.demo import plan
from config.demo.province import MERGED, MERGED_ON, Province
from zhijia.kernels.indicators.base import indicators, values
from zhijia.kernels.indicators.scope import Scope
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CONGRESSES = "/indicators/asof/?before=2015-12-31&day=2020-11-10"


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_merger_changes_no_number_of_the_days_before_it(client):
    world = Province()
    world.build()
    asked = [indicators["units.direct"], indicators["members"]]

    def on(day):
        return list(values(asked, Scope(world.province, day, day)).values())

    assert Unit.objects.get(code=MERGED).dissolved_on == MERGED_ON
    assert not Membership.objects.active().filter(unit__code=MERGED).exists()
    assert on(date(2015, 12, 31)) == [53, 45_800]
    assert on(date(2020, 11, 10)) == [79, 63_000]
    assert on(date(2021, 5, 31)) == [80, 63_460]  # the later college had come
    assert on(MERGED_ON) == [79, 63_460]  # one union fewer, nobody lost

    client.login(username="province", password=plan.PASSWORD)
    said = words_of(client.get(CONGRESSES).content.decode())
    assert "53 79 +26" in said and "45,800 63,000 +17,200" in said
