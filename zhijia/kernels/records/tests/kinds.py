"""Kinds and sources for tests: invented, so that no area needs to be installed."""

from datetime import date

import pytest

from zhijia.kernels.records.actions import record
from zhijia.kernels.records.registry import Kind, kinds, origins

CLAIM, GIFT = "test.claim", "test.gift"


@pytest.fixture
def declared(monkeypatch):
    """Two kinds and an origin, for the time of one test."""
    claim = Kind(CLAIM, "医疗互助补助", occasions={"hospital": "住院"})
    gift = Kind(GIFT, "慰问", occasions={"birthday": "生日", "festival": "节日"})
    monkeypatch.setitem(kinds, CLAIM, claim)
    monkeypatch.setitem(kinds, GIFT, gift)
    monkeypatch.setitem(origins, CLAIM, "org:unit")
    return kinds


def write(cast, number, **more):
    """One claim of 100 yuan in the branch on 10 March, unless told otherwise."""
    ordinary = {
        "source": f"{CLAIM}:{number}",
        "kind": CLAIM,
        "day": date(2026, 3, 10),
        "unit": cast.branch,
        "person": cast.zhang,
        "amount_fen": 100_00,
        "at": cast.now,
    }
    return record(**ordinary | more)
