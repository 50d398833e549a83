"""A subtree is one range of paths. The range must say exactly what a prefix would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import DIGITS, PAST, WIDTH, ancestors_of, depth, number_of, segment, within

segments = st.text(st.sampled_from(DIGITS), min_size=WIDTH, max_size=WIDTH)
paths = st.lists(segments, min_size=1, max_size=6).map("".join)


@given(paths, paths)
def test_the_range_is_the_prefix(path, above):
    assert (above <= path < above + PAST) == path.startswith(above) == within(path, above)


@given(paths, paths)
def test_what_lies_below_is_found_by_its_prefix(path, more):
    assert within(path + more, path)
    assert path in ancestors_of(path + more)


@given(st.integers(1, 36**WIDTH - 1), st.integers(1, 36**WIDTH - 1))
def test_segments_keep_the_order_of_the_numbers(one, other):
    assert (one < other) == (segment(one) < segment(other))
    assert number_of(segment(one)) == one


def test_depth_counts_segments():
    assert [depth(""), depth("0001"), depth("00010001")] == [0, 1, 2]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.sets(paths, min_size=1, max_size=8), paths)
def test_the_database_sorts_paths_as_python_does(found, above):
    """Byte order, whatever the language of the database."""
    Unit.objects.all().delete()
    Unit.objects.bulk_create(Unit(code=path, name=path, kind="group", path=path) for path in found)
    assert set(Unit.objects.under(above).values_list("path", flat=True)) == {p for p in found if p.startswith(above)}
    assert list(Unit.objects.order_by("path").values_list("path", flat=True)) == sorted(found)
