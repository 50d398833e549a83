"""Rules of the tree, of counts and of registrations, by table. No database."""

from datetime import date

import pytest

from zhijia.base.identity import uscc_check
from zhijia.kernels.org import rules

D1, D2, D3 = date(2020, 1, 1), date(2020, 1, 2), date(2020, 1, 3)
SOUND = "81530000MC00000121"
FOOTINGS = ("established", "dispatched")


def fields(verdict):
    return [reason.field for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("verdict", "wrong"),
    [
        (rules.may_stand_under("0001", "00020001"), []),
        (rules.may_stand_under("0001", "0001"), ["superior"]),
        (rules.may_stand_under("0001", "00010002"), ["superior"]),
        (rules.may_take_in(None), []),
        (rules.may_take_in(D3), ["superior"]),
        (rules.may_stand_there(None, D1), []),
        (rules.may_stand_there(D2, D2), []),
        (rules.may_stand_there(D2, D1), ["on"]),
        (rules.may_follow(None, D1), []),
        (rules.may_follow(D1, D2), []),
        (rules.may_follow(D2, D2), ["on"]),
        (rules.may_take_along(D2, D2), []),
        (rules.may_take_along(D2, D1), ["on"]),
        (rules.may_end(None, D1), []),
        (rules.may_end(D2, D2), []),
        (rules.may_end(D2, D1), ["on"]),
        (rules.may_change(None), []),
        (rules.may_change(D1), [""]),
        (rules.is_over(D1, D1), []),
        (rules.is_over(D2, D1), ["on"]),
        (rules.may_rename(D1, D2), []),
        (rules.may_rename(D2, D2), ["on"]),
        (rules.may_rename(D2, D1), ["on"]),
        (rules.differs(("甲", "", "branch"), ("甲", "", "branch")), ["name"]),
        (rules.differs(("甲", "", "branch"), ("甲", "", "group")), []),
        (rules.in_order(None, D1), []),
        (rules.in_order(D2, D1), ["on"]),
        (rules.may_count(D2, None, D1), ["on"]),
        (rules.may_count(D1, D2, D2), ["on"]),
        (rules.may_count(D1, D3, D2), []),
    ],
)
def test_days_and_places(verdict, wrong):
    assert fields(verdict) == wrong


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ({"total": 10, "women": 10}, []),
        ({"total": 10, "women": 11}, ["women"]),
        ({"total": 10, "established": 6, "dispatched": 4}, []),
        ({"total": 10, "established": 7, "dispatched": 4}, ["total"]),
        ({"total": 0}, []),
        ({"women": 3}, ["total"]),
        ({"total": 5, "women": 6, "established": 6}, ["women", "total"]),
    ],
)
def test_parts_are_never_more_than_the_whole(counts, wrong):
    assert fields(rules.counts_fit(counts, FOOTINGS)) == wrong


def test_the_sentence_says_how_many_are_over():
    verdict = rules.counts_fit({"total": 10, "established": 7, "dispatched": 4}, FOOTINGS)
    assert str(verdict) == "各种用工形式合计11人，多于职工总数10人，多出1人，请核对"


def wrong_at(place):
    """A sound code with one sign changed."""
    sign = "1" if SOUND[place - 1] != "1" else "2"
    return SOUND[: place - 1] + sign + SOUND[place:]


@pytest.mark.parametrize(
    ("uscc", "kind", "says"),
    [
        (SOUND, "college", ""),
        ("", "college", ""),
        (wrong_at(18), "college", "第18位不对"),
        (wrong_at(17), "college", "第17位不对"),
        (SOUND[:17], "college", "应为18位，现在是17位"),
        ("91350100M000100Y43", "college", "以81开头，现在是91"),
        ("91350100M000100Y43", "province", "以81或89开头，现在是91"),
        ("89" + SOUND[2:17] + uscc_check("89" + SOUND[2:17]), "city", ""),
        ("89" + SOUND[2:17] + uscc_check("89" + SOUND[2:17]), "school", "以81开头，现在是89"),
        ("81530000MC0000012O", "college", "不是允许的字符"),
    ],
)
def test_a_code_of_a_union_is_checked_sign_by_sign(uscc, kind, says):
    verdict = rules.code_is_sound(uscc, kind)
    assert bool(verdict) == (not says)
    assert says in str(verdict)
    assert set(fields(verdict)) <= {"uscc"}


@pytest.mark.parametrize(
    ("state", "kind", "possible"),
    [
        ("", "apply", True),
        ("", "register", True),
        ("", "change", False),
        ("applied", "register", True),
        ("applied", "renew", False),
        ("applied", "cancel", True),
        ("registered", "change", True),
        ("registered", "renew", True),
        ("registered", "replace", True),
        ("registered", "cancel", True),
        ("registered", "register", False),
        ("cancelled", "change", False),
        ("cancelled", "cancel", False),
        ("cancelled", "apply", True),
        ("cancelled", "register", True),
    ],
)
def test_steps_of_a_registration(state, kind, possible):
    assert bool(rules.may_step(state, kind)) == possible


def test_a_registration_is_whole():
    assert rules.registration_is_whole("registered", SOUND, D1, D3)
    assert rules.registration_is_whole("applied", "", None)
    assert fields(rules.registration_is_whole("registered", "", None)) == ["uscc", "registered_on"]
    assert fields(rules.registration_is_whole("registered", SOUND, D3, D1)) == ["valid_to"]


@pytest.mark.parametrize(
    ("kind", "above", "sector"),
    [
        ("hospital", "education", "health"),
        ("branch", "health", "health"),
        ("group", "research", "research"),
        ("enterprise", "education", ""),
        ("city", "", ""),
    ],
)
def test_the_sector_follows_from_the_kind_or_the_union_it_is_part_of(kind, above, sector):
    assert rules.sector_of(kind, above) == sector
