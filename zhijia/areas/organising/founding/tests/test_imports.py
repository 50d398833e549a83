"""Sheets that go out and come in again: visits made, broken lines noted by hand."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from zhijia.areas.organising.founding import actions
from zhijia.areas.organising.founding.models import BrokenLine, Contact
from zhijia.base.sheets import imports
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.exchange.models import ImportFault
from zhijia.kernels.jobs.testing import run_jobs


@pytest.fixture
def sheet(cast, tmp_path):
    """Takes in lines of text, headings first."""

    def take(spec, *lines, unit=None, by=None):
        path = tmp_path / "表.csv"
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        given = {"unit": unit or cast.province, "by": by or cast.province_officer, "at": cast.now}
        return exchange.import_file(spec=spec, path=path, **given)

    return take


@pytest.fixture
def again(cast, sheet):
    """Sends what the export writes straight back."""

    def back(code, unit=None, by=None):
        spec = imports[code]
        rows = list(spec.current(unit or cast.province, by or cast.province_officer))
        lines = ([str(column.word(row[column.key])) for column in spec.columns] for row in rows)
        text = io.StringIO()
        csv.writer(text).writerows([[str(column.label) for column in spec.columns], *lines])
        batch = sheet(code, text.getvalue(), unit=unit, by=by)
        return len(rows), batch.unchanged, batch.created + batch.updated + batch.bad

    return back


def undo(cast, batch):
    exchange.start_undo(batch=batch, by=cast.province_officer, at=cast.now)
    run_jobs()


def faults(batch):
    return list(ImportFault.objects.filter(batch=batch).order_by("line").values_list("line", "column"))


HEADS = "单位,日期,方式,对方人员,情况,约定事项"


def test_visits_come_in_once_and_go_out_the_same(cast, sheet, again, listed):
    target = listed()
    lines = (
        HEADS,
        "云岭博雅中学,2026-03-01,走访,卢静,愿意建会,三月内再谈",
        "云岭博雅中学,2026-03-05,,卢静,商定筹备组人选,",
        "没有摸排的单位,2026-03-05,电话,,问了情况,",
        "云岭博雅中学,2027-03-05,电话,,还没发生,",
    )
    batch = sheet("founding.contacts", *lines)
    assert (batch.created, batch.bad) == (2, 2)
    assert faults(batch) == [(4, "target"), (5, "on")]
    target.refresh_from_db()
    assert target.stage == "talking" and set(Contact.objects.values_list("way", flat=True)) == {"visit"}
    assert again("founding.contacts") == (2, 2, 0)
    assert Contact.objects.count() == 2


def test_a_visit_written_in_two_lines_is_known_again(cast, again, listed):
    """A cell is read without its line breaks."""
    given = {"on": cast.today, "way": "visit", "by": cast.province_officer, "at": cast.now, "today": cast.today}
    actions.note_contact(target=listed(), said="愿意建会\n要等董事会", **given)
    assert again("founding.contacts") == (1, 1, 0)


def test_taking_visits_back_takes_the_first_step_back(cast, sheet, listed):
    target = listed()
    batch = sheet("founding.contacts", HEADS, "云岭博雅中学,2026-03-01,电话,,愿意建会,")
    undo(cast, batch)
    target.refresh_from_db()
    assert (target.stage, Contact.objects.count()) == ("listed", 0)


def test_visits_of_others_are_not_taken_away(cast, listed):
    given = {"on": cast.today, "way": "visit", "by": cast.province_officer, "at": cast.now, "today": cast.today}
    actions.note_contact(target=listed(), said="谈了", **given)
    assert not list(imports["founding.contacts"].current(cast.province, cast.sibling_officer))


LINE_HEADS = "单位编码,地方或单位,断线情形,说明,发现日期,原因,整改方案,责任人,完成期限,销号日期,整改结果"


def test_broken_lines_noted_by_hand_come_in_and_go_out_the_same(cast, sheet, again):
    lines = (
        LINE_HEADS,
        ",清溪县,应有工会的地方没有工会,教育工会撤了,2026-02-01,机构改革，上级撤并,重新建会,方远,2026-06-30,,",
        "YL-CJ,财院附中,,,2026-02-03,,,,,,",
        ",临江县,,,2026-01-05,,,,,2026-03-01,已建立县教育工会",
        ",东山县,没有上级工会,,2026-02-01,,,,,,",
        ",西山县,,,2026-02-01,,,,2026-01-01,,",
        ",南山县,,,2026-02-01,,,,,2026-03-01,",
        "没有的,北山县,,,2026-02-01,,,,,,",
    )
    batch = sheet("founding.lines", *lines)
    assert (batch.created, batch.bad) == (3, 4)
    assert faults(batch) == [(5, "fault"), (6, "due_on"), (7, "fixed_note"), (8, "code")]
    by_place = {line.place: line for line in BrokenLine.objects.select_related("unit")}
    assert by_place["清溪县"].cause == "reform" and by_place["清溪县"].responsible == "方远"
    assert by_place["财院附中"].unit == cast.college
    assert (by_place["临江县"].state, by_place["临江县"].fixed_note) == ("fixed", "已建立县教育工会")
    assert again("founding.lines") == (3, 3, 0)


def test_a_known_place_is_brought_up_to_date_and_can_be_taken_back(cast, sheet):
    given = {"found_on": cast.today, "today": cast.today, "by": cast.province_officer, "at": cast.now}
    line = actions.note_line(unit=cast.province, place="清溪县", cause="few", **given)
    row = f",清溪县,,,{cast.today},,先建联合工会,方远,{cast.today + timedelta(days=60)},{cast.today},已建会"
    batch = sheet("founding.lines", LINE_HEADS, row)
    assert batch.updated == 1
    line.refresh_from_db()
    assert (line.plan, line.cause, line.fixed_on) == ("先建联合工会", "few", cast.today)
    late = sheet("founding.lines", LINE_HEADS, f",清溪县,,,{cast.today},,换个方案,,,,")
    assert faults(late) == [(2, "place")]
    undo(cast, batch)
    line.refresh_from_db()
    assert (line.plan, line.responsible, line.fixed_on, line.due_on) == ("", "", None, None)


def test_what_the_nightly_search_found_stays_out_of_the_sheet(cast):
    BrokenLine.objects.create(unit=cast.college, fault="no_superior", found_on=cast.today)
    assert not list(imports["founding.lines"].current(cast.province, cast.province_officer))


def test_the_list_itself_imports_back(cast, client, sheet, listed):
    """Whoever exports the list page with its usual columns may send it back as it is."""
    given = {"on": cast.today, "way": "meeting", "by": cast.province_officer, "at": cast.now, "today": cast.today}
    actions.note_contact(target=listed(), said="谈了", met="卢静", agreed="再谈", **given)
    client.force_login(cast.province_officer)
    answer = client.get("/founding/contacts/", {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("日期,单位,方式")
    batch = sheet("founding.contacts", *lines)
    assert (batch.unchanged, batch.created, batch.bad) == (1, 0, 0)


@pytest.mark.parametrize("name", ["contacts", "lines", "targets"])
def test_the_lists_lead_to_their_sheets(cast, client, name):
    client.force_login(cast.province_officer)
    shown = client.get(f"/founding/{name}/").content.decode()
    for step in ("start", "template", "current"):
        assert reverse(f"exchange:{step}", args=[f"founding.{name}"]) in shown
