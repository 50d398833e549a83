"""Pages as the roles see them: lists, one change, documents, the public notice, import and export."""

import io
from datetime import timedelta

import docx
import pytest
from django.utils import timezone

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Candidate, Delegate, Paper, TermChange
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.papers import FORMS
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Step
from zhijia.areas.organising.elections.rules.strokes import in_order
from zhijia.areas.organising.elections.texts import document_of, docx_of
from zhijia.base.sheets import imports
from zhijia.engines.documents.official import OfficialDocument, check
from zhijia.kernels.exchange.actions import import_file
from zhijia.kernels.indicators.base import Scope, indicators

from .conftest import lists

DAY = timedelta(days=1)


def addresses(change):
    pk = change.pk
    found = [f"/elections/{pk}/", f"/elections/{pk}/candidates/", f"/elections/{pk}/delegates/"]
    found += [f"/elections/{pk}/constituencies/"]
    found += [f"/elections/{pk}/papers/{kind}/" for kind in FORMS]
    found += [f"/elections/{pk}/papers/{kind}/docx/" for kind in FORMS]
    found += [row.get_absolute_url() for row in change.polls.all()]
    found += [row.get_absolute_url() for row in change.candidates.all()[:2]]
    found += [row.get_absolute_url() for row in change.delegates.all()[:2]]
    return found


@pytest.fixture
def finished(cast, standing):
    led = standing()
    held = cast.today - 60 * DAY
    led.elect(Step.CONGRESS, held, 61)
    led.elect(Step.FIRST_SESSION, held, 61)
    led.ask(papers.Paper.RESULT, held + 3 * DAY, "云财院工〔2026〕1号", held + 10 * DAY)
    led.finish(cast.today)
    return led


def test_everything_opens_for_its_officer_and_the_superior_and_nothing_next_door(cast, client, finished):
    for user, status in ((cast.college_officer, 200), (cast.province_officer, 200), (cast.sibling_officer, 404)):
        client.force_login(user)
        found = {address: client.get(address).status_code for address in addresses(finished.change)}
        assert found == dict.fromkeys(found, status)


def test_the_next_door_list_is_empty(cast, client, walk, members):
    members(12)
    walk()
    client.force_login(cast.college_officer)
    assert client.get("/elections/").content.decode().count("data-row=") == 1
    client.force_login(cast.sibling_officer)
    assert client.get("/elections/").content.decode().count("data-row=") == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_candidates_costs_the_same_for_any_number(
    cast, client, nominating, count, django_assert_max_num_queries
):
    nominating.nominate(Office.COMMITTEE, nominating.people[: count + 2], cast.today)
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(30):
        shown = client.get(f"/elections/{nominating.change.pk}/candidates/").content.decode()
    assert shown.count("data-row=") == count + 2


@pytest.mark.parametrize("count", [10, 20])
def test_the_list_of_delegates_costs_the_same_for_any_number(cast, client, drawn, count, django_assert_max_num_queries):
    led = drawn(count, count)
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(38):
        shown = client.get(f"/elections/{led.change.pk}/delegates/").content.decode()
    assert shown.count("data-row=") == count


def test_from_the_form_to_the_superiors_tray(cast, client, policy, body, members):
    members(12)
    client.force_login(cast.college_officer)
    answer = client.post("/elections/begin/", {"body": body.pk, "route": "regular", "reason": ""})
    change = TermChange.objects.get()
    assert answer.url == f"/elections/{change.pk}/plan/" and change.end_on == body.current.due_on
    plan = {"mode": "members", "delegate_seats": "0", "meeting_on": "2026-05-15", "years": "5"}
    plan |= {"party_organisation": "中共云岭财经职业学院委员会", "leaders_by": "committee"}
    plan |= {"committee_seats": "5", "standing_seats": "0", "audit_seats": "3", "chair_seats": "1"}
    client.post(answer.url, plan | {"vice_chair_seats": "1"})
    client.post(f"/elections/{change.pk}/close/plan/", {"note": "已报学院党委"})
    said = {"about": "change", "organisation": "学院党委", "agreed": "yes", "said_on": str(cast.today)}
    client.post(f"/elections/{change.pk}/party/", said)
    paper = {"number": "云财院工〔2026〕3号", "signatory": "郑重", "issued_on": str(cast.today)}
    answer = client.post(f"/elections/{change.pk}/papers/request/hand-in/", paper)
    assert answer.status_code == 302
    case = Paper.objects.get(kind="request").case
    client.force_login(cast.province_officer)
    assert "的请示" in client.get(f"/flow/{case.pk}/").content.decode()
    client.post(f"/flow/{case.pk}/rule/", {"ruling": "approve"})
    client.force_login(cast.province_chair)
    client.post(f"/flow/{case.pk}/rule/", {"ruling": "approve"})
    change.refresh_from_db()
    assert change.step == Step.GROUP


def test_a_refused_number_stands_beside_its_field(cast, client, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    led.party("change", cast.today)
    client.force_login(cast.college_officer)
    typed = {"number": "云财院工[2026]3号", "signatory": "郑重", "issued_on": "2026-03-10"}
    page = client.post(f"/elections/{led.change.pk}/papers/request/hand-in/", typed)
    assert page.status_code == 422 and "六角括号" in page.context["form"].errors["number"][0]
    assert page.context["form"]["signatory"].value() == "郑重"


def test_the_list_below_eighty_percent_says_what_is_missing_and_cannot_be_handed_in(cast, client, drawn):
    led = drawn(20, 15)
    client.force_login(cast.college_officer)
    page = client.get(f"/elections/{led.change.pk}/delegates/").content.decode()
    assert "占 75.0%，低于 80%，还差 1 人" in page and "现在还不能提交" in page
    refused = client.post(f"/elections/{led.change.pk}/delegates/hand-in/", {"exception": ""})
    assert refused.status_code == 422 and "还差 1 人" in refused.content.decode()
    row = Delegate.objects.filter(front_line=False, model=False, grassroots=False).first()
    client.post(f"/elections/delegates/{row.pk}/edit/", {"position": "教师", "classes": ["front_line"]})
    assert client.post(f"/elections/{led.change.pk}/delegates/hand-in/", {"exception": ""}).status_code == 302
    assert led.fresh().step == Step.CREDENTIALS


def test_the_whole_list_is_edited_on_one_page(cast, client, drawn):
    led = drawn(10, 8)
    client.force_login(cast.college_officer)
    address = f"/elections/{led.change.pk}/delegates/list/"
    assert client.get(address).content.decode().count("data-line=") == 10
    rows = list(led.change.delegates.standing().order_by("pk"))
    typed = {"people": [row.person_id for row in rows[1:]]}
    typed |= {f"people-cat-{row.person_id}": ["model"] for row in rows[1:]}
    assert client.post(address, typed).status_code == 302
    left = led.change.delegates.standing()
    assert left.count() == 9 and not left.filter(model=False).exists()


def test_the_branch_chair_lists_its_own_and_does_not_see_the_others(cast, client, drawn):
    led = drawn(10, 10)
    client.force_login(cast.branch_chair)
    page = client.get(f"/elections/{led.change.pk}/delegates/")
    own = led.change.delegates.filter(constituency__place=cast.branch).count()
    assert page.status_code == 200 and page.content.decode().count("data-row=") == own < 10
    assert client.get(f"/elections/{led.change.pk}/").status_code == 404


def test_the_result_is_entered_and_read_with_its_derivation(cast, client, standing):
    led = standing()
    client.force_login(cast.college_officer)
    address = f"/elections/{led.change.pk}/polls/committee/"
    rows = actions.in_order_of_ballot(led.change, Office.COMMITTEE)
    typed = {"held_on": "2026-03-10", "expected": "61", "attended": "40", "issued": "40", "returned": "40", "void": "0"}
    typed |= {"scrutineers": "林其", "write_in_votes": ""}
    for place, row in enumerate(rows):
        typed |= {f"approve-{row.pk}": str(38 if place < 5 else 2), f"oppose-{row.pk}": "0", f"abstain-{row.pk}": ""}
    page = client.post(address, typed)
    assert page.status_code == 422 and "会议无效" in page.content.decode()
    answer = client.post(address, typed | {"attended": "41", "issued": "41", "returned": "41"})
    assert answer.status_code == 302
    poll = led.change.polls.get()
    assert "41×3=123 ≥ 61×2=122" in client.get(poll.get_absolute_url()).content.decode()


def test_everybody_reads_the_notice_while_it_runs(cast, client, nominating):
    led = nominating
    led.stand(lists(led.people), cast.today)
    notice = actions.post_notice(change=led.change, contact="工会办公室", **led.by(cast.today))
    today = timezone.localdate()
    type(notice).objects.filter(pk=notice.pk).update(from_on=today - DAY, to_on=today + DAY)
    page = client.get(f"/elections/notices/{notice.pk}/")
    assert page.status_code == 200 and led.people[0].name in page.content.decode()
    type(notice).objects.filter(pk=notice.pk).update(from_on=today - 9 * DAY, to_on=today - DAY)
    assert client.get(f"/elections/notices/{notice.pk}/").status_code == 404


def test_co_management_is_for_those_who_examine(cast, client, nominating):
    led = nominating
    led.nominate(Office.COMMITTEE, led.people[:1], cast.today)
    led.nominate(Office.CHAIR, led.people[:1], cast.today)
    chair = Candidate.objects.get(office="chair")
    address = f"/elections/candidates/{chair.pk}/inspections/"
    for user, status in (
        (cast.college_chair, 200),
        (cast.auditor, 404),
        (cast.branch_chair, 404),
        (cast.member_user, 404),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status


# --- documents ---


@pytest.mark.parametrize("kind", list(FORMS))
def test_every_document_is_written_and_opens_as_a_file(finished, kind):
    paper = actions.paper_of(finished.change, kind)
    document = document_of(finished.change, kind, paper)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(docx_of(finished.change, kind, paper))).paragraphs)
    assert "云岭财经职业学院工会" in text
    if isinstance(document, OfficialDocument) and not FORMS[kind].by_superior:
        assert check(document)


def test_a_ballot_has_every_name_by_strokes_and_room_for_others(finished):
    content = docx.Document(io.BytesIO(docx_of(finished.change, "ballot")))
    names = [row.cells[0].text for row in content.tables[0].rows[1:]]
    rows = finished.change.candidates.filter(office="committee")
    assert names == [*in_order([row.person.name for row in rows]), "（另选人）", "（另选人）"]


# --- exchange, indicators ---


def test_the_list_round_trips_unchanged(cast, drawn, tmp_path):
    led = drawn(10, 8)
    spec = imports["elections.delegates"]
    lines = list(spec.current(cast.college, cast.college_officer))
    heads = [str(column.label) for column in spec.columns]
    path = tmp_path / "代表.csv"
    text = "\n".join(",".join(str(c.word(line[c.key])) for c in spec.columns) for line in lines)
    path.write_text(",".join(heads) + "\n" + text + "\n", encoding="utf-8")
    facts = {"unit": cast.college, "by": cast.college_officer, "subject_id": led.change.pk, "at": cast.now}
    batch = import_file(spec="elections.delegates", path=path, **facts)
    assert (batch.total, batch.unchanged, batch.bad) == (10, 10, 0)
    first, others = text.split("\n", 1)
    path.write_text(",".join(heads) + "\n" + first.replace("否", "是") + "\n" + others + "\n", encoding="utf-8")
    assert import_file(spec="elections.delegates", path=path, **facts).updated == 1


def test_a_line_of_the_wrong_constituency_says_so(cast, drawn, tmp_path):
    led = drawn(10, 8)
    row = led.change.delegates.filter(constituency__place=cast.branch).select_related("person").first()
    actions.remove_delegate(delegate=row, **led.by(cast.today))
    path = tmp_path / "代表.csv"
    path.write_text(
        f"选区,姓名,一线职工\n云岭财经职业学院工会,{row.person.name},是\n没有的选区,{row.person.name},是\n会计学院分工会,查无此人,是\n",
        encoding="utf-8",
    )
    batch = import_file(
        spec="elections.delegates",
        path=path,
        unit=cast.college,
        by=cast.college_officer,
        subject_id=led.change.pk,
        mode="keep_good",
        at=cast.now,
    )
    said = "；".join(fault.message for fault in batch.faults.all())
    for sentence in ("这名会员不在该选区", "没有这个选区", "本会在籍会员中没有这个人"):
        assert sentence in said


def test_what_is_under_way_and_what_was_in_time(cast, finished):
    year = Scope(cast.college, cast.today.replace(month=1, day=1), cast.today)
    codes = ("under_way", "done", "on_time", "on_time_share")
    assert [indicators[f"elections.{code}"].value(year) for code in codes] == [0, 1, 1, 100]
    before = Scope(cast.college, cast.today - 100 * DAY, cast.today - 80 * DAY)
    assert indicators["elections.under_way"].value(before) == 1
