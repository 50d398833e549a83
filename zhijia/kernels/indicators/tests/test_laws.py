"""The laws of counting: the summary says what the rows say, and parts add up to the whole."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.kernels.indicators.base import Indicator, Scope
from zhijia.kernels.records.actions import record_many, reverse
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.tally import differences
from zhijia.kernels.records.tests.kinds import CLAIM, GIFT, declared

__all__ = ["declared"]
DAYS = st.dates(date(2025, 11, 20), date(2026, 2, 10))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from([CLAIM, GIFT]),
            "day": DAYS,
            "unit": st.sampled_from(["province", "college", "branch", "sibling"]),
            "person": st.sampled_from(["zhang", "li", "qian", None]),
            "times": st.integers(1, 9),
            "amount_fen": st.integers(0, 10**9),
            "occasion": st.sampled_from(["", "birthday"]),
        }
    ),
    max_size=12,
)


class Asked(Indicator):
    kinds = (CLAIM, GIFT)

    def __init__(self, measure):
        self.code = self.measure = measure


@contextmanager
def undone():
    """Each example begins with an empty register."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("declared")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, mistakes=st.sets(st.integers(0, 11)), window=st.tuples(DAYS, DAYS).map(sorted))
def test_any_sequence_of_records_and_reversals_adds_up(cast, rows, mistakes, window):
    with undone():
        named = [
            r | {"unit": getattr(cast, r["unit"]), "person": r["person"] and getattr(cast, r["person"])} for r in rows
        ]
        record_many([r | {"source": f"x:{n}"} for n, r in enumerate(named)], at=cast.now)
        for wrong in ServiceRecord.objects.filter(pk__in=[f"x:{n}" for n in mistakes]):
            reverse(record=wrong, reason="更正", by=cast.province_officer, at=cast.now)
        assert list(differences()) == []
        add_up(Scope(cast.province, *window))
        add_up(Scope(cast.college, *window, filters={"occasion": "birthday"}))


def add_up(scope):
    rows = list(Asked("rows").rows(scope))
    expected = {
        "rows": len(rows),
        "times": sum(row.times for row in rows),
        "amount": sum(row.amount_fen for row in rows),
        "persons": len({row.person_id for row in rows} - {None}),
        "units": len({row.unit_path for row in rows}),
    }
    for measure, number in expected.items():
        asked = Asked(measure)
        assert asked.value(scope) == number
        assert all(asked.value(share.scope) == share.value for share in asked.by_child(scope))
        if asked.additive:
            assert sum(share.value for share in asked.by_child(scope)) == number
            assert sum(value for _day, value in asked.series(scope)) == number
            assert sum(share.value for share in asked.by_tag(scope, "occasion")) == number
