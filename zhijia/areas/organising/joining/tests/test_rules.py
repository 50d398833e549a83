"""Who joins at once, who goes to a desk; what is asked; how often one may try. By table, without a database."""

from datetime import date

import pytest

from zhijia.areas.organising.joining import rules
from zhijia.areas.organising.joining.rules import Standing
from zhijia.base.identity import synthetic_id

TODAY = date(2026, 3, 10)
GOOD = synthetic_id(date(1990, 5, 6), 501)


@pytest.mark.parametrize(
    ("matched", "member", "within", "standing"),
    [
        (False, False, False, Standing.DESK),
        (False, True, False, Standing.DESK),  # whoever only half knows is told nothing
        (False, True, True, Standing.DESK),
        (True, False, False, Standing.JOINS),
        (True, True, True, Standing.HERE),
        (True, True, False, Standing.ELSEWHERE),
    ],
)
def test_where_somebody_stands(matched, member, within, standing):
    assert rules.standing(matched, member, within) == standing


@pytest.mark.parametrize("within", [True, False])
def test_a_retained_membership_is_resumed_and_not_begun_anew(within):
    assert rules.standing(True, True, within, kept=True) == Standing.KEPT
    assert rules.standing(False, True, within, kept=True) == Standing.DESK


@pytest.mark.parametrize(
    ("number", "phone", "said"),
    [
        (GOOD, "13900000501", ""),
        (GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1"), "13900000501", "身份证号第18位不对，请核对"),
        (GOOD[:-2], "13900000501", "身份证号应为18位，现在是16位，请核对"),
        (GOOD, "1390000050", "手机号应为11位，现在是10位，请核对"),
        (GOOD, "087112345678", "手机号应为11位，现在是12位，请核对"),
        (synthetic_id(date(2010, 3, 10), 1), "13900000501", ""),  # sixteen today
        (synthetic_id(date(2010, 3, 11), 1), "13900000501", "未满16周岁不能办理入会（劳动法第十五条）"),
        (synthetic_id(date(2027, 1, 1), 1), "13900000501", "身份证号里的出生日期2027-01-01还没有到，请核对"),
    ],
)
def test_what_is_wrong_with_what_was_typed(number, phone, said):
    assert str(rules.sound_person(number, phone, TODAY)) == said


@pytest.mark.parametrize(
    ("dispatched", "dispatcher", "good"),
    [(True, "", False), (True, "  ", False), (True, "云岭人力", True), (False, "", True)],
)
def test_dispatched_staff_name_who_sent_them(dispatched, dispatcher, good):
    assert bool(rules.sound_dispatch(dispatched, dispatcher)) is good


@pytest.mark.parametrize(
    ("number", "typed", "good"),
    [
        ("11010519491231002X", "31002X", True),
        ("11010519491231002X", "31002x", True),
        ("11010519491231002X", "1002X", False),
        ("11010519491231002X", "", False),
        ("", "", False),
        ("11010519491231002X", "231002X", False),
    ],
)
def test_the_end_of_the_number(number, typed, good):
    assert rules.tail_matches(number, typed) is good


@pytest.mark.parametrize(
    ("state", "expires_on", "closed", "said"),
    [
        ("invited", TODAY, False, ""),
        ("invited", date(2026, 3, 9), False, "这份邀请已于2026-03-09截止，请联系本单位工会重新发送"),
        ("invited", TODAY, True, "这份邀请已由单位工会收回，如有疑问请联系本单位工会"),
        ("withdrawn", TODAY, False, "这份邀请已由单位工会收回，如有疑问请联系本单位工会"),
        ("joined", TODAY, False, "这份邀请已经确认过，您已入会"),
    ],
)
def test_when_an_invitation_can_be_answered(state, expires_on, closed, said):
    assert str(rules.may_answer(state, expires_on, TODAY, closed)) == said


@pytest.mark.parametrize(("expires_on", "closed"), [(TODAY, False), (date(2026, 3, 9), True)])
def test_whoever_said_no_is_told_that_and_nothing_else(expires_on, closed):
    said = "您已表示这次不入会，工会不再为这一批提醒您；改了主意，随时可以自己申请入会"
    assert str(rules.may_answer("withdrawn", expires_on, TODAY, closed, declined=True)) == said


@pytest.mark.parametrize(
    ("day", "good"), [(date(2026, 3, 9), False), (TODAY, True), (date(2026, 9, 6), True), (date(2026, 9, 7), False)]
)
def test_how_long_a_round_may_run(day, good):
    assert bool(rules.may_expire_on(day, TODAY, 180)) is good


@pytest.mark.parametrize("limit", rules.LIMITS.values(), ids=lambda limit: limit.code)
def test_the_last_allowed_attempt_and_the_first_refused(limit):
    assert rules.may_try(limit, limit.most - 1, 5)
    assert str(rules.may_try(limit, limit.most, 0)) == "尝试次数太多，请1分钟后再试；如着急办理，请联系本单位工会"


@pytest.mark.parametrize(
    ("member_at", "same", "unit_open", "said"),
    [
        ("", False, True, ""),
        ("甲工会", True, True, "此人已是本工会会员，不用再入会；请选“不同意”并说明"),
        ("甲工会", False, True, "此人已是“甲工会”的在籍会员，请告知申请人办理转会"),
        ("", False, False, "该单位已撤销，不能再接收会员"),
    ],
)
def test_when_a_desk_may_say_yes(member_at, same, unit_open, said):
    assert str(rules.may_admit(member_at, same, unit_open)) == said
