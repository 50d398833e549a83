"""A deputy rules for an absent colleague, for everybody to see, but never on that colleague's own matter."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.base.verdict import Refused
from zhijia.engines.flow import actions
from zhijia.engines.flow.models import Case, RulingGiven
from zhijia.engines.flow.rules import Ruling
from zhijia.engines.flow.timeline import story
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import User
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.trail.models import Entry

PAGE = "/flow/deputies/"


@pytest.fixture
def hand_over(cast, time_machine):
    """The college's chair is away this week, both days included; somebody who sits nowhere else acts."""
    time_machine.move_to(cast.now)
    user = access.open_account(username="deputy", name="代办", unit=cast.college)
    return stood_in(cast, cast.college_chair, user)


def stood_in(cast, absent, user):
    days = {"from_on": cast.today, "to_on": cast.today + timedelta(days=7)}
    return access.hand_over(held=absent.roles.get(), to=user, reason="外出开会", by=absent, **days)


@pytest.fixture
def deputy(hand_over):
    return fresh(hand_over.user)


def fresh(user):
    return User.objects.get(pk=user.pk)


def approve(cast, case, by, at=None):
    return actions.rule(case=case, by=by, ruling=Ruling.APPROVE, at=at or cast.now)


# --- by what right ---


def test_the_ruling_says_by_which_hand_over_and_for_whom(cast, handed_in, hand_over, deputy):
    case = handed_in()
    assert list(Case.objects.awaiting(deputy)) == [case]
    given = approve(cast, case, deputy).rulings.get()
    assert (given.by, given.hand_over, given.absent) == (deputy, hand_over, cast.college_chair)
    assert given.signed == "代办（代郑重）"


@pytest.mark.parametrize("party", ["opened_by", "subject"])
def test_not_the_matters_of_whom_they_stand_in_for(cast, handed_in, hand_over, deputy, party):
    case = handed_in(**{party: cast.college_chair})
    assert not Case.objects.awaiting(deputy).exists()
    with pytest.raises(Refused, match="代理的正是当事人本人，不能替他审核他自己的事项"):
        approve(cast, case, deputy)
    given = {"case": case, "round": 1, "step": 0, "ruling": "approve", "at": cast.now, "by": deputy}
    given |= {"hand_over": hand_over, "absent": cast.college_chair, party: cast.college_chair}
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database says so too
        RulingGiven.objects.create(**given)


def test_for_whom_is_not_written_without_by_which_hand_over(cast, handed_in, deputy):
    given = {"case": handed_in(), "round": 1, "step": 0, "ruling": "approve", "at": cast.now, "by": deputy}
    with pytest.raises(IntegrityError), transaction.atomic():
        RulingGiven.objects.create(**given, absent=cast.college_chair)


def test_a_deputy_with_a_seat_of_their_own_rules_by_that(cast, handed_in, deputy):
    access.grant_role(user=deputy, unit=cast.college, role="officer", from_on=cast.today)
    cases, own = [handed_in(), handed_in(opened_by=cast.college_chair)], fresh(deputy)
    assert [row.absent for row in Case.objects.awaiting(own).naming_the_absent(own)] == ["", ""]
    for case in cases:
        given = approve(cast, case, own).rulings.get()
        assert (given.hand_over, given.absent, given.signed) == (None, None, "代办")


def test_who_stands_in_for_two_rules_for_the_one_whose_matter_it_is_not(cast, handed_in, deputy):
    second = stood_in(cast, cast.college_officer, deputy)
    case = handed_in(opened_by=cast.college_chair)
    assert approve(cast, case, fresh(deputy)).rulings.get().hand_over == second


def test_the_account_next_to_the_desk_may_not_take_it(cast, handed_in, deputy):
    with pytest.raises(Refused, match="不在您的办理岗位上"):
        approve(cast, handed_in(unit=cast.sibling, subject=None), deputy)


# --- from day to day ---


@pytest.mark.parametrize(
    ("moment", "able"),
    [
        ("2026-03-09T23:59:59+08:00", False),
        ("2026-03-10T00:00:00+08:00", True),
        ("2026-03-16T23:59:59+08:00", True),
        ("2026-03-17T00:00:00+08:00", False),
    ],
)
def test_from_midnight_to_midnight(cast, handed_in, deputy, time_machine, moment, able):
    time_machine.move_to(moment)
    assert Case.objects.awaiting(fresh(deputy)).filter(pk=handed_in().pk).exists() == able


def test_what_was_taken_back_meanwhile_no_longer_counts(cast, handed_in, hand_over, deputy):
    """The page was opened while the hand-over stood: the role is asked for again when the ruling is given."""
    case = handed_in()
    assert deputy.seats
    access.take_back(held=hand_over, on=cast.today, by=cast.college_chair)
    with pytest.raises(Refused, match="不在您的办理岗位上"):
        approve(cast, case, deputy)


def test_a_ruling_outlives_the_hand_over_and_the_role(cast, handed_in, hand_over, deputy):
    case = approve(cast, handed_in(), deputy)
    access.end_role(held=hand_over.acts_for, on=cast.today)
    given = case.rulings.get()
    assert given.signed == "代办（代郑重）" and given.hand_over.to_on == cast.today


# --- many at once ---


@pytest.mark.parametrize("count", [1, 20])
def test_many_cost_the_deputy_as_much_as_one(cast, handed_in, deputy, count, django_assert_max_num_queries):
    cases = [handed_in(title=f"申请{n}") for n in range(count)]
    with django_assert_max_num_queries(28):
        ruled, _skipped = actions.rule_many(cases=cases, by=deputy, ruling="approve", at=cast.now)
    assert {case.rulings.get().absent for case in ruled} == {cast.college_chair}


def test_in_ones_own_right_nothing_is_asked_or_told_besides(cast, handed_in, hand_over):
    with CaptureQueriesContext(connection) as asked:
        approve(cast, handed_in(), fresh(cast.college_officer))
    assert not [query for query in asked if "acts_for" in query["sql"] and "FOR UPDATE" in query["sql"]]
    assert not Entry.objects.filter(verb="flow.stand_in").exists()


def test_one_line_of_the_trail_names_both_and_every_case(cast, handed_in, hand_over, deputy):
    cases = [handed_in(title=f"申请{n}") for n in range(3)]
    actions.rule_many(cases=cases, by=deputy, ruling="approve", at=cast.now)
    entry = Entry.objects.get(verb="flow.stand_in")
    assert (entry.by, entry.unit, entry.reason) == (deputy, cast.college, "外出开会")
    told = dict(entry.changes.values_list("label", "after"))
    assert told["代理"] == "郑重" and all(case.number in told["事项"] for case in cases)


# --- away, and back again ---


def test_the_absent_holder_reads_on_return_what_was_done(cast, client, handed_in, hand_over, deputy, time_machine):
    first, second = handed_in(title="甲的申请"), handed_in(title="乙的申请")
    approve(cast, first, deputy)
    actions.rule(case=second, by=deputy, ruling=Ruling.RETURN, note="缺小结", at=cast.now)
    notice = Notice.objects.get(user=cast.college_chair)
    assert notice.title.startswith("代办代您办理了审批事项")

    time_machine.move_to("2026-03-18T09:00:00+08:00")
    client.force_login(cast.college_chair)
    mine = client.get(reverse("access:mine")).content.decode()
    assert "已代办 2 件" in mine and notice.url in mine and "已结束" in mine
    page = client.get(notice.url).content.decode()
    assert "甲的申请" in page and "乙的申请" in page and "缺小结" in page
    assert client.get(f"/flow/{first.pk}/").status_code == 200
    assert "甲的申请" not in client.get(f"{PAGE}?side=by_me").content.decode()
    assert "甲的申请" in client.get(f"{PAGE}?side=for_me").content.decode()


def test_a_second_notice_only_after_the_first_was_read(cast, handed_in, deputy):
    for n in range(2):
        approve(cast, handed_in(title=f"申请{n}"), deputy)
    assert Notice.objects.filter(user=cast.college_chair).count() == 1
    Notice.objects.update(read_at=cast.now)
    approve(cast, handed_in(title="又一件"), deputy)
    assert Notice.objects.filter(user=cast.college_chair).count() == 2


# --- on the pages ---


def test_the_tray_the_bell_and_the_form_say_for_whom(cast, client, handed_in, deputy):
    case = handed_in()
    client.force_login(deputy)
    assert "代郑重办理" in client.get("/flow/tray/").content.decode()
    assert "代郑重办理" in client.get(reverse("web:todos")).content.decode()
    assert "您代郑重办理" in client.get(f"/flow/{case.pk}/").content.decode()
    client.force_login(cast.college_officer)
    assert "代郑重" not in client.get("/flow/tray/").content.decode()


def test_the_story_of_the_case_names_both(cast, client, handed_in, deputy):
    case = approve(cast, handed_in(), deputy)
    assert "代办（代郑重）" in [event.who for event in story(case)]
    client.force_login(cast.member_user)
    assert "代办（代郑重）" in client.get(f"/flow/{case.pk}/").content.decode()


def test_next_door_reads_nothing_of_it(cast, client, handed_in, hand_over, deputy):
    case = approve(cast, handed_in(title="甲的申请"), deputy)
    client.force_login(cast.sibling_officer)
    for query in ("", f"?hand_over={hand_over.pk}", "?side=for_me", "?pill=hand_over"):
        page = client.get(PAGE + query).content.decode()
        assert "甲的申请" not in page and "郑重" not in page
    assert client.get(f"/flow/{case.pk}/").status_code == 404


def test_who_manages_accounts_counts_what_they_may_not_read(cast, client, handed_in, deputy):
    approve(cast, handed_in(title="甲的申请"), deputy)
    client.force_login(cast.manager)
    page = client.get(reverse("access:deputies")).content.decode()
    assert 'data-label="代办件数">1</td>' in page
    assert PAGE not in page and "甲的申请" not in client.get(PAGE).content.decode()
    access.grant_role(user=cast.manager, unit=cast.province, role="auditor", from_on=cast.today)
    page = client.get(reverse("access:deputies")).content.decode()
    assert PAGE in page and "甲的申请" in client.get(PAGE).content.decode()
    assert "已代办 1 件" in client.get(reverse("access:account", args=[deputy.pk])).content.decode()
