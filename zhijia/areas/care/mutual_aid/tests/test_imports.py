"""The two spreadsheets as offices send them."""

from datetime import date

import pytest
import xlsxwriter

from zhijia.areas.care.mutual_aid.models import Claim, Enrolment
from zhijia.base.identity import synthetic_id
from zhijia.base.sheets import imports
from zhijia.base.sheets.writing import write_xlsx
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Case
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.exchange.outgoing import roll_lines


@pytest.fixture
def sheet(tmp_path):
    def write(rows, name="名册.xlsx"):
        with xlsxwriter.Workbook(str(tmp_path / name)) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, [str(cell) if isinstance(cell, date) else cell for cell in row])
        return tmp_path / name

    return write


@pytest.fixture
def load(cast, aid):
    def run(spec, path, at=None, **more):
        facts = {"unit": cast.college, "by": cast.college_officer, "subject_id": aid.period.pk, "at": at or aid.opening}
        return exchange.import_file(spec=spec, path=path, **facts | more)

    return run


def undo(batch, by, at):
    from zhijia.kernels.jobs.testing import run_jobs

    exchange.start_undo(batch=batch, by=by, at=at)
    run_jobs()
    batch.refresh_from_db()
    return batch


def number(person):
    return person.id_number.reveal()


def roll(*lines):
    """As the office's template has it: a title, a unit, headings in the third line, data from the fourth."""
    return [
        ["机关事业单位参互名册"],
        ["单位：云岭财经职业学院工会"],
        ["序号", "姓名", "性别", "身份证号", "电话"],
        *lines,
    ]


def test_a_roll_in_the_offices_layout(cast, aid, sheet, load):
    stranger = synthetic_id(date(1990, 1, 1), 77)
    path = sheet(
        roll(
            [1, "李念", "", number(cast.li), "13800000000"],
            [2, "张 知远", "", number(cast.zhang), ""],
            [3, "张知远", "", number(cast.zhang), ""],
            [4, "无名", "", stranger, ""],
            [5, "钱邻", "", number(cast.qian), ""],
        )
    )
    batch = load("mutual_aid.enrolment", path)
    assert (batch.total, batch.created, batch.bad, batch.duplicate) == (5, 2, 2, 1)
    assert {fault.message for fault in batch.faults.filter(doubled=False)} == {
        "不是本单位在籍会员，请先在花名册登记或办理转会"
    }
    assert set(Enrolment.objects.values_list("person__name", "fee_fen", "state")) == {
        ("李念", 15_000, "listed"),
        ("张知远", 15_000, "listed"),
    }
    again = load("mutual_aid.enrolment", path)
    assert (again.created, again.unchanged) == (0, 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["1", "李年", ""], "该身份证号在花名册上登记为“李念”，请核对姓名或号码"),
        (["1", "李念", "男"], "性别与身份证号（女）不一致，请核对"),
    ],
)
def test_what_contradicts_the_roster_is_an_error(cast, aid, sheet, load, line, said):
    batch = load("mutual_aid.enrolment", sheet(roll([*line, number(cast.li), ""])))
    assert [fault.message for fault in batch.faults.all()] == [said] and not Enrolment.objects.exists()


def test_out_of_the_window_nothing_is_taken_in(cast, aid, sheet, load):
    path = sheet(roll([1, "李念", "", number(cast.li), ""]))
    late = load("mutual_aid.enrolment", path, at=aid.opening.replace(year=2026, month=5))
    assert [fault.message for fault in late.faults.all()] == ["本期参互已于2026-03-31截止，期中不再办理"]


def test_next_door_may_not_import_here(cast, aid, sheet, load):
    with pytest.raises(Refused):
        load("mutual_aid.enrolment", sheet(roll([1, "李念", "", number(cast.li), ""])), by=cast.sibling_officer)


def test_a_roll_is_taken_back_until_the_fee_is_reconciled(cast, aid, sheet, load):
    path = sheet(roll([1, "李念", "", number(cast.li), ""]))
    batch = load("mutual_aid.enrolment", path)
    assert undo(batch, cast.college_officer, aid.opening).state == "undone" and not Enrolment.objects.exists()
    batch = load("mutual_aid.enrolment", path)
    aid.cover([])
    assert "第 4 行 李念：参互名册已被修改" in undo(batch, cast.college_officer, aid.opening).error
    assert Enrolment.objects.effective().count() == 1


def test_an_exported_roll_imports_back_unchanged(cast, aid, load, tmp_path):
    aid.enrol([cast.li, cast.zhang])
    spec = imports["mutual_aid.enrolment"]
    lines = list(roll_lines(spec, spec.current(cast.college, cast.college_officer), opened=True))
    write_xlsx(tmp_path / "out.xlsx", [str(column.label) for column in spec.columns], lines)
    batch = load("mutual_aid.enrolment", tmp_path / "out.xlsx")
    assert (batch.total, batch.unchanged, batch.bad) == (2, 2, 0)


HEADINGS = [
    "姓名",
    "身份证号",
    "医院名称",
    "入院时间",
    "出院时间",
    "总费用",
    "政策范围内自付",
    "发票号码",
    "是否重大疾病",
]


def test_stays_from_a_sheet_compute_and_wait_for_review(cast, aid, sheet, load):
    aid.cover([cast.li])
    line = ["李念", number(cast.li), "云岭省第一人民医院"]
    path = sheet(
        [
            HEADINGS,
            [*line, date(2026, 1, 5), date(2026, 1, 9), 6000, 2985, "FP1", "否"],
            [*line, date(2026, 1, 7), date(2026, 1, 20), 6000, 2985, "FP2", "否"],
            [*line, date(2026, 2, 7), date(2026, 2, 20), 6000, 1000, "FP1", "否"],
            [*line, date(2026, 2, 7), date(2026, 2, 20), 600, 1000, "FP3", "否"],
            ["张知远", number(cast.zhang), "云岭省第一人民医院", date(2026, 2, 7), date(2026, 2, 20), 600, 100, "", ""],
        ]
    )
    batch = load("mutual_aid.claims", path, at=cast.now)
    assert (batch.created, batch.bad) == (1, 4)
    assert list(batch.faults.order_by("line").values_list("line", "column", "message")) == [
        (3, "admitted_on", "李念2026-01-05至2026-01-09在云岭省第一人民医院的住院已经申请过补助，不能重复申请"),
        (4, "invoice_no", "发票FP1已经申请过补助，不能重复申请"),
        (5, "self_pay_fen", "自付费用不能超过医疗总费用，请核对"),
        (6, "id_number", "本单位第十九期没有这名会员的参互记录"),
    ]
    claim = Claim.objects.get()
    assert (claim.amount_fen, claim.state, claim.case.desk_unit) == (43_700, "in_review", cast.college)


def test_stays_are_taken_back_only_while_nobody_has_ruled(cast, aid, sheet, load):
    aid.cover([cast.li])
    path = sheet(
        [HEADINGS, ["李念", number(cast.li), "省一院", date(2026, 1, 5), date(2026, 1, 9), 6000, 2985, "FP1", "是"]]
    )
    batch = load("mutual_aid.claims", path, at=cast.now)
    undone = undo(batch, cast.college_officer, cast.now)
    assert undone.state == "undone" and not Claim.objects.exists() and not Case.objects.exists()

    batch = load("mutual_aid.claims", path, at=cast.now)
    aid.rule(list(Claim.objects.select_related("case")), cast.college_chair)
    kept = undo(batch, cast.college_officer, cast.now)
    assert "不能整批撤销" in kept.error and Claim.objects.count() == 1


@pytest.mark.parametrize("spec", ["mutual_aid.enrolment", "mutual_aid.claims"])
def test_a_college_may_choose_the_period_that_the_province_runs(cast, aid, client, spec):
    client.force_login(cast.college_officer)
    assert str(aid.period) in client.get(f"/exchange/start/{spec}/").content.decode()
