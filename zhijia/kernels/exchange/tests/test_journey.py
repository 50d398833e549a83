"""A roster comes in with all its faults, is told of them, comes in again, goes out and back in, and is taken back."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.base.sheets.reading import open_sheets
from zhijia.base.sheets.writing import csv_blocks, write_xlsx
from zhijia.base.verdict import Refused
from zhijia.kernels.exchange import actions, rules, work
from zhijia.kernels.exchange.models import ImportBatch
from zhijia.kernels.exchange.outgoing import roll_lines
from zhijia.kernels.people.actions import end_membership
from zhijia.kernels.people.models import Employment, Membership, Person

from .sheets import person, write


@pytest.fixture
def bring(cast, tmp_path):
    """Imports lines into the college, the whole way."""

    def bring(lines, **more):
        path = write(tmp_path / "roster.xlsx", lines)
        return bring_file(path, **more)

    def bring_file(path, **more):
        return actions.import_file(
            spec="people.roster", path=path, **{"unit": cast.college, "by": cast.college_officer, "at": cast.now} | more
        )

    bring.file = bring_file
    return bring


def counts(batch):
    names = ["total", "good", "bad", "duplicate", "created", "updated", "unchanged"]
    return {name: value for name in names if (value := getattr(batch, name))}


def faults(batch):
    return [(fault.line, fault.column, fault.message) for fault in batch.faults.all()]


COLUMNS = {
    Person: "pk name sex born_on ethnicity id_digest phone_digest home home_path",
    Employment: "pk person unit staff_no kind position from_on to_on",
    Membership: "pk person unit state entry joined_on ended_on member_since previous",
}


def snapshot():
    """Everything the roster writes, as the database holds it."""
    return [list(model.objects.order_by("pk").values_list(*names.split())) for model, names in COLUMNS.items()]


def test_a_clean_roster_makes_persons_employments_and_memberships(bring, cast):
    batch = bring([person(n) for n in range(10, 22)])
    assert counts(batch) == {"total": 12, "good": 12, "created": 12}
    made = Person.objects.get(id_digest=Person.objects.with_id_number(person(10)["身份证号码"]).get().id_digest)
    assert (made.name, made.sex, made.home) == (person(10)["姓名"], "女", cast.branch)
    assert made.phone.reveal() == "13800000010"
    assert made.id_number.reveal() == person(10)["身份证号码"]
    assert made.memberships.get().joined_on == person(10)["入会时间"]
    assert made.employments.get().kind == "non_established"
    assert Person.objects.with_id_number(person(12)["身份证号码"]).get().home == cast.college


def test_the_same_file_again_changes_nothing(bring):
    lines = [person(n) for n in range(10, 22)]
    bring(lines)
    before = snapshot()
    assert counts(bring(lines)) == {"total": 12, "good": 12, "unchanged": 12}
    assert snapshot() == before


def test_every_fault_has_its_line_column_and_sentence(bring, cast):
    wrong = person(31)["身份证号码"]
    wrong = wrong[:-1] + ("1" if wrong[-1] != "1" else "2")
    lines = [
        person(30),
        person(31, 身份证号码=wrong),
        person(32, 姓名=""),
        person(33, 性别="女"),
        person(34, 出生年月=date(1999, 9, 9)),
        person(35, 部门="不存在的部门"),
        person(36, 联系电话="123"),
        person(37, 用工性质="神仙"),
        person(38, 入会时间=date(2027, 1, 1)),
        person(39, 身份证号码=530102199003070018),
        person(30),
        {"序号": "合计", "岗位": 11},
    ]
    batch = bring(lines)
    assert counts(batch) == {"total": 11, "good": 1, "bad": 9, "duplicate": 1, "created": 1}
    assert batch.blank == 1
    assert faults(batch) == [
        (4, "id_number", "身份证号第18位不对，请核对"),
        (5, "name", "姓名没有填写"),
        (6, "sex", "性别与身份证号（男）不一致，请核对"),
        (7, "born_on", f"出生日期与身份证号里的{person(34)['出生年月']}不一致，请核对"),
        (8, "unit", "“不存在的部门”不是“云岭财经职业学院工会”下属单位的名称或编码，请核对，或先建立该单位"),
        (9, "phone", "手机号应为 11 位手机号或带区号的固定电话，请核对"),
        (10, "kind", batch.faults.get(line=10).message),
        (11, "joined_on", "入会日期晚于今天，请核对"),
        (12, "id_number", "身份证号列被 Excel 存成了数字，后几位已丢失，请把该列设为文本后重新填写"),
        (13, "id_number", "与第 3 行的身份证号重复，已跳过"),
    ]
    shown = batch.faults.get(line=4).shown
    assert shown == f"{wrong[:3]}***********{wrong[-4:]}"


def test_a_member_of_another_union_must_transfer_first(bring, cast):
    number = cast.qian.id_number.reveal()
    batch = bring([person(40, 姓名="钱邻", 身份证号码=number, 性别="", 出生年月="")])
    assert faults(batch) == [(3, "id_number", "钱邻已是“云岭理工学院工会”的在籍会员，请先办理转会")]


def test_upsert_changes_only_what_the_line_says(bring, cast):
    bring([person(50)])
    batch = bring(
        [person(50, 联系电话="13900000050", 岗位="", 用工性质="", 入会时间="", 部门="", 性别="", 出生年月="")]
    )
    assert counts(batch) == {"total": 1, "good": 1, "updated": 1}
    someone = Person.objects.with_id_number(person(50)["身份证号码"]).get()
    assert someone.phone.reveal() == "13900000050"
    assert someone.home == cast.branch
    assert someone.employments.get().position == "教师"


def test_moving_inside_the_union_goes_on_in_a_new_episode_and_dates_the_work(bring, cast):
    bring([person(50)])
    batch = bring([person(50, 部门="云岭财经职业学院工会")])
    someone = Person.objects.with_id_number(person(50)["身份证号码"]).get()
    assert (batch.updated, someone.home) == (1, cast.college)
    left, held = someone.memberships.order_by("pk")
    assert (left.unit, left.state, left.ended_on) == (cast.branch, "moved", cast.today)
    assert (held.unit, held.state, held.entry, held.previous) == (cast.college, "active", "moved", left)
    assert held.member_since == left.member_since == left.joined_on
    old, new = someone.employments.order_by("pk")
    assert (old.unit, old.to_on, new.unit, new.position) == (cast.branch, cast.today, cast.college, "教师")


def test_a_former_member_is_taken_in_again(bring, cast):
    bring([person(50)])
    someone = Person.objects.with_id_number(person(50)["身份证号码"]).get()
    end_membership(membership=someone.memberships.get(), state="withdrawn", on=cast.today)
    batch = bring([person(50, 入会时间=date(2026, 3, 10))])
    assert batch.updated == 1
    assert sorted(someone.memberships.values_list("state", flat=True)) == ["active", "withdrawn"]


def test_all_or_nothing_writes_nothing_while_one_line_is_wrong(bring):
    before = snapshot()
    batch = bring([person(60), person(61, 姓名="")], mode=rules.ALL_OR_NOTHING)
    assert (batch.state, counts(batch)) == ("checked", {"total": 2, "good": 1, "bad": 1, "created": 1})
    assert snapshot() == before
    assert bring([person(60)], mode=rules.ALL_OR_NOTHING).created == 1


def test_all_or_nothing_takes_back_what_it_wrote_when_things_changed_since_the_check(
    bring, cast, tmp_path, monkeypatch
):
    monkeypatch.setattr("zhijia.kernels.exchange.rules.CHUNK", 2)
    lines = [person(n) for n in range(60, 66)]
    path = write(tmp_path / "r.xlsx", lines)
    with path.open("rb") as file:
        from django.core.files import File

        batch = actions.receive(
            spec="people.roster", upload=File(file, "r.xlsx"), unit=cast.college, by=cast.college_officer, at=cast.now
        )
    batch = actions.start_check(batch=batch, by=cast.college_officer, at=cast.now)
    work.check(batch, work.silent, cast.now)
    from zhijia.kernels.people.actions import register_member

    number = person(65)["身份证号码"]
    register_member(name=person(65)["姓名"], unit=cast.sibling, joined_on=date(2020, 1, 1), id_number=number)
    before = snapshot()
    batch = actions.start_run(batch=batch, mode=rules.ALL_OR_NOTHING, by=cast.college_officer, at=cast.now)
    with pytest.raises(Exception, match="检查之后情况有变，第 8 行"):
        work.run(batch, work.silent, cast.now)
    batch.refresh_from_db()
    assert batch.state == "failed"
    assert "请先办理转会" in batch.error
    assert snapshot() == before


def test_undo_puts_everything_back(bring):
    bring([person(n) for n in range(70, 75)])
    before = snapshot()
    moved = {"岗位": "处长", "部门": "云岭财经职业学院工会", "入会时间": date(2015, 5, 5)}  # each opens an episode too
    lines = [person(n, 联系电话=f"1370000{n:04d}", **moved) for n in range(70, 80)]
    batch = bring(lines)
    assert (batch.created, batch.updated) == (5, 5)
    undone(batch)
    assert batch.state == "undone"
    assert snapshot() == before
    assert Person.objects.with_phone("13800000070").exists()


def undone(batch):
    batch.state = rules.UNDOING
    batch.save()
    work.undo_batch(batch, work.silent, batch.made_at)
    batch.refresh_from_db()


def test_undo_is_refused_with_what_was_changed_or_built_since(bring, cast):
    batch = bring([person(80), person(81)])
    someone = Person.objects.with_id_number(person(80)["身份证号码"]).get()
    someone.education = "硕士"
    someone.save()
    other = Person.objects.with_id_number(person(81)["身份证号码"]).get()
    end_membership(membership=other.memberships.get(), state="withdrawn", on=cast.today)
    Membership.objects.create(person=other, unit=cast.branch, joined_on=cast.today, member_since=cast.today)
    before = snapshot()
    with pytest.raises(Refused) as refused:
        undone(batch)
    said = str(refused.value)
    assert "有 3 处后来的改动" in said
    assert f"第 3 行 {person(80)['姓名']}：人员已被修改" in said
    assert f"第 4 行 {person(81)['姓名']}：已有会籍" in said
    batch.refresh_from_db()
    assert (batch.state, snapshot()) == ("done", before)


def test_the_counts_stand_in_the_trail(bring, cast):
    from zhijia.kernels.trail.models import Entry

    bring([person(90)])
    entry = Entry.objects.get(verb="import")
    assert (entry.by, entry.unit) == (cast.college_officer, cast.college)


@pytest.mark.parametrize("way", ["xlsx", "csv", "csv_gb"])
def test_an_exported_roster_imports_back_unchanged(bring, cast, tmp_path, way):
    bring([person(n, 岗位="=教师" if n % 5 == 0 else "教师") for n in range(100, 130)])
    before = snapshot()
    spec = ImportBatch.objects.first().spec
    headings = [str(column.label) for column in spec.columns]
    lines = list(roll_lines(spec, spec.current(cast.college, cast.college_officer), opened=True))
    assert len(lines) == 32  # the cast has two members in this college
    path = tmp_path / ("out.xlsx" if way == "xlsx" else "out.csv")
    if way == "xlsx":
        write_xlsx(path, headings, lines)
    else:
        path.write_bytes(b"".join(csv_blocks(headings, lines, "utf-8-sig" if way == "csv" else "gb18030")))
    batch = bring.file(path)
    assert counts(batch) == {"total": 32, "good": 32, "unchanged": 32}
    assert snapshot() == before


def test_a_masked_export_says_why_it_cannot_come_back(bring, cast, tmp_path):
    bring([person(100)])
    spec = ImportBatch.objects.first().spec
    lines = list(roll_lines(spec, spec.current(cast.branch, cast.college_officer)))
    write_xlsx(tmp_path / "out.xlsx", [str(column.label) for column in spec.columns], lines)
    batch = bring.file(tmp_path / "out.xlsx")
    assert (batch.good, {message for _line, _column, message in faults(batch)}) == (
        0,
        {"身份证号是遮盖后的号码，请填写完整号码", "手机号是遮盖后的号码，请填写完整号码"},
    )


def test_the_marked_copy_can_be_corrected_and_imported(bring, tmp_path):
    batch = bring([person(110), person(111, 姓名="")])
    with batch.marked.open() as file:
        rows = list(open_sheets(file).rows("花名册"))
    assert [row[-1] for row in rows] == ["", "导入结果（错误原因）", "新增", "姓名没有填写"]
    path = tmp_path / "again.xlsx"
    path.write_bytes(batch.marked.open().read())
    assert counts(bring.file(path)) == {"total": 2, "good": 1, "bad": 1, "unchanged": 1}


def test_an_import_into_a_unit_out_of_reach_is_refused(bring, cast):
    with pytest.raises(Refused, match="没有导入权限"):
        bring([person(1)], unit=cast.sibling)


LINE = st.tuples(
    st.integers(200, 212),
    st.sampled_from(["good", "good", "blank", "name", "number", "phone", "unit", "born"]),
)
SPOILED = {
    "name": {"姓名": ""},
    "number": {"身份证号码": "123"},
    "phone": {"联系电话": "1"},
    "unit": {"部门": "无"},
    "born": {"出生年月": date(1950, 1, 2)},
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, min_size=1, max_size=25), st.integers(1, 7))
def test_the_counts_always_add_up(bring, monkeypatch, lines, size):
    """good + bad + duplicate = lines of data, blank ones beside; created + updated + unchanged = good; any chunk."""
    monkeypatch.setattr("zhijia.kernels.exchange.rules.CHUNK", size)
    Membership.objects.filter(person__pk__gt=3).delete()
    Employment.objects.filter(person__pk__gt=3).delete()
    Person.objects.filter(pk__gt=3).delete()
    written = [{} if how == "blank" else person(serial, **SPOILED.get(how, {})) for serial, how in lines]
    while written and not written[-1]:
        written.pop()  # a sheet does not remember empty lines at its end
    if not written:
        return
    batch = bring(written)
    blanks = sum(1 for line in written if not line)
    good = {serial for serial, how in lines if how == "good"}
    assert batch.total + batch.blank == len(written)
    assert batch.blank == blanks
    assert batch.good + batch.bad + batch.duplicate == batch.total
    assert batch.created + batch.updated + batch.unchanged == batch.good == len(good)
    assert batch.bad == sum(1 for _serial, how in lines[: len(written)] if how in SPOILED)
    assert batch.faults.values("line").distinct().count() == batch.bad + batch.duplicate
    assert set(batch.rows.values_list("outcome", flat=True)) <= {"created"}
