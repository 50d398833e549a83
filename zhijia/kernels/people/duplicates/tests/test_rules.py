"""What looks alike, as a table; no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.kernels.people.duplicates import rules
from zhijia.kernels.people.duplicates.rules import Facts

BORN = date(1985, 4, 12)
ONE = Facts(1, "张知远", "男", BORN, number="n1", phone="p1", home="000100010001")


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Facts(2, "张知远", "男", BORN, home="00010002"), True),  # name and birthday
        (Facts(2, "张知远", home="00010001"), True),  # name and place
        (Facts(2, "张知源", phone="p1", home="00010002"), True),  # telephone
        (Facts(2, "张知远", home="00010002"), False),  # namesake elsewhere
        (Facts(2, "李念", home="000100010001"), False),  # colleague
        (Facts(2, "张知远", "男", BORN, number="n2", home="00010002"), False),  # another number speaks against
        (Facts(2, "张知远", "男", BORN, number="n2", phone="p1", home="00010001"), True),  # too much for one slip
        (Facts(2, "王婕", "女", date(1986, 1, 1), number="n2", phone="p1", home="000100010001"), False),  # a couple
        (Facts(2, "张", number="n1", home="00010009"), True),  # 15 and 18 digits
    ],
)
def test_what_is_shown_to_an_officer(other, alike):
    assert rules.alike(rules.signs(ONE, other)) == alike


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["number"], "很像"),
        (["phone", "name", "unit"], "很像"),
        (["phone", "name"], "比较像"),
        (["phone"], "有些像"),
        (["name", "other_number"], "不太像"),
    ],
)
def test_an_officer_reads_a_word_and_no_points(found, said):
    assert rules.likeness(found) == said


FACTS = st.builds(
    Facts,
    pk=st.just(1),
    name=st.sampled_from(["张知远", "李念"]),
    sex=st.sampled_from(["", "男", "女"]),
    born_on=st.sampled_from([None, BORN, date(1990, 1, 1)]),
    number=st.sampled_from(["", "n1", "n2"]),
    phone=st.sampled_from(["", "p1"]),
    home=st.sampled_from(["0001", "00010001", "00010002"]),
)


@given(FACTS, FACTS)
def test_the_order_of_the_two_says_nothing(one, other):
    assert rules.signs(one, other) == rules.signs(other, one)
    assert all(sign in rules.SIGNS for sign in rules.signs(one, other))


@pytest.mark.parametrize(
    ("state", "continuing", "same", "closes"),
    [
        ("active", "active", True, "moved"),
        ("active", "active", False, "transferred"),
        ("active", "retained", False, "kept"),
        ("retained", "active", False, "resumed"),
        ("retained", "retained", False, "transferred"),
    ],
)
def test_the_membership_that_does_not_go_on_passes_into_the_other(state, continuing, same, closes):
    assert rules.closed_as(state, continuing, same) == closes
