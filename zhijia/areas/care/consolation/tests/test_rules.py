"""R-WEL-01 as tables: no database, no clock."""

from datetime import date

import pytest

from zhijia.areas.care.consolation.rules import (
    FORM_NAMES,
    KINDS,
    ONCE_SAYS,
    Cap,
    Form,
    Gift,
    Had,
    Occasion,
    derivation,
    may_give,
    unique_key,
    well_formed,
)
from zhijia.base.amount import Used

DAY = date(2026, 3, 10)


def cap(yuan, source="皖工发〔2025〕18号"):
    return Cap(yuan * 100, Used("x", "2025-08-21", source))


CAPS = {"consolation.birthday": cap(500), "consolation.festival_year": cap(2200), "consolation.hospital": cap(2000)}


def gift(occasion=Occasion.BIRTHDAY, yuan=300, on=DAY, form=Form.CAKE, **more):
    return Gift(occasion, on, yuan * 100, form, **more)


def reasons(given, had=Had(), member=True, caps=CAPS):  # noqa: B008 - frozen
    return [r.say() for r in may_give(given, name="张知远", member=member, had=had, caps=caps).reasons]


def test_every_occasion_has_its_words():
    assert set(KINDS) == set(Occasion)
    assert {kind.unique for kind in KINDS.values()} <= set(ONCE_SAYS)
    assert set(FORM_NAMES) == set(Form)


@pytest.mark.parametrize(("yuan", "ok"), [(500, True), (501, False)])
def test_a_cap_includes_its_own_value(yuan, ok):
    assert (reasons(gift(yuan=yuan)) == []) is ok


def test_a_second_birthday_gift_in_a_year_is_refused_with_its_clause():
    first = gift()
    had = Had(frozenset({unique_key(first)}))
    assert reasons(gift(on=date(2026, 11, 2)), had) == [
        "张知远2026年已享受过生日慰问，每人每年一次（皖工发〔2025〕18号）"
    ]
    assert reasons(gift(on=date(2027, 3, 10)), had) == []


def festival(name, yuan, **more):
    return gift(Occasion.FESTIVAL, yuan, form=Form.GOODS, festival=name, **more)


def test_festivals_of_a_year_share_one_cap():
    had = Had(festival_fen=180000)
    assert reasons(festival("mid_autumn", 400), had) == []
    assert reasons(festival("mid_autumn", 401), had) == [
        "2026年节日慰问累计2,201.00元，超过上限2,200.00元（皖工发〔2025〕18号）"
    ]


def test_a_province_may_cap_single_festivals_too():
    caps = CAPS | {"consolation.festival_spring": cap(500), "consolation.festival_other_each": cap(200)}
    assert reasons(festival("spring", 500), caps=caps) == []
    assert "200.00元" in reasons(festival("national", 201), caps=caps)[0]


def test_festivals_are_never_given_in_money():
    assert reasons(gift(Occasion.FESTIVAL, form=Form.MONEY, festival="spring")) == [
        "节日慰问只能发放实物、指定商家提货券，不能发放慰问金"
    ]


def hospital(thing, on=DAY):
    return gift(Occasion.HOSPITAL, 500, on=on, form=Form.MONEY, thing=thing, evidence="出院小结")


@pytest.mark.parametrize(
    ("second", "ok"),
    [
        (hospital("a1", date(2026, 12, 1)), False),
        (hospital("b2", date(2026, 12, 1)), True),
        (hospital("a1", date(2027, 1, 1)), True),
    ],
)
def test_the_same_illness_once_a_year(second, ok):
    had = Had(frozenset({unique_key(hospital("a1"))}))
    assert (reasons(second, had) == []) is ok


def test_every_visit_is_its_own():
    visit = {"occasion": Occasion.VISIT, "form": Form.GOODS}
    had = Had(frozenset({unique_key(gift(**visit, round="1"))}))
    caps = {"consolation.visit": cap(1000)}
    assert reasons(gift(**visit, round="2"), had, caps=caps) == []
    assert "每次走访一次" in reasons(gift(**visit, round="1"), had, caps=caps)[0]


def test_without_a_standard_nothing_is_guessed():
    assert reasons(gift(), caps={}) == ["还没有录入“生日慰问”的标准，请先在政策参数中录入"]


def test_only_members():
    assert reasons(gift(), member=False) == ["张知远不是本单位在籍会员，不能享受慰问"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (gift(yuan=0), "amount_fen"),
        (festival("halloween", 100), "festival"),
        (gift(Occasion.HOSPITAL, form=Form.MONEY, evidence="出院小结"), "thing"),
        (gift(Occasion.HOSPITAL, form=Form.MONEY, thing="a1"), "evidence"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(given, field):
    assert [r.field for r in well_formed(given).reasons] == [field]


def test_why_it_is_this_sum():
    amount = derivation(festival("spring", 400), Had(festival_fen=180000), CAPS)
    assert amount.fen == 40000
    assert "年度上限 2,200.00 元，此前已发 1,800.00 元" in "".join(amount.lines())
