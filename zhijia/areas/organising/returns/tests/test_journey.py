"""A year's statistics over three levels: school → city → province, with two colleges beside."""

from datetime import date, timedelta

import pytest

from zhijia.areas.organising.returns import actions
from zhijia.areas.organising.returns.models import Cell, DoubleCount, Return, Round
from zhijia.areas.organising.returns.questionnaires import items
from zhijia.areas.organising.returns.rules import State
from zhijia.base.verdict import Refused
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.inbox.todos import todos_for
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.org.actions import count_staff, dissolve_unit, found_unit
from zhijia.kernels.people.actions import move_unit, register_member
from zhijia.kernels.trail.models import Entry

from .conftest import DUE

pytestmark = pytest.mark.django_db
REASON = "月底报到的两人未录入"


def number(of, code):
    return Cell.objects.get(of=of, item=code).reported


def handed_up(year, *codes):
    for code in codes:
        year.report(code, by=year.cast.province_officer if code != "YL-C-1" else year.hands["YL-C"][0])


def test_every_union_of_that_day_gets_a_return_under_its_superior(cast, year):
    late = found_unit(code="YL-N", name="新建工会", kind="college", superior=cast.province, on=date(2026, 1, 5))
    move_unit(unit=cast.sibling, superior=year.units["city"], on=date(2026, 2, 1), by=cast.manager)
    hospital = found_unit(
        code="YL-CJ-H", name="附属医院工会", kind="hospital", superior=cast.college, on=date(2020, 1, 1)
    )
    round = year.open()
    rows = round.returns.values_list("unit__code", "form", "above__unit__code").order_by("unit__code")
    assert list(rows) == [
        ("YL", "above", None),
        ("YL-C", "above", "YL"),
        ("YL-C-1", "grassroots", "YL-C"),
        ("YL-CJ", "grassroots", "YL"),
        ("YL-LG", "grassroots", "YL"),
    ]
    assert not round.returns.filter(unit__in=[late, hospital, cast.branch]).exists()
    assert Notice.objects.filter(user=year.hands["YL-C-1"][0], title__contains="下发了").count() == 1


def test_numbers_are_taken_from_the_records_of_the_period(cast, year):
    year.open()
    register_member(name="新人", unit=cast.college, joined_on=date(2025, 9, 1), sex="女")
    register_member(name="次年", unit=cast.college, joined_on=date(2026, 1, 2))
    of = actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    assert [number(of, code) for code in ("A01", "A02", "A05", "A09", "A16", "A20")] == [5, 3, 3, 1, 1, 1]
    assert number(of, "B01") is None
    assert of.cover == {"901": "YL-CJ", "902": "云岭财经职业学院工会", "903": "", "904": "1"}


def test_the_list_of_what_is_missing_names_every_item(cast, year):
    year.open()
    of = actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    reading = actions.reading_of(of)
    assert {"B01", "B05", "B07", "D01"} <= {item.code for item in reading.missing}
    with pytest.raises(Refused, match="项必填没有填：B01专职工会干部"):
        actions.submit(of=of, by=cast.college_officer, at=cast.now)


def test_a_unit_without_a_staff_count_is_told_so(cast, year):
    cast.college.staff_counts.all().delete()
    year.open()
    of = actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    assert {"A01", "A02"} <= {item.code for item in actions.reading_of(of).missing}


def test_an_adjusted_number_keeps_the_computed_beside_it(cast, year):
    year.open()
    of = year.fill_in("YL-CJ")
    with pytest.raises(Refused, match="工会会员人数与自动取数不一致，请写明调整理由"):
        actions.put_values(of=of, values={"A05": {"adjusted": 4, "reason": ""}}, by=cast.college_officer, at=cast.now)
    put = {"A05": {"adjusted": 4, "reason": REASON}}
    assert actions.put_values(of=of, values=put, by=cast.college_officer, at=cast.now) == 1
    cell = Cell.objects.get(of=of, item="A05")
    assert (cell.computed, cell.adjusted, cell.reported, cell.reason) == (2, 4, 4, REASON)
    actions.fill(of=of, by=cast.college_officer, at=cast.now)
    assert Cell.objects.get(pk=cell.pk).reported == 4
    back = {"A05": {"adjusted": None}}
    actions.put_values(of=of, values=back, by=cast.college_officer, at=cast.now)
    cell.refresh_from_db()
    assert (cell.reported, cell.reason) == (2, "")
    changes = Entry.objects.filter(verb="returns.put", target_label="returns.cell", target_pk=str(cell.pk))
    assert changes.count() == 2


def test_what_does_not_hold_together_is_not_handed_up(cast, year):
    year.open()
    of = year.fill_in("YL-CJ", B01=1, B02=2)
    with pytest.raises(Refused, match="专职工会干部·女干部（2）不能大于专职工会干部（1）"):
        actions.submit(of=of, by=cast.college_officer, at=cast.now)


def test_a_swing_against_last_year_asks_for_a_note(cast, year):
    last = year.open(
        title="2024年工会统计年报", start=date(2024, 1, 1), end=date(2024, 12, 31), due_on=date(2025, 3, 1)
    )
    year.report("YL-CJ", round=last, A01=5, A02=3, B01=4)
    this = year.open()
    of = year.fill_in("YL-CJ", this, B01=2)
    with pytest.raises(Refused, match=r"专职工会干部比上年减少50\.0%（上年4，今年2），超过30%"):
        actions.submit(of=of, by=cast.college_officer, at=cast.now)
    actions.put_values(of=of, values={"B01": {"note": "两人退休"}}, by=cast.college_officer, at=cast.now)
    assert year.submit("YL-CJ", this).state == State.SUBMITTED


def test_records_that_changed_since_are_taken_anew_before_it_is_handed_up(cast, year):
    year.open()
    of = year.fill_in("YL-CJ")
    register_member(name="补录", unit=cast.college, joined_on=date(2025, 5, 1))
    with pytest.raises(Refused, match="取数以后记录有变化（A05工会会员人数"):
        actions.submit(of=of, by=cast.college_officer, at=cast.now)
    actions.fill(of=of, by=cast.college_officer, at=cast.now)
    assert number(year.submit("YL-CJ"), "A05") == 3


def test_submission_freezes_the_rows_each_number_was_counted_from(cast, year):
    year.open()
    year.fill_in("YL-CJ")
    of = year.submit("YL-CJ")
    cell = Cell.objects.get(of=of, item="A05")
    scope = Scope(cast.college, date(2025, 1, 1), date(2025, 12, 31))
    assert (cell.rows, cell.row_hash) == (2, indicators["members"].row_hash(scope))
    register_member(name="补录", unit=cast.college, joined_on=date(2025, 5, 1))
    assert indicators["members"].row_hash(scope) != cell.row_hash


def test_an_adjustment_is_looked_at_again_when_the_records_move(cast, year):
    year.open()
    of = year.fill_in("YL-CJ", A05={"adjusted": 4, "reason": REASON})
    register_member(name="补录", unit=cast.college, joined_on=date(2025, 5, 1))
    actions.fill(of=of, by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="工会会员人数调整以后，自动取数由2变为3"):
        actions.submit(of=of, by=cast.college_officer, at=cast.now)
    same = {"A05": {"adjusted": 4}}
    assert actions.put_values(of=of, values=same, by=cast.college_officer, at=cast.now) == 1
    assert year.submit("YL-CJ").state == State.SUBMITTED


def test_an_adjusted_sum_is_looked_at_again_when_a_part_changes(cast, year):
    """The superior's sheet never stays apart from its parts without a reason somebody gave for just that difference."""
    year.open()
    handed_up(year, "YL-C-1")
    city = year.of("YL-C")
    actions.fill(of=city, by=year.hands["YL-C"][0], at=cast.now)
    with pytest.raises(Refused, match="与自动取数不一致，请写明调整理由"):
        actions.put_values(of=city, values={"A05": {"adjusted": 5}}, by=year.hands["YL-C"][0], at=cast.now)
    stated = {"A05": {"adjusted": 4, "reason": "市本级1人"}}
    actions.put_values(of=city, values=stated, by=year.hands["YL-C"][0], at=cast.now)
    assert not actions.reading_of(city).outdated
    actions.reopen(of=year.of("YL-C-1"), reason="漏报", by=year.hands["YL-C"][0], at=cast.now)
    year.fill_in("YL-C-1", A05={"adjusted": 2, "reason": "重复登记1人"})
    handed_up(year, "YL-C-1")
    (one,) = actions.reading_of(city).outdated
    assert "自动取数由3变为2" in one.say()


def test_what_somebody_else_typed_meanwhile_is_told_not_overwritten(cast, year):
    year.open()
    of = year.fill_in("YL-CJ", B01=3)
    put = lambda value, seen: actions.put_values(  # noqa: E731
        of=of,
        values={"B01": {"adjusted": value}},
        seen={"B01": {"adjusted": seen}},
        by=cast.college_officer,
        at=cast.now,
    )
    with pytest.raises(Refused, match="专职工会干部刚刚被别人改为“3”"):
        put(5, seen=1)
    assert number(of, "B01") == 3
    assert put(5, seen=3) == 1 and put(5, seen=3) == 0


def test_clearing_an_adjustment_is_traced_with_its_reason(cast, year):
    year.open()
    of = year.fill_in("YL-CJ", A05={"adjusted": 4, "reason": REASON})
    actions.put_values(of=of, values={"A05": {"adjusted": None}}, by=cast.college_officer, at=cast.now)
    last = Entry.objects.filter(verb="returns.put", target_label="returns.cell").latest("pk")
    assert {"adjusted", "adjusted_from", "reason"} == {change.field for change in last.changes.all()}


# --- from hand to hand ---


def test_three_levels_sum_up_and_lock(cast, year):
    round = year.open()
    handed_up(year, "YL-C-1")
    city = year.of("YL-C")
    assert [number(city, code) for code in ("A01", "A05", "A06", "A16")] == [4, 3, 2, 1]
    year.report("YL-C", by=cast.province_officer)
    handed_up(year, "YL-CJ", "YL-LG")
    province = year.of("YL")
    assert [number(province, code) for code in ("A01", "A05", "A16", "L01")] == [11, 6, 3, None]
    year.fill_in("YL")
    year.submit("YL")
    assert year.sign("YL").state == State.APPROVED
    with pytest.raises(Refused, match="云岭省教科文卫体工会的报表已经提交，下级报表已锁定"):
        actions.reopen(of=year.of("YL-CJ"), reason="更正", by=cast.province_officer, at=cast.now)
    assert {one.state for one in round.returns.all()} == {State.APPROVED}
    total = sum(number(year.of(code), "A05") for code in ("YL-C-1", "YL-CJ", "YL-LG"))
    assert (
        number(year.of("YL"), "A05")
        == total
        == indicators["members"].value(Scope(cast.province, round.start, round.end))
    )


def test_a_sum_waits_for_all_below(cast, year):
    year.open()
    year.fill_in("YL-C")
    with pytest.raises(Refused, match="还有1个下级单位的报表没有审核完（云岭市第一中学工会）"):
        year.submit("YL-C")
    with pytest.raises(Refused, match="要汇总下级，不能免报"):
        actions.excuse(of=year.of("YL-C"), reason="撤并", by=cast.province_officer, at=cast.now)
    actions.excuse(of=year.of("YL-C-1"), reason="学校撤并", by=year.hands["YL-C"][0], at=cast.now)
    assert actions.reading_of(year.of("YL-C")).missing  # nothing to sum
    actions.recall(of=year.of("YL-C-1"), by=year.hands["YL-C"][0], at=cast.now)
    assert year.of("YL-C-1").state == State.OPEN


def test_an_opened_return_leaves_the_sum_until_it_is_accepted_again(cast, year):
    year.open()
    handed_up(year, "YL-CJ", "YL-LG")
    assert number(year.of("YL"), "A05") == 3
    actions.reopen(of=year.of("YL-CJ"), reason="漏报一人", by=cast.province_officer, at=cast.now)
    assert number(year.of("YL"), "A05") == 1
    assert Notice.objects.filter(user=cast.college_officer, title__contains="漏报一人").exists()
    handed_up(year, "YL-CJ")
    assert number(year.of("YL"), "A05") == 3


def test_what_is_counted_twice_is_taken_off_once(cast, year):
    year.open()
    handed_up(year, "YL-CJ", "YL-LG")
    declare = lambda **facts: actions.declare_double(  # noqa: E731
        **({"of": year.of("YL"), "item": "A05", "amount": 1, "reason": "一人两处在册"} | facts),
        by=cast.province_officer,
        at=cast.now,
    )
    made = declare()
    assert number(year.of("YL"), "A05") == 2
    with pytest.raises(Refused, match="扣减数不能大于下级合计2"):
        declare(amount=3)
    with pytest.raises(Refused, match="请写明原因"):
        declare(reason=" ")
    with pytest.raises(Refused, match="请选择要扣减的指标"):
        declare(item="B07")
    with pytest.raises(Refused, match="只有汇总表才登记重复扣减"):
        declare(of=year.of("YL-C-1"))
    actions.drop_double(double=made, by=cast.province_officer, at=cast.now)
    assert number(year.of("YL"), "A05") == 3 and not DoubleCount.objects.exists()


def test_nobody_rules_on_what_went_through_their_hands(cast, year):
    year.open()
    year.fill_in("YL-CJ")
    actions.submit(of=year.of("YL-CJ"), by=cast.province_chair, at=cast.now)
    with pytest.raises(Refused, match="这份报表是您经手的"):
        actions.sign(of=year.of("YL-CJ"), by=cast.province_chair, at=cast.now)
    year.sign("YL-CJ")
    with pytest.raises(Refused, match="这份报表是您经手的"):
        actions.approve(of=year.of("YL-CJ"), by=cast.province_chair, at=cast.now)
    with pytest.raises(Refused, match="您没有审核.*报表的权限"):
        actions.approve(of=year.of("YL-CJ"), by=cast.college_chair, at=cast.now)
    assert year.approve("YL-CJ", cast.province_officer).state == State.APPROVED


def test_a_return_goes_back_with_a_reason_and_comes_again(cast, year):
    year.open()
    year.fill_in("YL-CJ")
    year.submit("YL-CJ")
    actions.withdraw(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    year.submit("YL-CJ")
    with pytest.raises(Refused, match="不能修改"):
        actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    year.sign("YL-CJ")
    with pytest.raises(Refused, match="请写明原因"):
        actions.send_back(of=year.of("YL-CJ"), reason="", by=cast.province_officer, at=cast.now)
    actions.send_back(of=year.of("YL-CJ"), reason="女职工数有误", by=cast.province_officer, at=cast.now)
    assert (year.of("YL-CJ").state, year.of("YL-CJ").reason) == (State.RETURNED, "女职工数有误")
    year.submit("YL-CJ")
    year.sign("YL-CJ")
    assert year.approve("YL-CJ", cast.province_officer).state == State.APPROVED


def test_a_foreign_officer_can_do_nothing(cast, year):
    year.open()
    of = year.of("YL-CJ")
    with pytest.raises(Refused, match="权限"):
        actions.fill(of=of, by=cast.sibling_officer, at=cast.now)
    with pytest.raises(Refused, match="权限"):
        actions.submit(of=of, by=cast.sibling_officer, at=cast.now)
    with pytest.raises(Refused, match="只有上级可以催报"):
        actions.remind(returns=[of], by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="是基层工会"):
        actions.open_round(
            unit=cast.college, title="自办", start=date(2025, 1, 1), end=date(2025, 12, 31), due_on=date(2026, 3, 1),
            by=cast.college_officer, at=cast.now,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"start": date(2026, 1, 1)}, "期间的起始日期不能晚于截止日期"),
        ({"due_on": date(2025, 12, 1)}, "报送截止日期不能早于期间的最后一天"),
        ({}, "这个期间已经下发过统计报送"),
    ],
)
def test_a_round_is_refused_with_a_sentence(year, changes, says):
    year.open()
    with pytest.raises(Refused, match=says):
        year.open(**changes)


def test_the_deadline_may_be_moved_and_who_has_not_reported_is_told(cast, year):
    round = year.open()
    handed_up(year, "YL-LG")
    told = Notice.objects.count()
    facts = {"title": round.title, "note": "附说明", "by": cast.province_officer, "at": cast.now}
    with pytest.raises(Refused, match="报送截止日期不能早于期间的最后一天"):
        actions.change_round(round=round, due_on=date(2025, 12, 1), **facts)
    with pytest.raises(Refused, match="只有下发单位可以修改统计报送"):
        actions.change_round(round=round, due_on=DUE, **facts | {"by": cast.college_officer})
    changed = actions.change_round(round=round, due_on=date(2026, 4, 1), **facts)
    assert (changed.due_on, changed.note) == (date(2026, 4, 1), "附说明")
    titles = set(Notice.objects.order_by("pk")[told:].values_list("title", flat=True))
    assert titles == {"“2025年工会统计年报”的报送截止改为2026-04-01"}
    assert not Notice.objects.filter(title__contains="截止改为", user=cast.sibling_officer).exists()


def test_a_round_sent_by_mistake_is_taken_back_until_somebody_handed_up(cast, year):
    round = year.open()
    year.fill_in("YL-CJ")
    with pytest.raises(Refused, match="请写明原因"):
        actions.withdraw_round(round=round, reason="", by=cast.province_officer, at=cast.now)
    actions.withdraw_round(round=round, reason="期间有误", by=cast.province_officer, at=cast.now)
    assert not (Round.objects.exists() or Return.objects.exists() or Cell.objects.exists())
    assert Notice.objects.filter(user=cast.college_officer, title__contains="期间有误").exists()
    again = year.open()
    year.fill_in("YL-CJ")
    year.submit("YL-CJ")
    with pytest.raises(Refused, match="已有1份报表提交过，不能撤回下发"):
        actions.withdraw_round(round=again, reason="期间有误", by=cast.province_officer, at=cast.now)


# --- late ---


def test_who_is_late_is_listed_and_reminded(cast, year):
    round = year.open(due_on=date(2026, 3, 1))
    year.fill_in("YL-CJ")
    year.submit("YL-CJ")
    handed_up(year, "YL-LG")
    assert {one.unit.code for one in round.returns.late(cast.today)} == {"YL", "YL-C", "YL-C-1", "YL-CJ"}
    below = [year.of(code) for code in ("YL-CJ", "YL-C-1")]
    assert (
        actions.remind(returns=below, by=cast.province_officer, at=cast.now) == 4
    )  # at each the officer and the chair
    said = Notice.objects.filter(user=cast.college_chair).latest("pk").title
    assert said == "催报：云岭财经职业学院工会的“2025年工会统计年报”待主席签报，已逾期9天"
    assert [year.of("YL-CJ").reminders, year.of("YL-LG").reminders] == [1, 0]
    with pytest.raises(Refused, match="已经报出，不用催"):
        actions.remind(returns=[year.of("YL-LG")], by=cast.province_officer, at=cast.now)


def test_reporting_is_itself_counted(cast, year):
    year.open(due_on=date(2026, 3, 10))
    handed_up(year, "YL-LG")
    year.fill_in("YL-CJ", A05={"adjusted": 4, "reason": REASON})
    year.submit("YL-CJ", days=1)
    year.sign("YL-CJ", days=2)
    actions.excuse(of=year.of("YL-C-1"), reason="撤并", by=year.hands["YL-C"][0], at=cast.now)
    codes = ("returns.due", "returns.received", "returns.on_time", "returns.adjusted", "returns.punctuality")
    scope = Scope(cast.province, date(2026, 1, 1), date(2026, 12, 31))
    assert [indicators[code].value(scope) for code in codes] == [4, 2, 1, 1, 25]
    assert indicators["returns.on_time"].rows(scope).get().unit == cast.sibling


def test_each_desk_is_told_what_waits_there(cast, year):
    year.open()
    assert [todo.kind for todo in todos_for(cast.college_officer)] == ["统计填报"]
    assert len([todo for todo in todos_for(cast.province_officer) if todo.kind == "统计填报"]) == 1
    year.fill_in("YL-CJ")
    year.submit("YL-CJ")
    assert [todo.kind for todo in todos_for(cast.college_chair)] == ["统计签报"]
    year.sign("YL-CJ")
    assert "统计审核" in [todo.kind for todo in todos_for(cast.province_officer)]


def test_a_unit_dissolved_since_still_reports_its_year(cast, year):
    for membership in cast.sibling.memberships.all():
        membership.person.memberships.all().delete()
    dissolve_unit(unit=cast.sibling, on=date(2026, 2, 1), by=cast.manager)
    assert year.open().returns.filter(unit=cast.sibling).exists()


def test_numbers_typed_before_they_could_be_taken_keep_their_word(cast, year):
    cast.college.staff_counts.all().delete()
    year.open()
    of = year.fill_in("YL-CJ", A01=9, A02=4)
    count_staff(unit=cast.college, on=date(2025, 6, 1), counts={"total": 5, "women": 4})
    actions.fill(of=of, by=cast.college_officer, at=cast.now + timedelta(hours=1))
    cells = {cell.item: cell for cell in of.cells.filter(item__in=["A01", "A02"])}
    assert (cells["A01"].reported, cells["A01"].reason) == (9, "取数以前已经填报")
    assert not cells["A02"].is_adjusted


def test_every_computed_item_knows_its_indicator():
    known = {item.indicator for item in items.values() if item.indicator}
    assert known <= set(indicators)
    assert Return._meta.get_field("state").choices
