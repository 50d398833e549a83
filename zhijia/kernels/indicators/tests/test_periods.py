from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.kernels.indicators import periods
from zhijia.kernels.indicators.periods import Window
from zhijia.kernels.indicators.readings import last_year

DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months", "edges"),
    [
        ("2026-01-01", "2026-12-31", ("2026-01-01", "2026-12-31"), []),
        (
            "2026-01-02",
            "2026-03-15",
            ("2026-02-01", "2026-02-28"),
            [("2026-01-02", "2026-01-31"), ("2026-03-01", "2026-03-15")],
        ),
        ("2026-01-02", "2026-01-30", None, [("2026-01-02", "2026-01-30")]),
        ("2024-02-01", "2024-02-29", ("2024-02-01", "2024-02-29"), []),
        ("2026-02-01", "2026-02-27", None, [("2026-02-01", "2026-02-27")]),
        ("2026-12-31", "2027-01-31", ("2027-01-01", "2027-01-31"), [("2026-12-31", "2026-12-31")]),
    ],
)  # fmt: skip
def test_a_window_is_split_into_months_and_edges(start, end, months, edges):
    def window(pair):
        return pair and Window(*map(date.fromisoformat, pair))

    found = periods.split(date.fromisoformat(start), date.fromisoformat(end))
    assert found == (window(months), [window(edge) for edge in edges])


@given(DAYS, DAYS)
def test_the_pieces_of_a_window_cover_it_once(one, other):
    start, end = sorted([one, other])
    months, edges = periods.split(start, end)
    for pieces in (
        [p for p in [*edges, months] if p],
        periods.steps(start, end, "month"),
        periods.steps(start, end, "year"),
    ):
        assert sum((b - a).days + 1 for a, b in pieces) == (end - start).days + 1
        assert all(start <= a <= b <= end for a, b in pieces)


@pytest.mark.parametrize("code", ["2026", "2026-Q1", "2026-Q4", "2024-02", "2026-12"])
def test_a_period_is_named_as_it_was_asked_for(code):
    assert periods.name_of(periods.parse(code)) == code


@pytest.mark.parametrize("text", ["", "今年", "2026-13", "2026-Q5", "26", "0001", "2026-1"])
def test_anything_else_is_no_period(text):
    assert periods.parse(text) is None


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2026, 1, 1), date(2024, 2, 29)])
def test_a_year_back_is_twelve_whole_months(day):
    window = last_year(day)
    assert len(periods.steps(*window, "month")) == 12
    assert window.end == periods.month_end(day)
