"""The replay itself runs as `bin/zhijia replay` (about two minutes); here its arithmetic and its claims are checked."""

import random
import re

import pytest

from zhijia.areas.care.mutual_aid import replay as mutual_aid
from zhijia.areas.care.mutual_aid.rules import Band, Before, Benefit, Kind, Stay, Terms, awards
from zhijia.areas.care.mutual_aid.terms import DEMO_BANDS
from zhijia.base.testing import shared
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.indicators.replays import replays

replays.discover()
STATED = [stated for replay in replays.values() for stated in replay.stated]


@pytest.mark.parametrize("stated", STATED, ids=lambda stated: stated.figure)
def test_every_stated_figure_is_one_of_the_catalogue(stated):
    rows = shared("design/catalogue.md").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if row.startswith(f"| {stated.figure} |"))
    number = re.match(r"[\d.]+", stated.wording).group()
    assert number in row.split("|")[2]


@pytest.mark.parametrize("stated", STATED, ids=lambda stated: stated.figure)
def test_every_stated_figure_names_a_known_indicator_and_its_own_wording(stated):
    assert indicators[stated.indicator].say(stated.value, stated.rule) == stated.wording


def test_heads_and_fees_add_up():
    assert sum(mutual_aid.HEADS) == 305_000
    assert sum(heads * fee for heads, fee in zip(mutual_aid.HEADS, mutual_aid.FEES, strict=True)) == 28_863_000


def test_costs_bring_exactly_what_was_paid():
    (stated,) = DEMO_BANDS["benefits"]
    bands = tuple(Band(**band) for band in stated["bands"])
    terms = Terms((Benefit(**stated | {"kind": Kind(stated["kind"]), "bands": bands}),))
    costs = list(mutual_aid.province_costs(random.Random(1)))
    day = mutual_aid.TERM[0]
    paid = [awards(terms, Stay(day, day, cost * 100), Before())[0].amount.fen for cost in costs]
    assert (len(paid), sum(paid), min(paid) > 0) == (17_507, 765_300_000, True)
