"""Bodies founded, terms opened and ended, posts taken and left; roles follow."""

from datetime import date

import pytest

from zhijia.base.noting import history_of
from zhijia.kernels.access.actions import end_role
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.advice import Standing
from zhijia.kernels.bodies.listing import compose, composition_of
from zhijia.kernels.bodies.models import Body, Post, Term
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.people import actions as people_actions

from .conftest import ELECTED, given, refused, roles

pytestmark = pytest.mark.django_db


# --- bodies ---


def test_a_body_is_named_after_its_union(cast):
    names = [
        actions.found_body(unit=cast.college, kind=kind, founded_on=date(2016, 6, 1)).name
        for kind in ("committee", "standing", "audit", "women")
    ]
    assert names == [
        "云岭财经职业学院工会委员会",
        "云岭财经职业学院工会委员会常务委员会",
        "云岭财经职业学院工会经费审查委员会",
        "云岭财经职业学院工会女职工委员会",
    ]


def test_one_body_of_a_kind_but_special_committees_by_subject(cast, committee):
    found = {"unit": cast.college, "founded_on": date(2016, 6, 1)}
    assert refused(actions.found_body, "已有", "登记新一届", kind="committee", **found) == "kind"
    for subject in ("proposals", "welfare"):
        actions.found_body(kind="special", subject=subject, **found)
    assert refused(actions.found_body, "工作内容", kind="special", **found) == "subject"
    refused(actions.found_body, "已有", kind="special", subject="welfare", **found)
    assert Body.objects.filter(kind="special").count() == 2


def test_a_group_is_a_unit_of_the_tree_first(cast):
    group = found_unit(code="YL-CJ-01-1", name="第一小组", kind="group", superior=cast.branch, on=date(2016, 1, 1))
    refused(actions.found_body, "组织树", unit=cast.branch, kind="group", founded_on=date(2016, 6, 1))
    assert actions.found_body(unit=group, kind="group", founded_on=date(2016, 6, 1)).name == "第一小组"


# --- terms ---


def test_a_term_knows_when_it_is_due(term, cast):
    assert (term.due_on, term.ordinal, str(term)) == (date(2027, 5, 20), "第三届", "云岭财经职业学院工会委员会第三届")
    assert Term.objects.overdue(date(2027, 5, 20)).count() == 0
    assert Term.objects.overdue(date(2027, 5, 21)).get() == term


def test_overlapping_terms_are_refused(term, committee, people):
    past = {"body": committee, "years": 5, "seats": 3, "members": [given(people[8])]}
    field = refused(
        actions.open_term, "重叠", "2022-05-20", number=2, from_on=date(2018, 1, 1), ended_on=date(2022, 6, 1), **past
    )
    assert field == "from_on"
    assert refused(actions.open_term, "届次与日期不符", number=5, from_on=date(2018, 1, 1), **past) == "number"
    earlier = actions.open_term(number=2, from_on=date(2017, 5, 20), **past)
    assert earlier.ended_on == ELECTED  # a term of the past ends where the next one begins
    assert earlier.posts.get().to_on == ELECTED


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"number": 3}, "第3届已登记"),
        ({"years": 4}, "每届任期为3或5年"),
        ({"seats": 0, "members": []}, "请填写委员名额"),
        ({"from_on": date(2016, 5, 1), "number": 1}, "不能早于机构成立日期"),
        ({"seats": 1}, "多于名额1人"),
    ],
)
def test_a_term_that_cannot_be_is_refused(term, committee, people, facts, said):
    usual = {"number": 4, "from_on": date(2026, 3, 1), "years": 5, "seats": 2}
    members = [given(people[8], "chair"), given(people[9])]
    refused(actions.open_term, said, **({"body": committee, "members": members} | usual | facts))


def test_the_next_term_ends_the_one_before_and_its_roles(term, committee, cast, people):
    day = date(2026, 3, 1)
    actions.open_term(body=committee, number=4, from_on=day, years=5, seats=9, members=[given(people[1], "chair")])
    term.refresh_from_db()
    assert term.ended_on == day
    assert set(term.posts.values_list("to_on", "left_reason")) == {(day, "换届")}
    assert roles(cast.member_user, date(2026, 2, 28)) == [("chair", "YL-CJ")]
    assert roles(cast.member_user, day) == []


def test_who_is_elected_again_holds_the_role_without_a_gap(term, committee, cast):
    day = date(2026, 3, 1)
    actions.open_term(body=committee, number=4, from_on=day, years=5, seats=9, members=[given(cast.zhang, "chair")])
    assert [roles(cast.member_user, d) for d in (date(2026, 2, 28), day)] == [[("chair", "YL-CJ")]] * 2
    assert RoleHeld.objects.filter(user=cast.member_user, to_on__isnull=True).get().ground.endswith("第四届主席")


def test_an_extension_needs_consent_and_stays_within_half_a_year(term, cast):
    asked = {"term": term, "by": cast.college_officer}
    assert refused(actions.extend_term, "批复文号", until=date(2027, 10, 1), document_no=" ", **asked) == "document_no"
    assert (
        refused(
            actions.extend_term, "最晚延到2027-11-20", until=date(2027, 12, 1), document_no="云工发〔2027〕1号", **asked
        )
        == "until"
    )
    extended = actions.extend_term(until=date(2027, 11, 20), document_no="云工发〔2027〕1号", **asked)
    assert extended.due_on == extended.extended_to == date(2027, 11, 20)
    assert not Term.objects.overdue(date(2027, 6, 1)).exists()


def test_ending_a_term_ends_its_roles_on_that_day(term, cast):
    actions.end_term(term=term, on=date(2026, 3, 1), reason="学院合并", by=cast.college_officer)
    assert roles(cast.member_user, date(2026, 3, 1)) == []
    assert roles(cast.member_user, date(2026, 2, 28)) == [("chair", "YL-CJ")]
    refused(actions.end_term, "已于2026-03-01结束", term=term, on=date(2026, 3, 2))


def test_a_body_that_is_abolished_takes_its_posts_along(term, committee, cast):
    refused(actions.dissolve_body, "原因", body=committee, on=date(2026, 3, 1), reason="")
    actions.dissolve_body(body=committee, on=date(2026, 3, 1), reason="云工发〔2026〕2号", by=cast.college_officer)
    assert Post.objects.current().count() == 0 and roles(cast.member_user, date(2026, 3, 1)) == []
    refused(
        actions.open_term, "已于2026-03-01撤销", body=committee, number=4, from_on=date(2026, 3, 2), years=5, seats=3
    )


# --- posts and roles ---


def test_taking_a_post_gives_its_role_on_that_day_with_its_ground(term, cast):
    held = RoleHeld.objects.get(user=cast.member_user)
    assert (held.role, held.unit, held.from_on, held.given_by) == ("chair", cast.college, ELECTED, None)
    assert held.ground == "任云岭财经职业学院工会委员会第三届主席"
    assert Post.objects.get(person=cast.zhang).role == held


def test_leaving_a_post_ends_its_role_on_that_day(term, cast):
    post = Post.objects.get(person=cast.zhang)
    assert refused(actions.leave_post, "离任原因", post=post, on=date(2026, 3, 1), reason="") == "reason"
    refused(actions.leave_post, "不能早于任职日期", post=post, on=date(2020, 3, 1), reason="退休")
    actions.leave_post(post=post, on=date(2026, 3, 1), reason="退休", by=cast.college_officer)
    assert roles(cast.member_user, date(2026, 2, 28)) and not roles(cast.member_user, date(2026, 3, 1))
    refused(actions.leave_post, "已于2026-03-01离任", post=post, on=date(2026, 3, 2), reason="退休")
    assert [entry.verb for entry in history_of(post)][0] == "bodies.leave_post"


def test_two_chairs_are_refused(term, cast, people):
    taken = {"term": term, "person": people[8], "from_on": date(2026, 3, 1)}
    assert refused(actions.take_post, "这一届的主席已是张知远", title="chair", **taken) == "title"
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2026, 3, 1), reason="退休")
    assert actions.take_post(title="chair", how="by_election", **taken).how == "by_election"


def test_one_person_holds_one_post_of_a_term_at_a_time(term, people):
    assert refused(actions.take_post, "这一届已任委员", term=term, person=people[3], title="vice_chair") == "person"


def test_a_member_becomes_vice_chair_in_two_rows(term, people):
    post = term.posts.get(person=people[3])
    changed = actions.change_post(post=post, title="vice_chair", on=date(2026, 3, 1), how="by_election", time="full")
    post.refresh_from_db()
    assert (post.to_on, post.left_reason, changed.from_on) == (date(2026, 3, 1), "改任副主席", date(2026, 3, 1))


def test_a_seat_too_many_is_refused(term, people):
    actions.co_opt(term=term, person=people[8], from_on=date(2026, 3, 1))
    assert refused(actions.co_opt, "名额9人已满", term=term, person=people[9], from_on=date(2026, 3, 1)) == "person"


def test_a_title_that_the_body_has_not_is_refused(term, people):
    assert refused(actions.take_post, "可选：主席、副主席", term=term, person=people[8], title="director") == "title"


def test_a_stranger_serves_only_for_a_reason_that_is_written_down(term, cast):
    taken = {"term": term, "person": cast.qian, "title": "vice_chair", "time": "seconded", "from_on": date(2026, 3, 1)}
    assert refused(actions.take_post, "钱邻", "请写明理由", **taken) == "exception"
    assert actions.take_post(exception="省总选派挂职", **taken).exception == "省总选派挂职"


def test_who_decides_on_money_does_not_sit_in_the_audit_body(term, cast, people):
    audit = actions.found_body(unit=cast.college, kind="audit", founded_on=ELECTED)
    opened = {
        "body": audit,
        "number": 3,
        "from_on": ELECTED,
        "years": 5,
        "seats": 3,
        "document_no": "云工发〔2022〕5号",
    }
    for person in (cast.zhang, people[0]):
        assert (
            refused(actions.open_term, "不能进入经费审查委员会", members=[given(person, "director")], **opened)
            == "person"
        )
    actions.open_term(members=[given(people[9], "director")], **opened)
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2026, 3, 1), reason="退休")
    refused(actions.take_post, "不能同时担任主席", term=term, person=people[9], title="chair", from_on=date(2026, 3, 1))
    co_opted = actions.co_opt(term=term, person=people[9], from_on=date(2026, 3, 1))
    refused(
        actions.edit_post,
        "不能同时担任",
        post=actions.change_post(post=co_opted, title="vice_chair", on=date(2026, 3, 2)),
        duties="财务资产",
    )


def test_nobody_makes_oneself_chair(committee, cast):

    cast.li.user = cast.college_officer
    cast.li.save(update_fields=["user"])
    opened = {"body": committee, "number": 3, "from_on": ELECTED, "years": 5, "seats": 3, "by": cast.college_officer}
    field = refused(
        actions.open_term,
        "不能给自己登记",
        members=[given(cast.li, "chair")],
        document_no="云工发〔2022〕5号",
        **opened,
    )
    assert field == "person"
    field = refused(actions.open_term, "批复文号", members=[given(cast.zhang, "chair")], **opened)
    assert field == "document_no"
    above = opened | {"by": cast.province_officer}
    assert actions.open_term(members=[given(cast.li, "chair")], **above).posts.get().role is not None


def test_part_time_vice_chairs_sign_nothing(term, cast, people):
    account = cast.account("model", "安模")
    people[8].user = account
    people[8].save(update_fields=["user"])
    actions.take_post(term=term, person=people[8], title="vice_chair", time="part", from_on=date(2026, 3, 1))
    assert roles(account, date(2026, 3, 2)) == []


def test_an_account_opened_later_gets_its_role(term, cast, people):
    post = actions.change_post(
        post=term.posts.get(person=people[3]), title="vice_chair", on=date(2026, 3, 1), time="full"
    )
    assert post.role is None and post.role_due == "chair"
    people_actions.open_account(person=people[3], username="denglin", password="Yunling-2026")
    assert actions.give_roles(posts=Post.objects.all(), by=cast.college_officer) == 1
    assert actions.give_roles(posts=Post.objects.all()) == 0
    post.refresh_from_db()
    assert (post.role.role, post.role.from_on) == ("chair", date(2026, 3, 1))


def test_the_night_gives_what_nobody_gave_and_nothing_a_manager_took(term, cast, people):
    """An account opened by day has the role of its post by the next morning, from the day of the post."""
    day = date(2026, 3, 1)
    actions.change_post(post=term.posts.get(person=people[3]), title="vice_chair", on=day, time="full")
    user = people_actions.open_account(person=people[3], username="denglin", password="Yunling-2026")
    end_role(held=RoleHeld.objects.get(user=cast.member_user), on=day)  # the quarterly review took it
    assert [actions.keep_watch(today=cast.today, at=cast.now)["roles"] for _n in range(2)] == [1, 0]
    assert (roles(user, date(2026, 2, 28)), roles(user, day)) == ([], [("chair", "YL-CJ")])
    assert roles(cast.member_user, cast.today) == []
    actions.end_term(term=term, on=date(2026, 3, 5), reason="学院合并")
    assert (roles(user, date(2026, 3, 4)), roles(user, date(2026, 3, 5))) == ([("chair", "YL-CJ")], [])


def test_a_post_entered_afterwards_gives_the_role_from_its_own_day_and_ends_on_its_own(term, cast, people):
    """Somebody with an account, entered late and left before the entry: the register is true for every day."""
    account = cast.account("late", "白桦")
    people[8].user = account
    people[8].save(update_fields=["user"])
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2025, 1, 1), reason="退休")
    post = actions.take_post(term=term, person=people[8], title="chair", how="by_election", from_on=date(2025, 3, 1))
    actions.leave_post(post=post, on=date(2025, 9, 1), reason="调离")
    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 8, 31), date(2025, 9, 1))
    assert [bool(roles(account, day)) for day in days] == [False, True, True, False]


def test_the_leader_of_a_group_and_the_chair_of_a_branch(cast, standards):
    group = found_unit(code="YL-CJ-01-1", name="第一小组", kind="group", superior=cast.branch, on=date(2016, 1, 1))
    people_actions.move_within(person=cast.zhang, unit=group, on=date(2020, 1, 1))
    body = actions.found_body(unit=group, kind="group", founded_on=date(2020, 1, 1))
    facts = {"number": 1, "from_on": date(2024, 1, 1), "years": 5, "by": cast.branch_chair}
    actions.open_term(body=body, members=[given(cast.zhang, "leader")], **facts)
    assert roles(cast.member_user, cast.today) == [("group_leader", "YL-CJ-01-1")]


def test_editing_a_post_leaves_a_history_of_fields(term, people, cast):
    post = term.posts.get(person=people[3])
    actions.edit_post(post=post, duties="文体活动", categories=("front_line", "model"), by=cast.college_officer)
    (change,) = [c for c in history_of(post)[0].changes.all() if c.label == "分工"]
    assert change.after == "文体活动"
    assert sorted(post.categories.values_list("category", flat=True)) == ["front_line", "model"]
    refused(actions.edit_post, "不能直接修改", post=post, title="chair")


def test_who_held_what_on_a_day(term, committee, cast, people):
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2024, 1, 1), reason="退休")
    actions.take_post(term=term, person=people[8], title="chair", from_on=date(2024, 3, 1))
    heads = [
        Standing(committee, day).head
        for day in (date(2023, 12, 31), date(2024, 2, 1), date(2024, 3, 1), date(2021, 1, 1))
    ]
    assert [head and head.person.name for head in heads] == ["张知远", None, "孔山", None]


# --- composition of a term ---


def test_the_composition_of_a_committee_follows_what_was_said_of_its_members(term, people):
    for person in people[1:4]:
        actions.edit_post(post=term.posts.get(person=person), categories=("front_line", "model"))
    shown = composition_of(term, date(2026, 3, 1))
    assert shown.total == 8 and shown.findings[0].counted == 3 and str(shown.findings[0].percent) == "37.5"
    assert ("劳模和先进人物", 3) in shown.tally and dict(shown.tally)["女性"] == 3


def test_a_list_of_delegates_below_the_bound_cannot_be_submitted(cast, standards, people):
    entries = [(person, ["front_line"] if n < 7 else []) for n, person in enumerate(people[:9])]
    shown = compose(entries, listing="delegates", unit=cast.college, on=cast.today, seats=10)
    assert shown.blocks and shown.free == 1
    assert "还差 1 人" in str(shown.verdict("people")) and shown.verdict("people").reasons[0].field == "people"
    entries[8] = (people[8], ["model"])
    assert compose(entries, listing="delegates", unit=cast.college, on=cast.today).verdict()
