"""Lists as spreadsheets: what goes out comes back unchanged, what cannot be is a fault of its cell."""

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Candidate, Constituency, Delegate
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Mode
from zhijia.base.sheets import imports
from zhijia.base.verdict import Refused
from zhijia.kernels.exchange.actions import import_file, start_undo
from zhijia.kernels.jobs.testing import run_jobs

from .conftest import lists

HEADS = "拟任职务,姓名,人员类别,回避申报\n"


@pytest.fixture
def sheet(cast, tmp_path):
    """What becomes of a sheet brought into a change."""

    def bring(code, led, text, mode="all"):
        path = tmp_path / "名单.csv"
        path.write_text(text, encoding="utf-8")
        facts = {"unit": cast.college, "by": cast.college_officer, "subject_id": led.change.pk, "at": cast.now}
        return import_file(spec=code, path=path, mode=mode, **facts)

    return bring


@pytest.fixture
def brought(nominating, sheet):
    """A sheet of candidates; `text` is everything below the headings."""
    return lambda text, mode="all", head=HEADS: sheet("elections.candidates", nominating, head + text, mode)


def listed_in(led):
    rows = led.change.candidates.standing().values_list("office", "person__name")
    return sorted(rows)


def exported(cast, code="elections.candidates"):
    spec = imports[code]
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


# --- constituencies ---

COLLEGE, BRANCH = "云岭财经职业学院工会", "会计学院分工会"


@pytest.fixture
def seated(cast, walk, members):
    """Eight delegates of the college and its branch, the list not yet drawn up."""
    members(16), members(6, cast.college)
    return walk(mode=Mode.DELEGATES, delegate_seats=8)


def seats(led):
    return dict(led.change.constituencies.values_list("place__name", "seats"))


def test_the_seats_of_constituencies_round_trip(cast, seated, sheet):
    actions.draw_constituencies(change=seated.change, **seated.by(cast.today))
    heads, lines = exported(cast, "elections.constituencies")
    assert (heads, lines) == ("选区,会员人数,女会员人数,代表名额", [f"{COLLEGE},7,3,2", f"{BRANCH},17,6,6"])
    batch = sheet("elections.constituencies", seated, "\n".join([heads, *lines]))
    assert (batch.unchanged, batch.bad) == (2, 0)
    batch = sheet("elections.constituencies", seated, f"{heads}\n{COLLEGE},7,3,3\n{BRANCH},,,5\n")
    assert (batch.updated, batch.bad, seats(seated)) == (2, 0, {COLLEGE: 3, BRANCH: 5})


def test_constituencies_enter_from_a_sheet_and_leave_with_its_undoing(cast, seated, sheet):
    batch = sheet("elections.constituencies", seated, f"选区,代表名额\n{BRANCH},6\nYL-CJ,2\n")
    assert (batch.created, batch.bad, seats(seated)) == (2, 0, {COLLEGE: 2, BRANCH: 6})
    entered = list(Constituency.objects.values_list("place__name", "members", "women"))
    start_undo(batch=batch, by=cast.college_officer, at=cast.now)
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == "undone" and not Constituency.objects.exists()
    actions.draw_constituencies(change=seated.change, **seated.by(cast.today))
    assert entered == list(Constituency.objects.values_list("place__name", "members", "women"))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("云岭理工学院工会,,,3", "不是本会或本会的分工会"),
        (f"{BRANCH},18,,6", "系统统计为 17 人。人数不能在表里改"),
        (f"{BRANCH},,,-1", "不能少于这个数"),
    ],
)
def test_a_constituency_that_cannot_be_says_why(cast, seated, sheet, line, sentence):
    actions.draw_constituencies(change=seated.change, **seated.by(cast.today))
    before = seats(seated)
    batch = sheet("elections.constituencies", seated, f"选区,会员人数,女会员人数,代表名额\n{line}\n", "keep_good")
    assert sentence in "；".join(fault.message for fault in batch.faults.all())
    assert batch.bad == 1 and seats(seated) == before


def test_seats_do_not_fall_below_those_already_listed(drawn, sheet):
    led = drawn(10, 8)
    batch = sheet("elections.constituencies", led, f"选区,代表名额\n{BRANCH},1\n", "keep_good")
    assert batch.bad == 1 and "名代表，名额不能少于这个数" in batch.faults.get().message


def test_once_the_delegates_are_handed_in_no_sheet_moves_a_seat(cast, drawn):
    led, spec = drawn(10, 8), imports["elections.constituencies"]
    assert led.change in spec.subjects(cast.college_officer, cast.college)
    actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    assert not spec.subjects(cast.college_officer, cast.college).exists()
    assert not spec.subjects(cast.sibling_officer, cast.college).exists()
    assert list(spec.current(cast.college, cast.sibling_officer)) == []


def test_the_sheet_of_a_change_long_over_can_still_be_taken_away(cast, drawn):
    change, spec, user = drawn(10, 8).change, imports["elections.constituencies"], cast.college_officer
    there = list(spec.current(cast.college, user))
    type(change).objects.filter(pk=change.pk).update(state="finished", finished_on=cast.today)
    assert there and list(spec.current(cast.college, user)) == []
    assert change in spec.kept(user) and list(spec.current(cast.college, user, change)) == there
    assert not spec.kept(cast.sibling_officer).exists()


def test_the_page_of_constituencies_offers_the_sheet(cast, client, drawn):
    led = drawn(10, 8)
    client.force_login(cast.college_officer)
    address = f"/elections/{led.change.pk}/constituencies/"
    page = client.get(address).content.decode()
    assert "导入选区和名额" in page and "导出可再导入的选区和名额" in page
    answer = client.get(f"{address}?export=csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = text.decode("utf-8-sig").splitlines()[0].split(",")
    assert {"选区", "会员人数", "女会员人数", "代表名额"} <= set(heads)
