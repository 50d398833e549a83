"""What each page shows, to whom, at what cost; the list being edited; and that next door sees nothing."""

from datetime import date

import pytest
from django.utils import timezone

from zhijia.kernels.access.actions import grant_role
from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.models import Body, Post, Session, Term
from zhijia.kernels.bodies.rules.terms import add_months
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.people import actions as people_actions
from zhijia.kernels.policy.actions import set_parameter
from zhijia.kernels.trail.models import Entry

from .conftest import ELECTED, at, given, seen, sent, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(term):
    return actions.record_session(
        term=term, kind="plenary", held_on=date(2022, 5, 21), attended=6, resolutions="选举主席"
    )


# --- lists ---


@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize("page", ["bodies", "posts", "sessions", "seats"])
def test_a_list_costs_the_same_for_any_number_of_rows(
    cast, standards, people, client, page, units, django_assert_max_num_queries
):
    for unit in (cast.college, cast.branch, cast.sibling)[:units]:
        body = actions.found_body(unit=unit, kind="committee", founded_on=date(2016, 6, 1))
        more = {"exception": "示例", "seat_unit": unit}
        members = [given(person, **more) for person in people[:units]]
        term = actions.open_term(body=body, number=1, from_on=ELECTED, years=5, seats=9, members=members)
        actions.record_session(term=term, kind="plenary", held_on=ELECTED, attended=units)
        actions.leave_post(post=term.posts.first(), on=date(2025, 1, 1), reason="调离")
    client.force_login(cast.province_officer)
    with django_assert_max_num_queries(18):
        answer = client.get(at(page))
    assert answer.status_code == 200 and answer.context["total"] >= units


@pytest.mark.parametrize("page", ["bodies", "posts", "sessions"])
def test_the_fragment_is_part_of_the_list(cast, meeting, client, page):
    client.force_login(cast.college_officer)
    part = text(client.get(at(page), headers={"HX-Request": "true"}))
    assert "<h1>" not in part and "工会委员会" in part


def test_bodies_are_found_by_kind_state_and_name(cast, term, client):
    audit = actions.found_body(unit=cast.college, kind="audit", founded_on=ELECTED)

    def names(**query):
        return [row.name for row in seen(client, cast.college_officer, "bodies", **query).context["page_obj"]]

    assert names(kind="audit") == names(term_state="none") == [audit.name]
    assert names(q="工会委员会") == names(kind="committee") == [term.body.name]
    assert len(names(q="财经")) == 2


@pytest.mark.parametrize(("months", "state"), [(-61, "late"), (-57, "soon"), (-30, "runs")])
def test_bodies_are_found_by_how_long_their_term_still_runs(cast, standards, people, client, months, state):
    from_on = add_months(timezone.localdate(), months)
    body = actions.found_body(unit=cast.college, kind="women", founded_on=from_on)
    actions.open_term(body=body, number=1, from_on=from_on, years=5, seats=3, members=[given(people[0], "director")])
    for asked in ("late", "soon", "runs", "none"):
        page = seen(client, cast.college_officer, "bodies", term_state=asked)
        assert page.context["total"] == (asked == state)


def test_the_posts_of_any_day(cast, term, client):
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2024, 1, 1), reason="退休")

    def held(**query):
        return {row.person.name for row in seen(client, cast.college_officer, "posts", **query).context["page_obj"]}

    assert "张知远" in held(on="2023-12-31") and "张知远" not in held(on="2024-01-01")
    assert held(held="left") == held(title="chair") == {"张知远"}
    assert held(on="2020-01-01") == set()


def test_lists_are_taken_away_by_who_may_export(cast, term, client):
    answer = seen(client, cast.college_officer, "posts", export="csv")
    assert "张知远" in b"".join(answer).decode("utf-8-sig") if answer.streaming else "张知远" in text(answer)
    grant_role(user=cast.zhang.user, unit=cast.branch, role="group_leader", from_on=date(2020, 1, 1))
    assert seen(client, cast.branch_chair, "posts", export="csv").status_code == 403


# --- next door, and who may do what ---


def test_next_door_sees_nothing(cast, term, meeting, client):
    for page in ("bodies", "posts", "sessions", "seats"):
        assert "财经" not in text(seen(client, cast.sibling_officer, page))
    post = term.posts.first()
    rows = [
        ("body", term.body),
        ("roster", term.body),
        ("edit", term.body),
        ("dissolve", term.body),
        ("open-term", term.body),
    ]
    rows += [
        ("term", term),
        ("extend", term),
        ("end-term", term),
        ("take", term),
        ("hold", term),
        ("contacts", term.body),
    ]
    rows += [("edit-post", post), ("leave", post), ("change", post), ("session", meeting)]
    for name, row in rows:
        assert seen(client, cast.sibling_officer, name, row.pk).status_code == 404, name
    assert sent(client, cast.sibling_officer, "give-roles", term.body.pk).status_code == 404


def test_an_auditor_reads_and_changes_nothing(cast, term, client):
    assert seen(client, cast.auditor, "body", term.body.pk).status_code == 200
    for name, row in (("edit", term.body), ("open-term", term.body), ("take", term), ("leave", term.posts.first())):
        assert seen(client, cast.auditor, name, row.pk).status_code in (403, 404)


# --- a body ---


def test_the_page_of_a_body_says_who_serves_and_what_is_to_be_minded(cast, term, client):
    page = text(seen(client, cast.college_officer, "body", term.body.pk))
    assert "张知远" in page and "财务资产" in page and "第三届" in page and "2027-05-20" in page
    assert "还没有账号" in page  # the full-time vice-chair
    assert "名额9人，在任8人，空缺1人" in page and "还没有人分管" in page


@pytest.mark.parametrize(
    ("kind", "classed", "total", "percent"), [("standing", 12, 21, "57.1"), ("committee", 54, 77, "70.1")]
)
def test_the_composition_stands_on_the_page_and_on_the_printed_list(
    cast, standards, client, kind, classed, total, percent
):
    """F-079, F-080; every third of those classified is in two categories and counts once."""
    body = actions.found_body(unit=cast.province, kind=kind, founded_on=ELECTED)
    members = []
    for n in range(total):
        person = people_actions.register_member(name=f"委员{n}", unit=cast.college, joined_on=date(2016, 9, 1))
        said = ("front_line", "model") if n % 3 == 0 else ("grassroots",)
        title = "chair" if n == 0 else "standing_member" if kind == "standing" else "member"
        members.append(given(person, title, categories=said if n < classed else ()))
    actions.open_term(body=body, number=7, from_on=ELECTED, years=5, members=members)
    for page in ("body", "roster"):
        assert f"占 {percent}%（{classed}/{total}）" in text(seen(client, cast.province_officer, page, body.pk)), page


def test_a_body_is_seen_as_it_stood_on_a_day(cast, term, client):
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2024, 1, 1), reason="退休")
    names = [
        post.person.name
        for post in seen(client, cast.college_officer, "body", term.body.pk, on="2023-05-01").context["posts"]
    ]
    assert names[0] == "张知远"
    now = seen(client, cast.college_officer, "body", term.body.pk)
    assert "张知远" not in [post.person.name for post in now.context["posts"]] and "主席空缺" in text(now)
    nonsense = seen(client, cast.college_officer, "body", term.body.pk, on="gestern")
    assert nonsense.status_code == 200 and nonsense.context["is_today"]


def test_the_page_of_a_body_costs_the_same_for_any_number_of_posts(cast, term, client, django_assert_max_num_queries):
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(40):
        assert client.get(at("body", term.body.pk)).status_code == 200


def test_groups_of_a_branch_and_who_is_in_none(cast, standards, client):
    group = found_unit(code="YL-CJ-01-1", name="第一小组", kind="group", superior=cast.branch, on=date(2016, 1, 1))
    body = actions.found_body(unit=cast.branch, kind="committee", founded_on=date(2016, 6, 1))
    page = text(seen(client, cast.college_officer, "body", body.pk))
    assert "还有 1 名会员没有编入小组" in page and "还没有组长" in page
    people_actions.move_within(person=cast.zhang, unit=group, on=date(2020, 1, 1))
    leaders = actions.found_body(unit=group, kind="group", founded_on=date(2020, 1, 1))
    actions.open_term(body=leaders, number=1, from_on=date(2024, 1, 1), years=5, members=[given(cast.zhang, "leader")])
    page = text(seen(client, cast.college_officer, "body", body.pk))
    assert "没有编入小组" not in page and "组长 张知远" in page


def test_the_roster_prints_everybody_in_order(cast, term, client):
    page = text(seen(client, cast.college_officer, "roster", term.body.pk))
    assert page.index("张知远") < page.index("安澜") < page.index("白桦") and "名册" in page


def test_telephone_numbers_are_shown_once_for_a_reason(cast, term, client):
    people_actions.edit_person(person=cast.zhang, phone="13900000077", by=cast.college_officer)
    assert "13900000077" not in text(seen(client, cast.college_officer, "contacts", term.body.pk))
    assert sent(client, cast.college_officer, "contacts", term.body.pk, reason="查").status_code == 422
    answer = sent(client, cast.college_officer, "contacts", term.body.pk, reason="通知召开三届二次会议")
    assert "13900000077" in text(answer) and answer["Cache-Control"] == "no-store, private"
    assert Entry.objects.filter(verb="reveal", reason__contains="三届二次").exists()


# --- forms ---


def test_a_body_is_founded_and_its_first_term_opened(cast, standards, people, client):
    facts = {"unit": cast.college.pk, "kind": "committee", "founded_on": "2016-06-01"}
    answer = sent(client, cast.college_officer, "found", **facts)
    body = Body.objects.get()
    assert answer.url == body.get_absolute_url()
    assert "已有" in text(sent(client, cast.college_officer, "found", **facts))
    listed = {"people": [cast.zhang.pk, people[0].pk], f"people-title-{cast.zhang.pk}": "chair"}
    listed |= {f"people-title-{people[0].pk}": "member", f"people-cat-{people[0].pk}": ["model", "front_line"]}
    opened = {"number": 1, "from_on": "2022-05-20", "years": 5, "seats": 5, "election_mode": "direct"}
    answer = sent(client, cast.college_officer, "open-term", body.pk, **opened, **listed)
    assert answer.status_code == 422 and "批复文号" in text(answer) and "张知远" in text(answer)
    answer = sent(
        client, cast.college_officer, "open-term", body.pk, **opened, **listed, document_no="云工发〔2022〕5号"
    )
    assert answer.status_code == 302
    assert Post.objects.get(person=cast.zhang).role.role == "chair"
    assert Post.objects.get(person=people[0]).categories.count() == 2


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"from_on": "2999-01-01"}, "日期不能晚于今天"),
        ({"seats": "1"}, "多于名额1人"),
        ({"people": []}, "名单还是空的"),
        ({"years": "4"}, "每届任期为3或5年"),
    ],
)
def test_a_change_of_term_with_a_fault_is_refused_beside_the_field(cast, term, people, client, facts, said):
    two = [people[8].pk, people[9].pk]
    usual = {"number": 4, "from_on": "2026-03-01", "years": 5, "seats": 9, "election_mode": "direct", "people": two}
    answer = sent(client, cast.college_officer, "open-term", term.body.pk, **(usual | facts))
    assert answer.status_code == 422 and said in text(answer)
    assert Term.objects.count() == 1


def test_two_chairs_on_a_list_are_named(cast, term, people, client):
    keys = [people[8].pk, people[9].pk]
    titles = {f"people-title-{key}": "chair" for key in keys}
    facts = {"number": 4, "from_on": "2026-03-01", "years": 5, "seats": 9, "election_mode": "direct", "people": keys}
    assert "现选了孔山、林泉" in text(sent(client, cast.college_officer, "open-term", term.body.pk, **facts, **titles))


def test_a_share_that_policy_makes_a_condition_stops_the_list(cast, term, people, client):
    quota = {"label": "一线和劳模", "categories": "一线职工、劳模和先进人物", "at_least": "0.6", "severity": "不得提交"}
    asked = {"key": "bodies.committee_quotas", "unit": cast.college, "effective_from": ELECTED}
    set_parameter(value=[quota], at=cast.now, **asked)
    keys = [person.pk for person in people[5:10]]
    facts = {"number": 4, "from_on": "2026-03-01", "years": 5, "seats": 5, "election_mode": "direct", "people": keys}
    classed = {f"people-cat-{key}": "front_line" for key in keys[:2]}
    answer = sent(client, cast.college_officer, "open-term", term.body.pk, **facts, **classed)
    assert answer.status_code == 422 and "占 40.0%，低于 60%，还差 1 人，请调整名单" in text(answer)
    classed[f"people-cat-{keys[2]}"] = "model"
    assert sent(client, cast.college_officer, "open-term", term.body.pk, **facts, **classed).status_code == 302


def test_somebody_out_of_reach_never_gets_on_a_list(cast, term, people, client):
    facts = {
        "number": 4,
        "from_on": "2026-03-01",
        "years": 5,
        "seats": 9,
        "election_mode": "direct",
        "people": [cast.qian.pk],
    }
    answer = sent(client, cast.college_officer, "open-term", term.body.pk, **facts)
    assert answer.status_code == 422 and "钱邻" not in text(answer)


def test_a_post_is_taken_changed_and_left(cast, term, people, client):
    officer, key = cast.college_officer, people[8].pk
    facts = {"person": key, "title": "member", "how": "co_opted", "time": "part", "from_on": "2026-03-01"}
    facts |= {"areas": ["文体活动"], "more_duties": "职工书屋", "categories": ["model"]}
    answer = sent(client, officer, "take", term.pk, **facts)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "不带系统角色" in text(client.get(answer.url))
    post = Post.objects.get(person=key)
    assert post.duties == "文体活动、职工书屋"
    page = seen(client, officer, "edit-post", post.pk)
    assert page.context["form"].initial["areas"] == ["文体活动"]
    sent(client, officer, "edit-post", post.pk, areas=["民主管理"], rank="正科级", order=9)
    post.refresh_from_db()
    assert (post.duties, post.rank, post.order, post.categories.count()) == ("民主管理", "正科级", 9, 0)
    answer = sent(
        client, officer, "change", post.pk, title="vice_chair", how="by_election", time="part", on="2026-03-05"
    )
    assert answer.status_code == 302
    now = Post.objects.current().get(person=key)
    assert "日期不能晚于今天" in text(sent(client, officer, "leave", now.pk, on="2999-01-01", reason="退休"))
    sent(client, officer, "leave", now.pk, on="2026-03-06", reason="退休")
    assert not Post.objects.current().filter(person=key).exists()
    assert seen(client, officer, "leave", now.pk).status_code == 403


def test_a_meeting_without_quorum_is_refused_with_the_arithmetic(cast, term, client):
    answer = sent(client, cast.college_officer, "hold", term.pk, kind="plenary", held_on="2022-05-21", attended=5)
    assert answer.status_code == 422 and "5×3=15 &lt; 8×2=16" in text(answer)
    answer = sent(client, cast.college_officer, "hold", term.pk, kind="plenary", held_on="2022-05-21", attended=6)
    assert "三届一次全体会议" in text(client.get(answer.url)) and Session.objects.get().number == 1


def test_extension_end_and_abolition(cast, term, client):
    officer, body = cast.college_officer, term.body
    assert "最晚延到" in text(sent(client, officer, "extend", term.pk, until="2029-01-01", document_no="云工〔1〕"))
    assert sent(client, officer, "extend", term.pk, until="2027-11-20", document_no="云工〔1〕").status_code == 302
    assert sent(client, officer, "end-term", term.pk, on="2026-03-01", reason="合并").status_code == 302
    assert "现在没有在任的一届" in text(seen(client, officer, "body", body.pk))
    assert sent(client, officer, "dissolve", body.pk, on="2026-03-02", reason="云工〔2〕").status_code == 302
    assert seen(client, officer, "open-term", body.pk).status_code == 403


def test_roles_of_new_accounts_are_given_by_one_button(cast, term, people, client):
    people_actions.open_account(person=people[0], username="anlan", password="Yunling-2026")
    assert "按任职授予角色" in text(seen(client, cast.college_officer, "body", term.body.pk))
    sent(client, cast.college_officer, "give-roles", term.body.pk)
    assert Post.objects.get(person=people[0]).role.role == "chair"
