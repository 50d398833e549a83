"""What each face shows, to whom, at what cost; and that next door sees nothing."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import load_workbook

from zhijia.areas.care.mutual_aid import actions
from zhijia.areas.care.mutual_aid.models import Claim, Enrolment, Evidence, PaymentList, Terms
from zhijia.engines.flow.models import Case
from zhijia.kernels.access.actions import grant_role
from zhijia.kernels.trail.models import Entry

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def at(name, *args):
    return reverse(f"mutual_aid:{name}", args=args)


def seen(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(at(name, *args), query)


@pytest.fixture
def filed(cast, aid):
    """Three claims of the college: one paid, two on the chair's desk; the reader can do everything the province can."""
    enrolments = aid.cover(aid.members(2))
    claims = aid.file(*(aid.facts(one, diagnosis="肺炎") for one in enrolments))[0]
    aid.approve(claims[:1])
    aid.pay()
    return list(Claim.objects.order_by("pk"))


@pytest.fixture
def head(cast):
    for role in ("officer", "accountant"):
        grant_role(user=cast.province_chair, unit=cast.province, role=role, from_on=date(2020, 1, 1))
    return cast.province_chair


# --- lists ---


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["enrolments", "claims", "receipts", "payments", "schemes", "periods"])
def test_a_list_costs_the_same_for_any_number_of_rows(
    cast, aid, head, client, page, rows, django_assert_max_num_queries
):
    enrolments = aid.cover(aid.members(rows)[:rows])
    claims = aid.file(*(aid.facts(one) for one in enrolments))[0]
    for claim in aid.approve(claims):
        drawn = actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now, claims=[claim])
        aid.pay(drawn=drawn)
    client.force_login(head)
    with django_assert_max_num_queries(25):
        assert client.get(at(page)).status_code == 200


@pytest.mark.parametrize("page", ["enrolments", "claims", "receipts"])
def test_the_fragment_is_part_of_the_list(cast, aid, client, filed, page):
    client.force_login(cast.college_officer)
    whole = client.get(at(page)).content.decode()
    part = client.get(at(page), headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" in whole and "<h1>" not in part and "云岭财经职业学院工会" in part


@pytest.mark.parametrize("units", [1, 3])
def test_the_desk_of_a_period_costs_the_same_for_any_number_of_units(
    cast, aid, head, client, units, django_assert_max_num_queries
):
    for n, unit in enumerate([cast.college, cast.sibling, cast.branch][:units]):
        aid.members(2, unit=unit, first=200 + 10 * n)
    actions.enrol_many(
        period=aid.period,
        unit=cast.province,
        persons=aid.members(0, cast.college) + aid.members(0, cast.sibling),
        by=head,
        at=aid.opening,
    )
    client.force_login(head)
    with django_assert_max_num_queries(45):
        assert client.get(at("period", aid.period.pk)).status_code == 200


def test_the_desk_says_what_is_due_what_came_and_what_is_missing(cast, aid, client):
    aid.enrol([cast.li, cast.zhang])
    aid.receive(20_000)
    page = seen(client, cast.college_officer, "period", aid.period.pk)
    (line,) = page.context["units"]
    assert (line["heads"], line["covered"], line["due"], line["paid"], line["gap"]) == (2, 0, 30_000, 20_000, -10_000)
    assert "-100.00" in page.content.decode()


def test_every_number_of_the_desk_opens_to_its_rows(cast, aid, client, filed):
    page = seen(client, cast.college_officer, "period", aid.period.pk)
    for step in page.context["steps"]:
        assert client.get(step["url"]).context["total"] == step["count"]
    (line,) = page.context["units"]
    assert client.get(line["url"]).context["total"] == line["heads"] == 3
    for one in page.context["readings"]:
        assert client.get(one.url).status_code == 200


def test_the_menu_leads_straight_to_the_running_period(cast, aid, client):
    assert seen(client, cast.college_officer, "desk").url == aid.period.get_absolute_url()


# --- next door, and one's own ---


def test_next_door_sees_nothing(cast, aid, client, filed):
    claim, enrolment = filed[1], filed[1].enrolment
    for page in ("claims", "enrolments", "receipts", "payments"):
        assert "云岭财经职业学院工会" not in seen(client, cast.sibling_officer, page).content.decode()
    rows = [("claim", claim), ("sheet", claim), ("correct", claim), ("reverse", claim), ("diagnosis", claim)]
    rows += [("enrolment", enrolment), ("receipt", enrolment.receipt), ("payment", filed[0].payment_list)]
    rows += [("payment-paper", filed[0].payment_list)]
    assert {seen(client, cast.sibling_officer, name, row.pk).status_code for name, row in rows} <= {403, 404}
    for name, row in [("withdraw", claim), ("enrolment-cancel", enrolment)]:
        assert client.post(at(name, row.pk)).status_code == 404
    assert Claim.objects.get(pk=claim.pk).state == "in_review"


def test_the_college_reads_the_scheme_and_changes_nothing_of_it(cast, aid, client):
    assert seen(client, cast.college_chair, "scheme", aid.scheme.pk).status_code == 200
    assert seen(client, cast.college_chair, "terms-new", aid.scheme.pk).status_code == 404
    assert client.post(at("draw", aid.period.pk)).status_code == 404


def test_a_member_sees_their_own_and_nothing_else(cast, aid, client):
    mine, other = aid.cover([cast.zhang, cast.li])
    own, others = aid.file(aid.facts(mine), aid.facts(other))[0]
    page = seen(client, cast.member_user, "mine").content.decode()
    assert "第十九期" in page and "437.00" in page and "李念" not in page
    assert "单位初审" in seen(client, cast.member_user, "claim", own.pk).content.decode()
    assert seen(client, cast.member_user, "claim", others.pk).status_code == 404
    assert seen(client, cast.member_user, "enrolment", other.pk).status_code == 404
    assert client.get(at("claim-new")).status_code == 403


def stay(enrolment, **more):
    typed = {"enrolment": enrolment.pk, "hospital": "云岭省第一人民医院", "admitted_on": "2026-02-02"}
    typed |= {"discharged_on": "2026-02-08", "total_fen": "9000", "self_pay_fen": "2985"}
    return typed | more


@pytest.fixture
def today(cast, time_machine_at):
    time_machine_at(cast.now)


@pytest.fixture
def time_machine_at():
    import time_machine

    travels = []

    def go(moment):
        travels.append(time_machine.travel(moment, tick=False))
        travels[-1].start()

    yield go
    for travel in travels:
        travel.stop()


@pytest.mark.usefixtures("today")
def test_a_member_applies_in_one_form_and_it_goes_to_the_union(cast, aid, client):
    mine, other = aid.cover([cast.zhang, cast.li])
    client.force_login(cast.member_user)
    assert client.post(at("apply"), stay(other)).status_code == 422  # not theirs to choose
    papers = {"discharge": SimpleUploadedFile("出院小结.pdf", PDF)}
    answer = client.post(at("apply"), stay(mine) | papers)
    claim = Claim.objects.get()
    assert answer.url == claim.get_absolute_url()
    assert (claim.amount_fen, claim.case.desk_unit, claim.case.opened_by) == (43_700, cast.college, cast.member_user)
    paper = Evidence.objects.get()
    assert client.get(paper.file.url).status_code == 200
    client.force_login(cast.college_chair)
    assert client.get(paper.file.url).status_code == 200
    for user in (cast.sibling_officer, cast.auditor):  # seeing the college's business is not seeing its illnesses
        client.force_login(user)
        assert client.get(paper.file.url).status_code == 404


def test_what_would_i_get_knows_what_i_had(cast, aid, client):
    aid.file(aid.facts(aid.cover([cast.zhang])[0]))
    page = seen(client, cast.member_user, "estimate", self_pay_fen="5015", days="7")
    assert page.context["amount"].fen == 174_000 - 43_700
    assert seen(client, cast.member_user, "estimate", self_pay_fen="很多", days="7").context["amount"] is None


# --- claims ---


@pytest.mark.usefixtures("today")
def test_the_amount_is_shown_before_anything_is_sent(cast, aid, client):
    (enrolment,) = aid.cover([cast.li])
    client.force_login(cast.college_officer)
    shown = client.post(at("preview"), stay(enrolment)).content.decode()
    assert "437.00" in shown and "20%" in shown and "示例/待核定" in shown
    assert "还差：就诊医院" in client.post(at("preview"), stay(enrolment, hospital="")).content.decode()
    late = client.post(at("preview"), stay(enrolment, admitted_on="2025-12-30")).content.decode()
    assert "不在保障期" in late and not Claim.objects.exists()


@pytest.mark.usefixtures("today")
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(cast, aid, client):
    (enrolment,) = aid.cover([cast.li])
    client.force_login(cast.college_officer)
    assert client.post(at("claim-new"), stay(enrolment)).status_code == 302
    page = client.post(at("claim-new"), stay(enrolment, invoice_no="FP9"))
    assert page.status_code == 422 and "不能重复申请" in str(page.context["form"].errors["admitted_on"])
    assert page.context["form"].data["invoice_no"] == "FP9"


@pytest.mark.parametrize("text", ["li", "李", "ln"])
def test_members_are_found_by_name_and_initials(cast, aid, client, text):
    aid.cover([cast.li, cast.zhang])
    client.force_login(cast.college_officer)
    found = client.get(at("claim-new"), {"pick": "enrolment", "pq": text}).content.decode()
    assert ("李念" in found) is (text != "li") and "张知远" not in found


def test_the_desk_approves_many_at_once_and_says_who_was_left_out(cast, aid, client):
    claims = aid.file(*(aid.facts(one) for one in aid.cover(aid.members(3))))[0]
    aid.rule(claims[:1], cast.college_chair)
    client.force_login(cast.college_chair)
    ticked = {"bulk": "approve", "row": [claim.pk for claim in claims]}
    preview = client.post(at("claims"), ticked).content.decode()
    assert "将办理 3 条" in preview and "不在您的办理岗位上" in preview
    client.post(at("claims"), {**ticked, "confirm": "1"})
    assert Case.objects.filter(desk_unit=cast.province).count() == 4


def test_everything_to_decide_is_on_the_page_of_the_tray(cast, aid, client, filed):
    client.force_login(cast.college_chair)
    page = client.get(reverse("flow:case", args=[filed[1].pk])).content.decode()
    assert "437.00" in page and "云岭省第一人民医院" in page and "为什么是这个数" in page and "肺炎" not in page
    answer = client.post(reverse("flow:rule", args=[filed[1].pk]), {"ruling": "approve"})
    assert answer.status_code == 302
    assert Case.objects.get(pk=filed[1].pk).desk_unit == cast.province


def test_the_diagnosis_opens_only_for_a_reason_and_leaves_a_trace(cast, aid, client, filed):
    claim = filed[1]
    assert "肺炎" not in seen(client, cast.college_officer, "claim", claim.pk).content.decode()
    assert client.post(at("diagnosis", claim.pk), {"reason": "看"}).status_code == 422
    page = client.post(at("diagnosis", claim.pk), {"reason": "核对是否属于目录疾病"})
    assert "肺炎" in page.content.decode() and page["Cache-Control"] == "no-store"
    entry = Entry.objects.get(verb="reveal")
    assert entry.by == cast.college_officer and "肺炎" not in entry.reason
    assert seen(client, cast.college_chair, "diagnosis", claim.pk).status_code in (403, 404)  # reviews, may not open


@pytest.mark.usefixtures("today")
def test_what_was_returned_is_corrected_on_the_page(cast, aid, client, filed):
    claim = filed[1]
    aid.rule([claim], cast.college_chair, "return", "缺发票号")
    page = seen(client, cast.college_officer, "correct", claim.pk)
    assert "退回理由：缺发票号" in page.content.decode() and page.context["form"].initial["hospital"] == claim.hospital
    client.post(at("correct", claim.pk), stay(claim.enrolment, invoice_no="FP7", self_pay_fen="3450", total_fen="9999"))
    claim.refresh_from_db()
    assert (claim.state, claim.amount_fen, claim.invoice_no) == ("in_review", 53_000, "FP7")
    assert claim.diagnosis.reveal() == "肺炎"


def test_the_applicant_withdraws_and_the_head_reverses(cast, aid, client, filed, head):
    client.force_login(cast.college_officer)
    client.post(at("withdraw", filed[1].pk))
    client.force_login(head)
    assert client.post(at("reverse", filed[0].pk), {"reason": ""}).status_code == 422
    client.post(at("reverse", filed[0].pk), {"reason": "重复发放"})
    assert list(Claim.objects.order_by("pk").values_list("state", flat=True))[:2] == ["reversed", "withdrawn"]
    assert "已冲销" in seen(client, head, "claim", filed[0].pk).content.decode()


@pytest.mark.parametrize("page", ["claim", "sheet"])
def test_the_sheet_shows_the_computation_and_places_to_sign(cast, aid, client, filed, page):
    text = seen(client, cast.college_officer, page, filed[0].pk).content.decode()
    assert "437.00" in text and "20%" in text
    assert page == "claim" or ("肆佰叁拾柒元整" in text and "签名（盖章）" in text)


# --- enrolling and fees ---


@pytest.mark.usefixtures("today")
def test_a_unit_ticks_all_its_members_at_once(cast, aid, client):
    aid.members(4)
    client.force_login(cast.college_officer)
    page = client.get(at("candidates", aid.period.pk))
    assert page.context["total"] == 6  # 李念, 张知远 of the branch, and the four
    whole = {"bulk": "enrol", "every": "1", "confirm": "1", "personal_fen": ""}
    client.post(at("candidates", aid.period.pk), whole)
    assert Enrolment.objects.filter(unit=cast.college).count() == 6
    assert client.get(at("candidates", aid.period.pk)).context["total"] == 0


def test_out_of_the_window_the_page_says_when(cast, aid, client, time_machine_at):
    time_machine_at(cast.now.replace(month=5))
    client.force_login(cast.college_officer)
    assert "现在不能办理" in client.get(at("candidates", aid.period.pk)).content.decode()
    preview = client.post(at("candidates", aid.period.pk), {"bulk": "enrol", "every": "1"}).content.decode()
    assert "本期参互已于2026-03-31截止" in preview
    assert (
        "参互办理时间为2025-12-01至2026-03-31"
        in seen(client, cast.college_officer, "period", aid.period.pk).content.decode()
    )


@pytest.mark.usefixtures("today")
def test_the_accountant_enters_money_and_reconciles_it(cast, aid, client):
    aid.enrol([cast.li])
    client.force_login(aid.payer)
    typed = {"period": aid.period.pk, "unit": cast.college.pk, "amount_fen": "100", "received_on": "2026-03-01"}
    client.post(at("receipt-new"), typed | {"reference": "A1", "voucher": SimpleUploadedFile("回单.pdf", PDF)})
    receipt = aid.period.receipts.get()
    page = client.get(at("receipt", receipt.pk)).content.decode()
    assert "少收50.00元" in page and "回单.pdf" in page
    answer = client.post(at("reconcile", receipt.pk), follow=True).content.decode()
    assert "少收50.00元" in answer and not Enrolment.objects.effective().exists()
    client.post(at("receipt-new"), typed | {"reference": "A2", "amount_fen": "50"})
    client.post(at("reconcile", receipt.pk))
    assert Enrolment.objects.effective().count() == 1


def test_who_is_no_accountant_enters_no_money(cast, aid, client):
    assert seen(client, cast.province_officer, "receipt-new").status_code == 403
    receipt = aid.receive(100)
    assert client.post(at("reconcile", receipt.pk)).status_code == 404


# --- paying ---


@pytest.mark.usefixtures("today")
def test_drawn_downloaded_printed_paid(cast, aid, client):
    aid.approve(aid.file(*(aid.facts(one) for one in aid.cover(aid.members(2))))[0])
    client.force_login(cast.province_officer)
    drawn = PaymentList.objects.get(pk=client.post(at("draw", aid.period.pk)).url.strip("/").split("/")[-1])
    assert client.get(at("pay", drawn.pk)).status_code in (403, 404)
    sheet = client.get(at("payment-sheet", drawn.pk)).content.decode()
    assert "壹仟叁佰壹拾壹元整" in sheet and "单位盖章" in sheet
    paper = BytesIO(b"".join(client.get(at("payment-paper", drawn.pk)).streaming_content))
    rows = load_workbook(paper).get_sheet_by_index(0).to_python()
    assert rows[0][-2:] == ["开户行（待填）", "银行卡号（待填）"] and rows[1][5] == 437 and rows[-1][5] == 1311
    client.force_login(aid.payer)
    assert client.post(at("pay", drawn.pk), {"paid_on": "2026-03-12"}).status_code == 422
    client.post(at("pay", drawn.pk), {"paid_on": "2026-03-10"})
    assert Claim.objects.filter(state="paid").count() == 3
    assert client.post(at("void", drawn.pk), {"reason": "错了"}).status_code in (403, 404)


# --- schemes ---


def as_typed(form) -> dict:
    """Everything the empty form of a page would send."""
    typed = {}
    for part in [
        form,
        *form.benefits,
        *form.bands,
        *form.lumps,
        form.bands.management_form,
        form.lumps.management_form,
    ]:
        for field in part:
            value = field.value()
            value = field.field.prepare_value(value)
            if value or value == 0 and value is not False:
                typed[field.html_name] = value
    return typed


def wrong_in(form):
    return str([form.errors, *(part.errors for part in form.benefits), form.bands.errors, form.lumps.errors])


def said(terms):
    rows = terms.rules.benefits, terms.rules.joint_caps, len(terms.rules.exclusive)
    return [[(b.kind, b.cap, b.bands, b.lump, b.flat, b.per_day, b.once) for b in rows[0]], len(rows[1]), rows[2]]


def test_a_new_version_starts_from_the_last_and_says_the_same(cast, head, client, provincial):
    page = seen(client, head, "terms-new", provincial.scheme.pk)
    typed = as_typed(page.context["form"]) | {"effective_from": "2027-01-01"}
    answer = client.post(at("terms-new", provincial.scheme.pk), typed)
    assert answer.status_code == 302, wrong_in(answer.context["form"])
    newest, first = Terms.objects.filter(scheme=provincial.scheme)
    assert said(newest) == said(first)
    assert [b.verified for b in newest.benefits.all()] == [b.verified for b in first.benefits.all()]


def test_terms_that_cannot_be_meant_are_said_on_the_form(cast, aid, head, client):
    page = seen(client, head, "terms-new", aid.scheme.pk)
    typed = as_typed(page.context["form"]) | {"effective_from": "2027-01-01"}
    crossed = client.post(at("terms-new", aid.scheme.pk), typed | {"bands-1-upto": "4000"})
    assert crossed.status_code == 422 and "从小到大、首尾相接" in crossed.content.decode()
    nonsense = client.post(at("terms-new", aid.scheme.pk), typed | {"bands-1-share": "很多"}).content.decode()
    assert "请看标红的格子" in nonsense and "is-invalid" in nonsense
    nothing = {name: value for name, value in typed.items() if name != "banded_percentage-on"}
    assert "至少要有一个补助项目" in client.post(at("terms-new", aid.scheme.pk), nothing).content.decode()
    assert Terms.objects.filter(scheme=aid.scheme).count() == 1


def test_the_terms_are_read_as_a_table_with_their_source(cast, aid, client, provincial):
    demo = seen(client, cast.college_officer, "scheme", aid.scheme.pk).content.decode()
    assert "超过 800.00 至 5,000.00" in demo and "20.0%" in demo and "示例/待核定" in demo
    plan = seen(client, cast.college_officer, "scheme", provincial.scheme.pk).content.decode()
    assert "不超过 27,000.00 元" in plan and "省级产业工会职工大病医疗互助保障办法" in plan


def test_the_head_founds_a_scheme_and_opens_the_next_period(cast, aid, head, client):
    client.force_login(head)
    client.post(at("scheme-new"), {"unit": cast.province.pk, "code": "NEW", "name": "女职工安康互助"})
    page = client.get(at("period-new", aid.scheme.pk))
    assert page.context["form"].initial["number"] == 20
    span = {"enrol_from": "2026-12-01", "enrol_to": "2026-12-31", "starts_on": "2026-06-01", "ends_on": "2027-05-31"}
    wrong = client.post(at("period-new", aid.scheme.pk), {"number": 20, **span})
    assert wrong.status_code == 422 and "重叠" in str(wrong.context["form"].errors["starts_on"])
    right = {**span, "starts_on": "2027-01-01", "ends_on": "2027-12-31"}
    assert client.post(at("period-new", aid.scheme.pk), {"number": 20, **right}).status_code == 302
