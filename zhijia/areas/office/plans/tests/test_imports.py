"""The 责任分解表 goes out, is filled in, and comes back."""

import xlsxwriter

from zhijia.areas.office.plans import actions
from zhijia.areas.office.plans.imports import TaskBook
from zhijia.areas.office.plans.models import Task
from zhijia.kernels.exchange import actions as exchange

HEADINGS = ["任务编号", "条目", "措施", "牵头单位", "配合单位", "责任人", "完成时限", "完成标准", "进展"]


def take_in(cast, plan, rows, tmp_path):
    path = tmp_path / "分解表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(at, 0, row)
    return exchange.import_file(
        spec="plans.tasks", path=path, unit=cast.college, by=cast.college_officer, subject_id=plan.pk, at=cast.now
    )


def test_a_filled_in_table_makes_and_changes_tasks(cast, office, tmp_path):
    plan = office.adopt()
    (task,) = office.give(plan, owner=cast.college_officer)
    words = office.measures(plan)[1].words
    rows = [
        [task.number, "", "", "", "会计学院分工会", "", "", "四期，每期不少于三十人", "第一期已办"],
        ["", "", words, "会计学院分工会", "", "孙平", "2026-06-20", "", ""],
        ["", "", "计划里没有的事", "会计学院分工会", "", "", "2026-06-20", "", ""],
        ["RW-2026-999999", "", "", "", "", "", "", "", "?"],
        ["", "", words, "云岭理工学院工会", "", "", "2026-06-20", "", ""],
        ["", "", words, "会计学院分工会", "", "邻舟", "2026-06-20", "", ""],
    ]
    batch = take_in(cast, plan, rows, tmp_path)
    assert (batch.created, batch.updated, batch.bad) == (1, 1, 4)
    task.refresh_from_db()
    assert (task.standard, task.progress) == ("四期，每期不少于三十人", "第一期已办")
    assert list(task.helpers.all()) == [cast.branch]
    new = Task.objects.exclude(pk=task.pk).get()
    assert (new.unit, new.owner, str(new.due_on)) == (cast.branch, cast.branch_chair, "2026-06-20")


def test_what_goes_out_comes_back_unchanged(cast, office, tmp_path):
    plan = office.adopt()
    office.give(plan, 3, owner=cast.college_officer, helpers=(cast.branch,), standard="办好")
    lines = list(TaskBook().current(cast.college, cast.college_officer))
    rows = [[str(line[column.key] or "") for column in TaskBook.columns] for line in lines]
    batch = take_in(cast, plan, rows, tmp_path)
    assert (batch.total, batch.unchanged, batch.bad) == (3, 3, 0)


def test_an_accepted_date_in_the_table_is_refused_in_its_row(cast, office, at_work, tmp_path):
    actions.receive(task=at_work.below, by=cast.branch_chair, at=cast.now)
    rows = [[at_work.below.number, "", "", "", "", "", "2026-12-31", "", ""]]
    batch = take_in(cast, at_work.plan, rows, tmp_path)
    assert batch.bad == 1 and "申请延期" in str(list(batch.faults.all())[0].__dict__)
