"""Whom the roll does not know, or knows otherwise: an application, its desk, and what the applicant reads of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.areas.organising.joining import actions, links, manner
from zhijia.areas.organising.joining.models import Application, Consent, Joined
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Case
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.policy.actions import set_parameter
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.trail.models import Entry

from .conftest import AGREED, DETAILS, PASSWORD, at, text


def test_a_mismatch_goes_to_the_desk_and_yes_makes_a_member(cast, joining, client):
    one = joining.typed(serial=701, name="于申")
    answer = client.post(joining.door(), one.form)
    assert 'name="kind"' in text(answer)
    answer = client.post(joining.door(), one.form | DETAILS)
    assert answer["Location"] == at("progress") + "?new=1"
    application = Application.objects.get()
    assert (application.unit, application.state, application.case.desk_unit) == (
        cast.college,
        "in_review",
        cast.college,
    )
    page = text(client.get(at("progress")))
    assert application.code in page and "单位审核" in page and "139****0701" in page
    joining.rule([application])
    application.refresh_from_db()
    assert (application.state, application.decided_on) == ("approved", cast.today)
    person = application.person
    assert person.id_number.reveal() == one.id_number
    assert person.employments.get().kind == "care_worker" and person.memberships.get().unit == cast.college
    assert Joined.objects.get().way == "desk" and Consent.objects.filter(application=application).count() == 2
    client.cookies.clear()
    assert client.post(at("ask"), {"code": application.code.lower(), "phone_tail": "0701"})["Location"] == at(
        "progress"
    )
    assert "设置登录密码" in text(client.get(at("progress")))
    assert client.post(at("password"), {"password": PASSWORD})["Location"] == "/me/"
    assert "加入云岭财经职业学院工会" in text(client.get("/me/"))
    assert client.get(at("own", application.pk)).status_code == 200


def test_a_differing_telephone_is_put_right_by_the_desks_yes(cast, joining):
    person = joining.staff(serial=702, name="于申", phone="13800000000")
    application = joining.apply(serial=702)
    assert [f.tone for f in actions.findings(application)] == ["good", "wait"]
    joining.rule([application])
    person.refresh_from_db()
    assert person.phone.reveal() == "13900000702" and person.employments.count() == 1
    assert person.memberships.get().unit == cast.branch  # where they work


def test_a_no_says_why_and_makes_nobody(cast, joining, client):
    application = joining.apply()
    with pytest.raises(Refused, match="写明理由"):
        actions.rule_applications(cases=[application.case], by=cast.college_chair, ruling="reject", at=cast.now)[1][0][
            1
        ].or_refuse()
    joining.rule([application], ruling="reject", note="不在本单位工作")
    application.refresh_from_db()
    assert application.state == "rejected" and not Person.objects.filter(name="于申").exists()
    client.post(at("ask"), {"code": application.code, "phone_tail": "0701"})
    assert "不在本单位工作" in text(client.get(at("progress"))) and "郑重" not in text(client.get(at("progress")))


def test_sent_back_supplied_and_approved(cast, joining, client):
    application = joining.apply()
    joining.rule([application], ruling="return", note="请填写派遣单位")
    client.post(at("ask"), {"code": application.code, "phone_tail": "0701"})
    assert "补充后重新提交" in text(client.get(at("progress")))
    form = {"name": "于申", "phone": "13900000799", "kind": "dispatched", "dispatcher": ""}
    assert "请填写派遣单位的全称" in text(client.post(at("supply"), form))
    client.post(at("supply"), form | {"dispatcher": "云岭人力资源公司", "dispatcher_union": "no"})
    application.refresh_from_db()
    assert (application.state, application.dispatcher, application.phone_tail) == (
        "in_review",
        "云岭人力资源公司",
        "0799",
    )
    assert application.case.round == 2
    joining.rule([application])
    assert Membership.objects.filter(person__name="于申").exists()


def test_an_applicant_takes_it_back_and_may_apply_anew(joining, client):
    application = joining.apply()
    client.post(at("ask"), {"code": application.code, "phone_tail": "0701"})
    client.post(at("take-back"))
    application.refresh_from_db()
    assert application.state == "withdrawn" and application.case.state == "withdrawn"
    assert client.get(at("supply"))["Location"] == at("progress")
    client.post(joining.door(), joining.typed(701, "于申").form | DETAILS)
    assert Application.objects.count() == 2


def test_the_same_person_applying_twice_is_shown_how_far_it_is(joining, client):
    joining.apply()
    answer = client.post(joining.door(), joining.typed(701, "于申").form)
    assert answer["Location"] == at("progress") and Application.objects.count() == 1


def test_a_wrong_code_opens_nothing(joining, client):
    application = joining.apply()
    for form in ({"code": application.code, "phone_tail": "9999"}, {"code": "AAAA2222", "phone_tail": "0701"}):
        answer = client.post(at("ask"), form)
        assert answer.status_code == 422 and "查询码或手机号后4位不对" in text(answer)
    assert "页面已过期" in text(client.get(at("progress")))


def test_nobody_is_made_a_member_twice_by_a_desk(cast, joining):
    first, second = joining.apply(), joining.apply(name="于申甲")
    ruled, skipped = joining.rule([first, second])
    assert [row.pk for row in ruled] == [first.pk]
    assert "同一身份证号" in str(skipped[0][1])
    ruled, skipped = joining.rule([second])
    assert ruled == [] and "此人已是本工会会员" in str(skipped[0][1])
    assert Membership.objects.filter(person__name="于申").count() == 1


def test_a_member_elsewhere_cannot_be_approved(cast, joining):
    asked = actions.Asked(name="钱邻邻", id_number=cast.qian.id_number.reveal(), phone="13900000703", **DETAILS)
    application = actions.apply(unit=cast.college, asked=asked, consents=AGREED, at=cast.now)
    assert actions.findings(application)[0].tone == "late"
    ruled, skipped = joining.rule([application])
    assert ruled == [] and "请告知申请人办理转会" in str(skipped[0][1])


@pytest.mark.parametrize(
    ("state", "tone", "said"),
    [("deceased", "late", "登记为已故"), ("lapsed", "wait", "曾登记在本单位，现在没有在职记录")],
)
def test_the_desk_is_told_of_whoever_was_here_and_is_no_more(cast, joining, state, tone, said):
    person = joining.staff(serial=701, name="于申")
    held = people.admit(person=person, unit=cast.branch, on=date(2026, 2, 1))
    people.end_membership(membership=held, state=state, on=date(2026, 3, 1), reason="见附件", leaves_work=True)
    (finding,) = [one for one in actions.findings(joining.apply()) if said in one.text]
    assert finding.tone == tone
    assert any("曾是会员，2026-03-01“自动退会”" in one.text for one in actions.findings(joining.apply())) is (
        state == "lapsed"
    )


def test_a_branch_looks_first_where_policy_says_so(cast, joining):
    set_parameter(
        key="joining.desk", unit=cast.college, value=manner.BRANCH_FIRST, effective_from=cast.today, at=cast.now
    )
    application = joining.apply(unit=cast.branch)
    assert application.case.desk_unit == cast.branch
    joining.rule([application], by=cast.branch_chair)
    application.refresh_from_db()
    assert (application.state, application.case.desk_unit) == ("in_review", cast.college)
    joining.rule([application])
    assert Membership.objects.get(person__name="于申").unit == cast.branch


def test_fifty_at_once(cast, joining):
    applications = [joining.apply(serial=710 + n, name="于众") for n in range(50)]
    ruled, skipped = joining.rule(applications)
    assert (len(ruled), skipped) == (50, [])
    assert Membership.objects.filter(person__name="于众").count() == 50


@pytest.mark.parametrize("known", [False, True])
def test_many_cost_hardly_more_statements_than_few(cast, joining, known):
    """Whether the roll knows them (with another telephone) or not."""

    def statements(count, first):
        if known:
            for n in range(count):
                joining.staff(first + n, "于众", phone="13800000000")
        applications = [joining.apply(serial=first + n, name="于众") for n in range(count)]
        with CaptureQueriesContext(connection) as told:
            ruled, _skipped = joining.rule(applications)
        assert len(ruled) == count
        return len(told)

    few, many = statements(5, 710), statements(25, 730)
    assert many - few < 25 - 5, (few, many)


def test_a_batch_of_all_sorts_comes_out_as_if_each_were_ruled_on_alone(cast, joining):
    """New, known with another telephone, known elsewhere, once a member: each as alone, in the order ruled on."""
    moved, back = joining.staff(722, "于邻", unit=cast.sibling), joining.staff(723, "于回")
    joining.staff(721, "于知", phone="13800000000")
    held = people.admit(person=back, unit=cast.branch, on=date(2026, 2, 2))
    people.end_membership(membership=held, state="withdrawn", on=date(2026, 3, 1))
    applications = [joining.apply(serial=serial, name="于众") for serial in (724, 723, 722, 721, 720)]
    ruled, skipped = joining.rule(applications)
    assert [row.pk for row in ruled] == [row.pk for row in applications] and skipped == []
    persons = [row.person for row in ruled]
    assert [person.name for person in persons] == ["于众", "于回", "于邻", "于知", "于众"]
    places = [person.memberships.standing().get().unit for person in persons]
    assert places == [cast.college, cast.branch, cast.college, cast.branch, cast.college]
    assert Person.objects.get(pk=persons[3].pk).phone.reveal() == "13900000721"
    assert set(moved.employments.values_list("unit", flat=True)) == {cast.sibling.pk, cast.college.pk}
    records = ServiceRecord.objects.filter(kind="joining.joined").order_by("pk").values_list("person", "unit", "group")
    kinds = ["care_worker", "non_established", "care_worker", "non_established", "care_worker"]
    assert set(records) == {(p.pk, u.pk, kind) for p, u, kind in zip(persons, places, kinds, strict=True)}
    assert told_of(persons[0]) == ["people.register", "people.admit"]
    assert told_of(persons[3])[-2:] == ["people.edit", "people.admit"]
    for application in ruled:
        assert told_of(application) == ["joining.apply", "joining.rule"] and told_of(application.joined) == [
            "joining.join"
        ]


def told_of(row):
    return list(Entry.objects.about(row).order_by("pk").values_list("verb", flat=True))


def test_a_closed_door_tells_whom_to_ask(cast, joining, client):
    joining.staff()
    actions.set_door(unit=cast.college, open=False, contact="校工会办公室", by=cast.college_officer, at=cast.now)
    for answer in (client.get(joining.door()), client.post(joining.door(), joining.typed().form)):
        assert "暂未开放网上入会" in text(answer) and "校工会办公室" in text(answer)
    assert "暂未开放" in text(client.get(joining.door(cast.branch)))  # below it too
    assert "云岭财经" not in text(client.get(at("start"), {"q": "云岭"})).partition("<main")[2]
    actions.set_door(unit=cast.branch, open=True, contact="", by=cast.college_officer, at=cast.now)
    assert client.post(joining.door(cast.branch), joining.typed().form)["Location"] == at("password")


# --- what it reads ---


def test_a_secret_is_opened_with_a_reason_only(cast, joining):
    application = joining.apply()
    with pytest.raises(Refused, match="理由"):
        actions.reveal(application=application, secret="phone", reason="看", by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="没有查看敏感信息的权限"):
        actions.reveal(application=application, secret="phone", reason="核对身份", by=cast.branch_chair, at=cast.now)
    shown = actions.reveal(
        application=application, secret="phone", reason="核对身份", by=cast.college_officer, at=cast.now
    )
    assert shown == "13900000701" and Entry.objects.filter(verb="reveal", target_pk=str(application.pk)).exists()


def test_the_case_reads_back_in_the_tray(cast, joining, client):
    application = joining.apply()
    client.force_login(cast.college_chair)
    page = text(client.get(Case.objects.get(pk=application.pk).get_absolute_url()))
    assert "与名册核对" in page and "990***********" in page and application.id_number.reveal() not in page
    assert links.unit_of("1.abc") is None
