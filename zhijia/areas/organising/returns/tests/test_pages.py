from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from python_calamine import load_workbook

from zhijia.areas.organising.returns import actions
from zhijia.areas.organising.returns.models import Cell, Round
from zhijia.areas.organising.returns.rules import State
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.jobs.models import Job
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.people.actions import register_member

pytestmark = pytest.mark.django_db


def page(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def send(client, user, name, of, **data):
    client.force_login(user)
    return client.post(reverse(f"returns:{name}", args=[of.pk]), data, follow=True)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_province_opens_a_round_and_the_numbers_come_by_themselves(client, cast, year):
    client.force_login(cast.province_officer)
    data = {"unit": cast.province.pk, "title": "2025年工会统计年报", "start": "2025-01-01", "end": "2025-12-31"}
    answer = client.post(reverse("returns:round-new"), data | {"due_on": "2026-03-20", "note": ""}, follow=True)
    assert "已下发，正在后台自动取数" in answer.content.decode()
    assert Round.objects.get().returns.count() == 5
    run_jobs()
    assert Job.objects.get().state == "done"
    assert Cell.objects.get(of__unit=cast.college, item="A05").computed == 2


def test_wrong_days_are_refused_beside_the_field(client, cast, year):
    client.force_login(cast.province_officer)
    data = {
        "unit": cast.province.pk,
        "title": "年报",
        "start": "2025-01-01",
        "end": "2025-12-31",
        "due_on": "2025-12-01",
    }
    answer = client.post(reverse("returns:round-new"), data)
    assert answer.status_code == 422
    assert "报送截止日期不能早于期间的最后一天" in answer.content.decode()


def test_a_college_may_not_open_one(client, cast, year):
    client.force_login(cast.college_officer)
    answer = client.get(reverse("returns:round-new"))
    assert cast.province.name not in answer.content.decode()


def test_the_round_shows_who_has_reported_and_who_is_late(client, cast, year):
    round = year.open(due_on=date(2025, 12, 31))
    year.report("YL-LG", by=cast.province_officer)
    shown = page(client, cast.province_officer, round.get_absolute_url())
    for text in ("逾期未报", "已审核", "云岭市第一中学工会"):
        assert text in shown
    late = page(client, cast.province_officer, f"{round.get_absolute_url()}?which=late")
    assert f'data-row="{year.of("YL-CJ").pk}"' in late
    assert f'data-row="{year.of("YL-LG").pk}"' not in late


def test_the_list_of_rounds_counts_what_opens_behind_it(client, cast, year):
    year.open()
    counts = {}
    for user in (cast.province_officer, cast.college_officer):
        client.force_login(user)
        rows = client.get(reverse("returns:rounds")).context["page_obj"].object_list
        counts[user] = [row.asked for row in rows]
    assert counts == {cast.province_officer: [5], cast.college_officer: [1]}


def test_late_units_are_reminded_in_bulk(client, cast, year):
    round = year.open(due_on=date(2025, 12, 31))
    client.force_login(cast.province_officer)
    data = {"bulk": "remind", "row": [year.of("YL-CJ").pk, year.of("YL-C-1").pk]}
    assert "催报" in client.post(round.get_absolute_url(), data).content.decode()
    answer = client.post(round.get_absolute_url(), data | {"confirm": "1"}, follow=True)
    assert "已向 2 个单位催报" in answer.content.decode()
    assert year.of("YL-CJ").reminders == 1


def test_the_list_costs_the_same_however_many(client, cast, year):
    year.open()
    client.force_login(cast.college_officer)
    few = queries(client, reverse("returns:returns"))
    client.force_login(cast.province_officer)
    assert queries(client, reverse("returns:returns")) == few


@pytest.mark.parametrize("name", ["return", "cells", "sheet"])
def test_the_sibling_gets_404(client, cast, year, name):
    year.open()
    year.fill_in("YL-CJ")
    page(client, cast.sibling_officer, reverse(f"returns:{name}", args=[year.of("YL-CJ").pk]), 404)
    cell = Cell.objects.filter(of__unit=cast.college).first()
    page(client, cast.sibling_officer, cell.get_absolute_url(), 404)
    page(client, cast.sibling_officer, reverse("returns:summary", args=[year.of("YL").pk]), 404)


def test_a_return_shows_what_is_missing_and_where_each_number_comes_from(client, cast, year):
    year.open()
    of = year.of("YL-CJ")
    assert "按“自动取数”" in page(client, cast.college_officer, of.get_absolute_url())
    send(client, cast.college_officer, "fill", of)
    shown = page(client, cast.college_officer, of.get_absolute_url())
    cell = Cell.objects.get(of=of, item="A05")
    for text in ("还缺", "B01 专职工会干部", cell.get_absolute_url(), "901 统计代码", "单独基层工会"):
        assert text in shown
    opened = page(client, cast.college_officer, cell.get_absolute_url())
    assert "/indicators/members/rows/?unit=YL-CJ&amp;from=2025-01-01&amp;to=2025-12-31" in opened


def test_a_module_is_filled_in_and_an_adjustment_without_reason_is_refused_beside_it(client, cast, year):
    year.open()
    of = actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    address = reverse("returns:module", args=[of.pk, "A"])
    assert "自动取数" in page(client, cast.college_officer, address)
    answer = client.post(address, {"A05": "4"})
    assert answer.status_code == 422
    assert "工会会员人数与自动取数不一致，请写明调整理由" in answer.content.decode()
    answer = client.post(address, {"A05": "4", "A05-reason": "两人未录入", "A01-note": "新校区"}, follow=True)
    assert "调整：两人未录入" in answer.content.decode()
    assert Cell.objects.get(of=of, item="A01").note == "新校区"
    page(client, cast.college_officer, reverse("returns:module", args=[of.pk, "X"]), 404)


def test_two_people_in_one_module_keep_each_others_numbers(client, cast, year):
    """Each sends the whole module; only what each changed is written, and where both did, the second is asked."""
    year.open()
    of = year.fill_in("YL-CJ", B01=3)
    address = reverse("returns:module", args=[of.pk, "B"])
    client.force_login(cast.college_officer)
    loaded = {
        field.get("name"): field.get("value") or ""
        for field in html.fromstring(client.get(address).content).xpath("//input[@name]")
    }
    assert loaded["initial-B01"] == loaded["B01"] == "3"
    client.post(address, loaded | {"B01": "4", "B07": "1", "initial-B07": "1"})
    answer = client.post(address, loaded | {"B05": "6", "B07": "1", "initial-B07": "1"}, follow=True)
    assert answer.status_code == 200
    values = {cell.item: cell.reported for cell in of.cells.filter(item__in=["B01", "B05", "B07"])}
    assert values == {"B01": 4, "B05": 6, "B07": 1}
    again = loaded | {"B01": "5", "B07": "1", "initial-B07": "1"}
    answer = client.post(address, again)
    assert answer.status_code == 422
    assert "专职工会干部刚刚被别人改为“4”" in answer.content.decode()
    shown = html.fromstring(answer.content)
    assert (shown.xpath("//input[@name='B01']/@value"), shown.xpath("//input[@name='initial-B01']/@value")) == (
        ["5"],
        ["4"],
    )
    client.post(address, again | {"initial-B01": "4"})
    assert of.cells.get(item="B01").reported == 5


def test_an_adjustment_that_was_overtaken_is_confirmed_by_a_tick(client, cast, year):
    year.open()
    of = year.fill_in("YL-CJ", A05={"adjusted": 4, "reason": "两人未录入"})
    register_member(name="补录", unit=cast.college, joined_on=date(2025, 5, 1))
    actions.fill(of=of, by=cast.college_officer, at=cast.now)
    assert "自动取数由2变为3" in page(client, cast.college_officer, of.get_absolute_url())
    address = reverse("returns:module", args=[of.pk, "A"])
    assert "仍按调整数上报" in page(client, cast.college_officer, address)
    same = {"A05": "4", "initial-A05": "4", "A05-reason": "两人未录入", "initial-A05-reason": "两人未录入"}
    client.post(address, same | {"A05-kept": "on"})
    cell = Cell.objects.get(of=of, item="A05")
    assert (cell.adjusted, cell.adjusted_from, cell.is_outdated) == (4, 3, False)


def test_what_was_imported_is_not_taken_back_once_it_is_handed_up(cast, year, tmp_path):
    year.open()
    of = year.fill_in("YL-CJ")
    path = tmp_path / "表.csv"
    path.write_text("代码,指标,计量单位,自动取数,填报数,调整理由,说明\nB10,,,,7,,\n", encoding="utf-8")
    batch = bring_in(cast, of, path)
    year.submit("YL-CJ")
    assert "不能整批撤销" in undone(batch, cast).error
    assert of.cells.get(item="B10").reported == 7
    actions.withdraw(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    assert undone(batch, cast).error == ""
    assert of.cells.get(item="B10").reported is None


def test_a_sheet_that_corrects_an_earlier_one_is_taken_back_to_it(cast, year, tmp_path):
    year.open()
    of = year.fill_in("YL-CJ")
    path = tmp_path / "表.csv"
    for number in (7, 9):
        path.write_text(f"代码,指标,计量单位,自动取数,填报数,调整理由,说明\nB10,,,,{number},,\n", encoding="utf-8")
        batch = bring_in(cast, of, path)
        assert of.cells.get(item="B10").reported == number
    assert undone(batch, cast).error == ""
    assert of.cells.get(item="B10").reported == 7


def undone(batch, cast):
    exchange.start_undo(batch=batch, by=cast.college_officer, at=cast.now)
    run_jobs()
    batch.refresh_from_db()
    return batch


def test_the_deadline_is_moved_and_a_round_taken_back_by_hand(client, cast, year):
    round = year.open()
    address = reverse("returns:round-change", args=[round.pk])
    assert "改截止日期和要求" in page(client, cast.province_officer, round.get_absolute_url())
    assert "改截止日期和要求" not in page(client, cast.college_officer, round.get_absolute_url())
    client.force_login(cast.province_officer)
    data = {"title": round.title, "due_on": "2026-04-01", "note": ""}
    assert "2026-04-01" in client.post(address, data, follow=True).content.decode()
    assert client.post(address, data | {"due_on": "2025-01-01"}).status_code == 422
    for who in (cast.college_officer, cast.sibling_officer):
        client.force_login(who)
        assert client.post(address, data).status_code in (403, 404)
        assert client.post(reverse("returns:round-withdraw", args=[round.pk]), {"reason": "好奇"}).status_code in (
            403,
            404,
        )
    client.force_login(cast.province_officer)
    gone = client.post(reverse("returns:round-withdraw", args=[round.pk]), {"reason": "期间有误"}, follow=True)
    assert "已撤回，各单位会收到通知" in gone.content.decode() and not Round.objects.exists()


def test_the_whole_way_by_hand(client, cast, year):
    year.open()
    year.fill_in("YL-CJ")
    of = year.of("YL-CJ")
    assert "必填项已填齐" in page(client, cast.college_officer, of.get_absolute_url())
    assert "已提交，等主席签报" in send(client, cast.college_officer, "submit", of).content.decode()
    assert "已签报" in send(client, cast.college_chair, "sign", of).content.decode()
    back = send(client, cast.province_officer, "send-back", of, reason="请核对女职工数")
    assert "退回原因：请核对女职工数" in back.content.decode()
    send(client, cast.college_officer, "submit", of)
    send(client, cast.college_chair, "sign", of)
    assert "已审核，计入汇总" in send(client, cast.province_officer, "approve", of).content.decode()
    cell = Cell.objects.get(of=of, item="A05")
    assert "现在重新计算，数和明细都没有变化" in page(client, cast.college_officer, cell.get_absolute_url())
    assert "重新打开" in page(client, cast.province_officer, of.get_absolute_url())
    send(client, cast.province_officer, "reopen", of, reason="漏报")
    assert year.of("YL-CJ").state == State.RETURNED


def test_what_does_not_hold_leads_to_where_it_is_put_right(client, cast, year):
    year.open()
    of = year.fill_in("YL-CJ", B01=1, B02=2)
    way = reverse("returns:module", args=[of.pk, "B"])
    shown = page(client, cast.college_officer, of.get_absolute_url())
    assert "去改" in shown and f'href="{way}#id_B0' in shown
    assert "去改" not in page(client, cast.auditor, of.get_absolute_url())


def test_a_unit_is_excused_and_called_back(client, cast, year):
    year.open()
    of = year.of("YL-CJ")
    assert "已免报" in send(client, cast.province_officer, "excuse", of, reason="正在撤并").content.decode()
    excused = page(client, cast.college_officer, of.get_absolute_url())
    assert "这次不用填报。原因：正在撤并" in excused and "自动取数”" not in excused and "缺</span>" not in excused
    assert "已取消免报" in send(client, cast.province_officer, "recall", of).content.decode()


def test_double_counts_are_declared_on_the_sum(client, cast, year):
    year.open()
    year.report("YL-CJ", by=cast.province_officer)
    top = year.of("YL")
    answer = send(client, cast.province_officer, "double-new", top, item="A05", amount="1", reason="两处在册")
    assert "两处在册" in answer.content.decode()
    cell = Cell.objects.get(of=top, item="A05")
    parts = page(client, cast.province_officer, cell.get_absolute_url())
    assert "重复扣减：两处在册" in parts and "云岭财经职业学院工会" in parts
    send(client, cast.province_officer, "double-drop", top.doubles.get())
    assert not top.doubles.exists()


def test_the_summary_has_units_down_and_items_across(client, cast, year):
    year.open()
    year.report("YL-CJ", by=cast.province_officer)
    address = reverse("returns:summary", args=[year.of("YL").pk])
    shown = page(client, cast.province_officer, address)
    for text in ("云岭财经职业学院工会", "汇总上报数", "2 份下级报表没有审核完", "40.0%"):
        assert text in shown
    assert "云岭理工学院工会" not in shown
    assert "云岭理工学院工会" in page(client, cast.province_officer, f"{address}?all=1")
    assert "本级核定编制" in page(client, cast.province_officer, f"{address}?module=L")
    rows = {row[0]: row for row in sheet_of(client.get(f"{address}?export=xlsx"))}
    assert rows["云岭财经职业学院工会"][1:3] == rows["汇总上报数"][1:3] == ["5", "3"]


def test_what_is_exported_is_read_back(client, cast, year, tmp_path):
    year.open()
    of = actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    lines = sheet_of(client.get(reverse("returns:cells", args=[of.pk]) + "?export=xlsx"))
    head = next(n for n, row in enumerate(lines) if "代码" in row)
    put = {"B01": {"填报数": "3"}, "B07": {"填报数": "专职"}, "A05": {"填报数": "4", "调整理由": "两人未录入"}}
    for row in lines[head + 1 :]:
        for word, value in put.get(row[lines[head].index("代码")], {}).items():
            row[lines[head].index(word)] = value
    path = tmp_path / "报表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(lines):
            sheet.write_row(n, 0, row)
    batch = bring_in(cast, of, path)
    assert (batch.updated, batch.faults.count()) == (3, 0), list(batch.faults.values_list("message", flat=True))
    values = {cell.item: cell.reported for cell in of.cells.filter(item__in=["A05", "B01", "B07"])}
    assert values == {"A05": 4, "B01": 3, "B07": 1}
    again = bring_in(cast, of, path)
    assert (again.updated, again.unchanged) == (0, of.cells.count())


def sheet_of(answer) -> list[list]:
    book = load_workbook(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]


def bring_in(cast, of, path):
    return exchange.import_file(
        spec="returns.values", path=path, unit=cast.college, by=cast.college_officer, at=cast.now, subject_id=of.pk
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Z99,,,,3,,", "报表里没有这个代码"),
        ("B01,,,,三个,,", "请填数字"),
        ("B01,,,,NaN,,", "请填数字"),
        ("B01,,,,3.5,,", "专职工会干部请填整数"),
        ("A05,,,,9,,", "工会会员人数与自动取数不一致，请写明调整理由"),
        ("B07,,,,7,,", "请按选项填写"),
    ],
)
def test_a_wrong_line_is_told_in_a_sentence(cast, year, tmp_path, line, says):
    year.open()
    of = actions.fill(of=year.of("YL-CJ"), by=cast.college_officer, at=cast.now)
    path = tmp_path / "表.csv"
    path.write_text(f"代码,指标,计量单位,自动取数,填报数,调整理由,说明\n{line}\n", encoding="utf-8")
    batch = bring_in(cast, of, path)
    assert batch.updated == 0
    assert says in batch.faults.get().message


def test_a_paper_form_has_places_for_signature_and_seal(client, cast, year):
    year.open()
    year.fill_in("YL-CJ")
    shown = page(client, cast.college_officer, reverse("returns:sheet", args=[year.of("YL-CJ").pk]))
    for text in ("基层工会调查表", "工会主席（签章）", "（单位盖章）", "A05"):
        assert text in shown


def test_field_history_stands_on_the_page_of_a_number(client, cast, year):
    year.open()
    of = year.fill_in("YL-CJ", A05={"adjusted": 4, "reason": "两人未录入"})
    shown = page(client, cast.college_officer, Cell.objects.get(of=of, item="A05").get_absolute_url())
    assert "填报数据" in shown and "两人未录入" in shown
