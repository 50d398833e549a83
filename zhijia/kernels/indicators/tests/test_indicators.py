import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template

from zhijia.base.verdict import Refused
from zhijia.kernels.indicators.base import Indicator, Ratio, Scope, breakdown, indicators, series, values
from zhijia.kernels.indicators.readings import board, readings
from zhijia.kernels.org.actions import found_unit, move_unit
from zhijia.kernels.people.actions import end_membership, register_member
from zhijia.kernels.people.models import Membership
from zhijia.kernels.records.actions import reverse
from zhijia.kernels.records.tests.kinds import CLAIM, GIFT, declared, write

__all__ = ["declared"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared")]
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def asked(monkeypatch, declared):
    """Three indicators over the test kinds, and a share."""

    def add(indicator, **more):
        for name, value in more.items():
            setattr(indicator, name, value)
        monkeypatch.setitem(indicators, indicator.code, indicator)
        return indicator

    add(Indicator(), code="t.times", name="补助人次", counting_unit="人次", measure="times", kinds=(CLAIM,), board=90)
    add(Indicator(), code="t.paid", name="补助金额", counting_unit="元", measure="amount", kinds=(CLAIM,), board=91)
    add(Indicator(), code="t.helped", name="受助人数", counting_unit="人", measure="persons", kinds=(CLAIM, GIFT))
    add(Indicator(), code="t.birthday", name="生日慰问", measure="rows", kinds=(GIFT,), tags={"occasion": "birthday"})
    add(Ratio(), code="t.share", name="受助比例", part="t.helped", whole="members")
    return indicators


def the_year_of_the_college(cast):
    """22 claims of 9 707.00 yuan in all, as the seed reports them: 21 of 400.00 and one of 1 307.00."""
    for n in range(21):
        write(cast, n, amount_fen=400_00, day=date(2026, 1 + n % 12, 15))
    return write(cast, 21, amount_fen=1307_00, person=cast.li, unit=cast.college)


def test_a_report_sentence_opens_to_its_rows(cast, asked):
    the_year_of_the_college(cast)
    scope = Scope(cast.college, *YEAR)
    times, paid = asked["t.times"], asked["t.paid"]
    assert (times.value(scope), paid.value(scope)) == (22, 970700)
    assert (times.say(22), paid.say(970700), paid.display(970700)) == ("22人次", "9707元", "9,707.00")
    assert paid.rows(scope).count() == 22


def test_a_reversal_changes_the_number_the_rows_and_the_hash(cast, asked):
    last = the_year_of_the_college(cast)
    scope, paid = Scope(cast.college, *YEAR), asked["t.paid"]
    before = paid.row_hash(scope)
    assert before == paid.row_hash(scope)
    reverse(record=last, reason="重复", by=cast.college_officer, at=cast.now)
    assert (paid.value(scope), paid.rows(scope).count()) == (840000, 21)
    assert paid.row_hash(scope) != before


def test_a_person_helped_twice_counts_once_and_not_at_all_when_both_are_reversed(cast, asked):
    one, two = write(cast, 1), write(cast, 2, kind=GIFT, source=f"{GIFT}:2")
    scope, helped = Scope(cast.province, *YEAR), asked["t.helped"]
    assert helped.value(scope) == 1
    reverse(record=one, reason="错", by=cast.college_officer, at=cast.now)
    assert helped.value(scope) == 1
    reverse(record=two, reason="错", by=cast.college_officer, at=cast.now)
    assert (helped.value(scope), helped.rows(scope).count()) == (0, 0)


@pytest.mark.parametrize(
    ("start", "end", "times"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 22),
        (date(2026, 3, 1), date(2026, 3, 31), 3),
        (date(2026, 3, 11), date(2026, 3, 31), 2),
        (date(2026, 3, 10), date(2026, 3, 10), 1),
        (date(2026, 1, 16), date(2026, 4, 14), 5),
        (date(2025, 1, 1), date(2025, 12, 31), 0),
    ],
)
def test_days_are_inclusive_and_edges_are_counted_by_row(cast, asked, start, end, times):
    the_year_of_the_college(cast)
    assert asked["t.times"].value(Scope(cast.college, start, end)) == times
    assert asked["t.times"].rows(Scope(cast.college, start, end)).count() == times


def test_months_and_children_are_there_even_when_empty(cast, asked):
    write(cast, 1)
    write(cast, 2, unit=cast.college, person=cast.li)
    scope = Scope(cast.college, *YEAR)
    months = asked["t.times"].series(scope)
    assert [(d.month, n) for d, n in months] == [(m, 2 if m == 3 else 0) for m in range(1, 13)]
    assert asked["t.times"].series(scope, "year") == [(date(2026, 1, 1), 2)]
    assert [(str(s.label), s.value) for s in asked["t.times"].by_child(scope)] == [("本级", 1), ("会计学院分工会", 1)]
    assert [asked["t.times"].rows(s.scope).count() for s in asked["t.times"].by_child(scope)] == [1, 1]
    units = asked["t.times"].by_child(Scope(cast.province, *YEAR))
    assert [(str(s.label), s.value) for s in units] == [("云岭财经职业学院工会", 2), ("云岭理工学院工会", 0)]


def test_tags_break_a_number_down_in_words(cast, asked):
    write(cast, 1, kind=GIFT, source="g:1", occasion="birthday")
    write(cast, 2, kind=GIFT, source="g:2", occasion="festival")
    write(cast, 3, kind=GIFT, source="g:3", occasion="festival")
    scope = Scope(cast.college, *YEAR)
    every = Indicator()
    every.code, every.kinds = "every", (GIFT,)
    shares = every.by_tag(scope, "occasion")
    assert [(s.label, s.value) for s in shares] == [("节日", 2), ("生日", 1)]
    assert asked["t.birthday"].value(scope) == 1
    assert every.value(scope.having(occasion="festival")) == 2
    assert every.value(scope.having(person=str(cast.zhang.pk))) == 3
    assert every.value(scope.having(person=str(cast.li.pk))) == 0


def test_many_numbers_are_read_in_one_query(cast, asked, django_assert_num_queries):
    the_year_of_the_college(cast)
    scope = Scope(cast.college, *YEAR)
    assert scope.spans
    wanted = [asked["t.times"], asked["t.paid"], asked["t.birthday"]]
    with django_assert_num_queries(1):
        assert values(wanted, scope) == {"t.times": 22, "t.paid": 970700, "t.birthday": 0}
    with django_assert_num_queries(1):
        series(wanted, scope)
    with django_assert_num_queries(2):  # and one for the names of the units
        breakdown(wanted, scope)


def test_a_unit_takes_its_years_along_and_leaves_the_superiors_theirs(cast, asked):
    city = found_unit(
        code="YL-C", name="云岭市教科文卫体工会", kind="city", superior=cast.province, on=date(2015, 1, 1)
    )
    write(cast, 1, unit=cast.college, day=date(2025, 6, 1))
    college = move_unit(unit=cast.college, superior=city, on=date(2026, 1, 1), by=cast.manager)
    write(cast, 2, unit=college, day=date(2026, 6, 1))
    both = (date(2025, 1, 1), date(2026, 12, 31))
    times = asked["t.times"]
    assert times.value(Scope(college, *both)) == 2
    assert times.value(Scope(cast.province, *both)) == 2
    assert times.value(Scope(city, *both)) == 1
    shares = {str(s.label): s.value for s in times.by_child(Scope(cast.province, *both))}
    assert shares == {"云岭市教科文卫体工会": 1, "云岭理工学院工会": 0, "云岭财经职业学院工会": 1}
    for share in times.by_child(Scope(cast.province, *both)):
        assert times.value(share.scope) == share.value


# --- built in ---


def test_members_are_those_of_the_last_day(cast):
    members = indicators["members"]
    assert members.value(Scope(cast.province, *YEAR)) == 3
    register_member(name="林新", unit=cast.branch, joined_on=date(2026, 5, 1))
    zhang = Membership.objects.get(person=cast.zhang)
    end_membership(membership=zhang, state=Membership.State.WITHDRAWN, on=date(2026, 7, 1))
    line = [n for _d, n in members.series(Scope(cast.province, *YEAR))]
    assert line == [3, 3, 3, 3, 4, 4, 3, 3, 3, 3, 3, 3]
    assert indicators["members.joined"].value(Scope(cast.province, *YEAR)) == 1
    assert [s.value for s in members.by_child(Scope(cast.province, *YEAR))] == [2, 1]
    assert members.series(Scope(cast.province, *YEAR), "year") == [(date(2026, 1, 1), 3)]


def test_units_are_counted_by_kind(cast):
    scope = Scope(cast.province, *YEAR)
    assert (indicators["units"].value(scope), indicators["units.branches"].value(scope)) == (2, 1)
    assert indicators["units"].value(scope.having(kind="college")) == 1


def test_a_share_of_nothing_is_no_number(cast, asked):
    write(cast, 1)
    assert asked["t.share"].value(Scope(cast.province, *YEAR)) == Decimal("33.3")
    empty = found_unit(code="YL-E", name="新建工会", kind="college", superior=cast.province, on=date(2026, 1, 1))
    assert asked["t.share"].value(Scope(empty, *YEAR)) is None
    assert asked["t.share"].display(None) == "—"


def test_a_window_that_ends_before_it_begins_is_refused(cast):
    with pytest.raises(Refused, match="起始日期不能晚于截止日期"):
        Scope(cast.province, date(2026, 2, 1), date(2026, 1, 1))


# --- shown ---


def test_a_number_in_a_text_is_a_link_with_its_definition(cast, asked):
    write(cast, 1)
    text = "{% load figures %}{% counted 't.times' scope %}"
    html = Template(text).render(Context({"scope": Scope(cast.college, *YEAR)}))
    assert ">1</a>" in html
    assert "/indicators/t.times/rows/?unit=YL-CJ&amp;from=2026-01-01&amp;to=2026-12-31" in html
    assert "计量单位：人次" in html


def test_a_board_has_values_and_trends(cast, asked):
    write(cast, 1)
    found = {r.indicator.code: r for r in readings(board(), Scope(cast.college, *YEAR))}
    assert (found["t.times"].text, len(found["t.times"].line), found["members"].text) == ("1", 12, "2")
    assert {i.code for i in board(home=True)} <= set(found)


# --- the command ---


def run(*words):
    out = StringIO()
    call_command("indicator", *words, stdout=out)
    return out.getvalue()


def test_the_command_says_what_the_page_says(cast, asked):
    the_year_of_the_college(cast)
    words = ["t.paid", "--unit", "YL-CJ", "--from", "2026-01-01", "--to", "2026-12-31"]
    answer = json.loads(run(*words, "--json"))
    expected = {
        "code": "t.paid",
        "unit_of_count": "元",
        "value": 9707,
        "wording": "9707元",
        "rows": 22,
        "unit": "YL-CJ",
    }
    assert expected.items() <= answer.items()
    assert (answer["from"], answer["to"]) == ("2026-01-01", "2026-12-31")
    assert "补助金额：9707元（22 条记录）" in run(*words)
    assert json.loads(run(*words, "--json", "--wording", "over"))["wording"] == "9700余元"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({0: "no.such"}, "没有“no.such”这个指标"),
        ({2: "XX"}, "没有编码为“XX”的单位"),
        ({4: "去年"}, "起始日期“去年”不是日期"),
        ({4: "2027-01-01"}, "起始日期不能晚于截止日期"),
    ],
)
def test_what_the_command_cannot_answer_is_one_sentence(cast, change, says):
    words = ["members", "--unit", "YL-CJ", "--from", "2026-01-01", "--to", "2026-12-31"]
    for place, word in change.items():
        words[place] = word
    with pytest.raises(CommandError, match=says) as error:
        run(*words)
    assert error.value.returncode == 2
