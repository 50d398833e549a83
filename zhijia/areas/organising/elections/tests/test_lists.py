"""The list of delegates while it is edited, the list of candidates as a spreadsheet, and what a desk does not do."""

import re
from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Candidate, Delegate, PartyOpinion
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Step
from zhijia.base.sheets import imports
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Case
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.exchange.actions import import_file

from .conftest import lists

DAY = timedelta(days=1)
CORE = ("front_line", "model", "grassroots")


def in_a_class(led):
    return [row for row in led.change.delegates.standing().order_by("pk") if row.declared]


def outside(led):
    return [row for row in led.change.delegates.standing().order_by("pk") if not row.declared]


# --- shares ---


def test_eighty_percent_exactly_passes_and_a_thousandth_below_does_not(cast, drawn):
    """160 of 200 is 80 %; 159 of 200 is 79.5 %, and one more person heals it."""
    led = drawn(200, 160)
    assert actions.may_hand_in_delegates(led.change, cast.college_officer)
    row = in_a_class(led)[0]
    actions.edit_delegate(delegate=row, **dict.fromkeys(CORE, False), **led.by(cast.today))
    verdict = actions.may_hand_in_delegates(led.change, cast.college_officer)
    assert not verdict and "159 人，占 79.5%，低于 80%，还差 1 人" in str(verdict)


def test_a_person_in_three_classes_counts_once(cast, drawn):
    led = drawn(20, 15)
    actions.edit_delegate(delegate=in_a_class(led)[0], **dict.fromkeys(CORE, True), **led.by(cast.today))
    shown = actions.composition_of(led.change)
    assert (shown.findings[0].counted, shown.findings[0].missing, shown.total) == (15, 1, 20)
    with pytest.raises(Refused, match="还差 1 人"):
        actions.hand_in_delegates(change=led.change, **led.by(cast.today))


def test_the_shares_are_told_at_every_change_while_the_list_is_edited(cast, client, drawn):
    led = drawn(20, 16)
    client.force_login(cast.college_officer)
    page = client.get(f"/elections/{led.change.pk}/delegates/list/").content.decode()
    assert re.search(r'hx-post="/bodies/list/"', page) and "占 80.0%（16/20）" in page
    rows = list(led.change.delegates.standing().select_related("person"))
    typed = {
        "people-unit": led.change.unit_id,
        "people-listing": "delegates",
        "people-kind": "",
        "people": [row.person_id for row in rows],
        "seats": 20,
    }
    for row in rows:
        typed[f"people-cat-{row.person_id}"] = list(row.declared)
    typed[f"people-cat-{in_a_class(led)[0].person_id}"] = []
    told = client.post("/bodies/list/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "15 人，占 75.0%，低于 80%，还差 1 人" in told and "不能提交" in told
    assert led.change.delegates.standing().count() == 20 and len(in_a_class(led)) == 16  # nothing is kept yet


def test_the_list_prints_and_a_delegate_shows_what_was_changed(cast, client, drawn):
    led = drawn(10, 8)
    row = outside(led)[0]
    actions.edit_delegate(delegate=row, position="实验中心主任", **led.by(cast.today))
    client.force_login(cast.college_officer)
    assert client.get(f"/elections/{led.change.pk}/delegates/?print=1").status_code == 200
    page = client.get(row.get_absolute_url()).content.decode()
    assert "修改代表资料" in page and "实验中心主任" in page and cast.college_officer.name in page


# --- the superior's desk ---


def test_where_nobody_sits_at_the_superiors_desk_the_request_stops(cast, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    led.party(PartyOpinion.About.CHANGE, cast.today)
    RoleHeld.objects.filter(unit=cast.province).delete()
    led.ask(papers.Paper.REQUEST, cast.today, "云财院工〔2026〕3号")
    case = Case.objects.get(kind="elections.paper")
    assert (case.state, case.desk_unit) == ("in_review", cast.province)
    assert case in Case.objects.stuck(cast.today) and led.fresh().step == Step.REQUEST_REPLY
    for user in (cast.college_officer, cast.college_chair):
        with pytest.raises(Refused):
            actions.rule_paper(case=case, by=user, ruling="approve", at=cast.now)


# --- candidates as a spreadsheet ---

HEADS = "拟任职务,姓名,人员类别,回避申报\n"


@pytest.fixture
def brought(cast, nominating, tmp_path):
    """What becomes of a sheet of candidates; `text` is everything below the headings, or the whole sheet."""

    def bring(text, mode="all", head=HEADS):
        path = tmp_path / "候选人.csv"
        path.write_text(head + text, encoding="utf-8")
        facts = {"unit": cast.college, "by": cast.college_officer, "subject_id": nominating.change.pk, "at": cast.now}
        return import_file(spec="elections.candidates", path=path, mode=mode, **facts)

    return bring


def listed_in(led):
    rows = led.change.candidates.standing().values_list("office", "person__name")
    return sorted(rows)


def exported(cast):
    spec = imports["elections.candidates"]
    heads = ",".join(str(column.label) for column in spec.columns)
    lines = spec.current(cast.college, cast.college_officer)
    return heads, [",".join(str(c.word(line[c.key])) for c in spec.columns) for line in lines]


def test_the_list_of_candidates_round_trips_unchanged(cast, nominating, brought):
    for office, people in lists(nominating.people).items():
        nominating.nominate(office, people, cast.today)
    heads, lines = exported(cast)
    batch = brought("\n".join(lines) + "\n", head=heads + "\n")
    assert (batch.total, batch.unchanged, batch.bad) == (13, 13, 0)
    changed = [lines[0].replace("一线职工", "劳模和先进人物"), *lines[1:]]
    assert brought("\n".join(changed) + "\n", head=heads + "\n").updated == 1
    assert exported(cast)[1] == changed


def test_the_headings_of_the_page_are_those_of_the_import(cast, client, nominating):
    nominating.nominate(Office.COMMITTEE, nominating.people[:2], cast.today)
    client.force_login(cast.college_officer)
    answer = client.get(f"/elections/{nominating.change.pk}/candidates/?export=csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = text.decode("utf-8-sig").splitlines()[0].split(",")
    assert {"拟任职务", "姓名", "现任职务", "人员类别", "推荐票数", "回避申报"} <= set(heads)


def test_a_chair_on_the_sheet_before_the_committee_is_understood(nominating, brought):
    one, two = (person.name for person in nominating.people[:2])
    batch = brought(f"主席,{one},,均不属于\n工会委员会委员,{one},一线职工,均不属于\n工会委员会委员,{two},无,\n")
    assert (batch.created, batch.bad) == (3, 0)
    assert listed_in(nominating) == sorted([("chair", one), ("committee", one), ("committee", two)])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("主席,{one},,均不属于", "还不是工会委员会委员候选人，请先列入"),
        ("工会委员会委员,{one},,单位主要行政负责人", "不得作为工会委员会委员候选人"),
        ("工会委员会委员,查无此人,,均不属于", "本会在籍会员中没有这个人"),
        ("工会委员会委员,{one},科级干部,均不属于", "没有“科级干部”这个类别"),
        ("常务委员会委员,{one},,均不属于", "没有“常务委员会委员”的名额"),
    ],
)
def test_a_line_that_cannot_stand_says_why(nominating, brought, line, sentence):
    batch = brought(line.format(one=nominating.people[0].name) + "\n", mode="keep_good")
    assert sentence in "；".join(fault.message for fault in batch.faults.all())
    assert not Candidate.objects.exists()


def test_once_the_list_is_closed_no_sheet_changes_it(cast, nominating):
    nominating.stand(lists(nominating.people), cast.today)
    spec = imports["elections.candidates"]
    assert not spec.subjects(cast.college_officer, cast.college).exists()


def test_next_door_neither_reads_nor_writes_the_list(cast, client, nominating):
    nominating.nominate(Office.COMMITTEE, nominating.people[:1], cast.today)
    spec = imports["elections.candidates"]
    assert not spec.subjects(cast.sibling_officer, cast.college).exists()
    assert list(spec.current(cast.college, cast.sibling_officer)) == []
    client.force_login(cast.sibling_officer)
    row = Candidate.objects.get()
    for address in (row.get_absolute_url(), f"/elections/{nominating.change.pk}/candidates/"):
        assert client.get(address).status_code == 404
    assert not Delegate.objects.visible_to(cast.sibling_officer).exists()


def test_nobody_passes_their_own_candidacy(cast, nominating):
    led = nominating
    led.nominate(Office.COMMITTEE, led.people[:1], cast.today)
    led.people[0].user = cast.college_officer
    led.people[0].save(update_fields=["user"])
    by = type(cast.college_officer).objects.get(pk=cast.college_officer.pk)
    with pytest.raises(Refused, match="不能登记本人的联审结果"):
        actions.review_many(candidates=[Candidate.objects.get()], review="passed", by=by, at=cast.now)
