import json
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from zhijia.areas.office.reports.actions import publishing, starting, writing
from zhijia.areas.office.reports.models import Paragraph, Report
from zhijia.engines.flow.models import Case
from zhijia.kernels.records.actions import reverse


def page(client, address, **more):
    return client.get(address, **more).content.decode()


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.college_officer)
    return client


def at(desk, rest=""):
    return f"/reports/{desk.report.pk}/{rest}"


# --- the list ---


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_reports(cast, officer, desk, rows, django_assert_max_num_queries):
    for n in range(1, rows):
        starting.start_report(
            unit=cast.branch,
            title=f"报告{n}",
            start=date(2025, 1, 1),
            end=date(2025, 12, 31),
            by=cast.college_officer,
            at=cast.now,
        )
    with django_assert_max_num_queries(16):
        assert "凝心聚力" in page(officer, "/reports/")


def test_the_fragment_is_part_of_the_page(officer, desk):
    part = page(officer, "/reports/", headers={"HX-Request": "true"})
    assert "凝心聚力" in part and "<h1>" not in part


@pytest.mark.parametrize("rest", ["", "head/", "write/", "docx/", "print/", "changes/", "figures/new/", "sections/"])
def test_next_door_gets_404(cast, client, written, rest):
    client.force_login(cast.sibling_officer)
    assert client.get(at(written, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["submit/", "consult/", "revise/", "withdraw/"])
def test_next_door_does_nothing(cast, client, written, rest):
    client.force_login(cast.sibling_officer)
    assert client.post(at(written, rest)).status_code == 404
    assert written.fresh().state == "draft"


def test_next_door_reaches_no_part_of_it(cast, client, written):
    client.force_login(cast.sibling_officer)
    paragraph, figure = written.paragraph, written.report.figures.first()
    assert client.post(f"/reports/paragraphs/{paragraph.pk}/", {"text": "改"}).status_code == 404
    assert client.get(f"/reports/figures/{figure.pk}/").status_code == 404
    assert client.post(f"/reports/figures/{figure.pk}/drop/").status_code == 404
    assert client.post(f"/reports/sections/{paragraph.section_id}/drop/").status_code == 404
    assert "凝心聚力" not in page(client, "/reports/")


# --- reading ---


@pytest.mark.parametrize("rows", [1, 3])
def test_a_report_costs_the_same_for_any_number_of_paragraphs(
    cast, officer, desk, aid, rows, django_assert_max_num_queries
):
    for _n in range(rows):
        desk.bind("test.claims")
    for n in range(1, rows):
        writing.add_paragraph(section=desk.paragraph.section, text=f"又{{{{{n}}}}}。", by=desk.officer, at=cast.now)
    desk.write("补助{{1}}。")
    with django_assert_max_num_queries(24):
        assert page(officer, at(desk)).count("22人次") >= rows


def test_every_number_is_a_link_to_its_rows(cast, officer, written):
    text = page(officer, at(written))
    address = "/indicators/test.paid/rows/?unit=YL-CJ&amp;from=2025-01-01&amp;to=2025-12-31&amp;occasion=19"
    assert f'<a class="rp-number" href="{address}"' in text and "参互" in text
    rows = officer.get(address.replace("&amp;", "&"))
    assert rows.status_code == 200 and rows.context["total"] == 22


def test_what_is_typed_is_shown_as_typed_and_never_as_markup(officer, desk):
    desk.write("<script>alert(1)</script>{{1}}")
    for rest in ("", "write/", "print/"):
        assert "<script>alert" not in page(officer, at(desk, rest))


def test_a_published_report_is_read_by_members_and_its_differences_are_listed(cast, client, published):
    client.force_login(cast.member_user)
    assert "参互" in page(client, at(published))
    assert client.get(at(published, "write/")).status_code == 404
    reverse(record=published.claims[0], reason="重复登记", by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    assert f'hx-get="{at(published, "changes/")}"' in page(client, at(published))
    line = page(client, at(published, "changes/"), headers={"HX-Request": "true"})
    assert "发布后有 2 个数发生变化" in line and "<h1>" not in line
    listed = page(client, at(published, "changes/"))
    assert "9,707.00元" in listed and "9,267.00元" in listed and "indicators/test.paid/rows/" in listed
    assert "9707元" in page(client, at(published))


def test_the_desk_of_the_chair_shows_the_text_and_publishes(cast, client, written):
    written.submit()
    client.force_login(cast.college_chair)
    case = Case.objects.get()
    assert "22人次" in page(client, f"/flow/{case.pk}/")
    client.post(f"/flow/{case.pk}/rule/", {"ruling": "approve"})
    assert written.fresh().state == "published"


def test_a_report_with_a_contradiction_greys_the_button_and_says_why(officer, desk, aid):
    desk.bind("test.claims")
    desk.write("补助{{1}}，共59人次。")
    text = page(officer, at(desk))
    assert 'aria-disabled="true"' in text and "第1段手写的59人次与取数22人次不一致" in text
    answer = officer.post(at(desk, "submit/"), follow=True)
    assert "第1段手写的59人次与取数22人次不一致" in answer.content.decode()


# --- writing ---


def test_a_report_is_begun_from_the_form(officer, cast):
    sent = {
        "unit": cast.college.pk,
        "template": "work",
        "kind": "work",
        "start": "2025-01-01",
        "end": "2025-12-31",
        "title": "第一行\n第二行",
    }
    answer = officer.post("/reports/new/", sent)
    report = Report.objects.get()
    assert answer.url == f"/reports/{report.pk}/write/" and report.lines == ("第一行", "第二行")
    assert "一、工作回顾" in page(officer, answer.url)
    wrong = officer.post("/reports/new/", sent | {"end": "2024-01-01"})
    assert wrong.status_code == 422 and "不能晚于" in wrong.content.decode() and "第一行" in wrong.content.decode()


def test_units_and_earlier_reports_of_next_door_are_not_offered(cast, client, desk):
    client.force_login(cast.sibling_officer)
    text = page(client, "/reports/new/")
    assert "云岭理工学院" in text and "云岭财经" not in text.replace(
        "例如：在云岭财经职业学院二届三次教代会上的报告", ""
    )


def test_a_paragraph_is_saved_as_one_types_and_reads_out_its_numbers(officer, written):
    paragraph = written.paragraph
    sent = {"text": "补助{{2}}，共59人次。", "source": "", "turn": paragraph.turn}
    answer = officer.post(f"/reports/paragraphs/{paragraph.pk}/", sent, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200 and "22人次</a>" in text and "不一致" in text
    assert 'id="rp-side" hx-swap-oob' in text and f'value="{paragraph.turn + 1}"' in text
    assert written.paragraph.text == "补助【数2 补助人次】，共59人次。"


def test_a_stale_paragraph_is_refused_and_what_was_typed_stays(officer, written):
    paragraph = written.paragraph
    sent = {"text": "我写的一大段", "turn": paragraph.turn - 1}
    answer = officer.post(f"/reports/paragraphs/{paragraph.pk}/", sent)
    assert answer.status_code == 422 and "我写的一大段" in answer.content.decode()
    part = officer.post(f"/reports/paragraphs/{paragraph.pk}/", sent, headers={"HX-Request": "true"})
    assert "刚被其他人改过" in part.content.decode() and f'value="{paragraph.turn - 1}"' in part.content.decode()


def test_without_scripts_a_paragraph_is_saved_and_the_page_comes_back_to_it(officer, written):
    paragraph = written.paragraph
    answer = officer.post(f"/reports/paragraphs/{paragraph.pk}/", {"text": "新的", "turn": paragraph.turn})
    assert answer.url == f"/reports/{written.report.pk}/write/#p{paragraph.pk}"


def test_a_frozen_report_is_not_written_at_its_desk(officer, published):
    answer = officer.get(at(published, "write/"))
    assert answer.status_code == 403 and "修订" in answer.content.decode()
    paragraph = published.paragraph
    kept = officer.post(f"/reports/paragraphs/{paragraph.pk}/", {"text": "改", "turn": paragraph.turn})
    assert kept.status_code == 422 and "已冻结" in kept.content.decode()


def test_sections_and_paragraphs_are_made_moved_and_dropped_from_the_page(officer, desk):
    section = desk.report.sections.get()
    officer.post(at(desk, "sections/"), {"heading": "存在问题", "part": "problems", "level": 1, "after": section.pk})
    officer.post(f"/reports/sections/{section.pk}/move/")
    assert [str(s) for s in desk.report.sections.order_by("seq")] == ["存在问题", "2025年的工作回顾"]
    officer.post(f"/reports/sections/{section.pk}/paragraphs/", {"text": "句式"})
    first, second = Paragraph.objects.filter(section=section).order_by("seq")
    officer.post(f"/reports/paragraphs/{second.pk}/move/", {"up": "1"})
    officer.post(f"/reports/paragraphs/{first.pk}/drop/")
    assert [p.text for p in section.paragraphs.all()] == ["句式"]
    refused = officer.post(f"/reports/sections/{section.pk}/drop/", follow=True).content.decode()
    assert "请先删除里面的段落" in refused
    officer.post(f"/reports/sections/{section.pk}/", {"heading": "改名", "part": "review", "level": 2})
    assert str(desk.report.sections.get(pk=section.pk)) == "改名"


# --- picking a number ---


def test_the_picker_shows_the_number_its_filters_and_every_wording(officer, cast, desk, aid):
    asked = {"indicator": "test.claims", "unit": cast.college.pk, "rule": "over", "shows_unit": "on", "look": "1"}
    text = page(officer, at(desk, "figures/new/"), data=asked)
    assert "20余人次" in text and "22 条明细" in text and "第十九期（22人次）" in text and "2. 哪个单位" in text
    part = page(officer, at(desk, "figures/new/"), data=asked, headers={"HX-Request": "true"})
    assert part.strip().startswith('<div class="rp-picked"')
    dialog = page(officer, at(desk, "figures/new/"), headers={"HX-Request": "true"})
    assert dialog.strip().startswith('<form class="rp-picker"')


def test_a_number_is_bound_and_the_page_is_told_its_slot(officer, cast, desk, aid):
    paragraph = desk.paragraph
    sent = {"indicator": "test.claims", "unit": cast.college.pk, "rule": "exact", "shows_unit": "on"}
    sent |= {"tag_occasion": "19", "paragraph": paragraph.pk}
    answer = officer.post(at(desk, "figures/new/"), sent, headers={"HX-Request": "true"})
    told = json.loads(answer["HX-Trigger"])["reports:bound"]
    assert told == {"token": "【数1 补助人次】", "paragraph": paragraph.pk} and answer.status_code == 204
    figure = desk.report.figures.get()
    assert figure.filters == "occasion=19" and desk.paragraph.text == ""
    officer.post(at(desk, "figures/new/"), sent)  # without scripts it goes to the end of the paragraph
    assert desk.paragraph.text == "【数2 补助人次】"


def test_a_number_is_changed_and_dropped(officer, cast, desk, aid):
    figure = desk.bind("test.claims", filters={"occasion": "19"})
    shown = page(officer, f"/reports/figures/{figure.pk}/")
    assert "第十九期" in shown and "删除这个取数" in shown
    sent = {"indicator": "test.paid", "unit": cast.branch.pk, "rule": "in_wan", "start": "2025-01-01"}
    wrong = officer.post(f"/reports/figures/{figure.pk}/", sent)
    assert wrong.status_code == 422 and "都填，或都不填" in wrong.content.decode()
    officer.post(f"/reports/figures/{figure.pk}/", sent | {"end": "2025-06-30", "shows_unit": "on"})
    figure.refresh_from_db()
    assert (figure.indicator, figure.unit, figure.rule, figure.end) == (
        "test.paid",
        cast.branch,
        "in_wan",
        date(2025, 6, 30),
    )
    officer.post(f"/reports/figures/{figure.pk}/drop/")
    assert not desk.report.figures.exists()


@pytest.mark.parametrize("wrong", [{"indicator": "no.such"}, {"rule": "rhyme"}, {"unit": "0"}, {"start": "gestern"}])
def test_nonsense_in_the_picker_is_answered_not_crashed(officer, cast, desk, declared, wrong):
    sent = {"indicator": "test.claims", "unit": cast.college.pk, "rule": "exact"} | wrong
    assert officer.get(at(desk, "figures/new/"), sent | {"look": "1"}).status_code == 200
    assert officer.post(at(desk, "figures/new/"), sent).status_code == 422
    assert not desk.report.figures.exists()


def test_a_foreign_unit_is_neither_offered_nor_taken(officer, cast, desk, declared):
    text = page(officer, at(desk, "figures/new/"))
    assert "会计学院分工会" in text and "云岭理工" not in text
    sent = {"indicator": "test.claims", "unit": cast.sibling.pk, "rule": "exact"}
    assert officer.post(at(desk, "figures/new/"), sent).status_code == 422


# --- out ---


def docx(client, address):
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"].endswith("wordprocessingml.document")
    return Document(BytesIO(answer.content))


def lines_of(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def test_the_draft_says_so_in_its_title_and_the_published_report_does_not(officer, written):
    assert lines_of(docx(officer, at(written, "docx/")))[0].startswith("（草稿）")
    written.publish()
    lines = lines_of(docx(officer, at(written, "docx/")))
    assert lines[0].startswith("凝心聚力")
    assert "——在云岭财经职业学院二届三次教代会上的报告" in lines and "（2026年4月18日）" in lines
    assert "各位代表：" in lines and any("一、2025年的工作回顾" in line for line in lines)
    assert "完成第十九期职工医疗互助，参互400人，补助22人次，补助金9707元。" in lines


def test_the_appendix_says_where_each_number_came_from(officer, published):
    document = docx(officer, at(published, "docx/"))
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    last = rows[3]
    assert len(rows) == 4 and last[0] == "3" and last[3] == "9,707.00元" and last[4] == "22条"
    for part in ("补助金额", "云岭财经职业学院工会", "2025-01-01至2025-12-31", "第十九期", "报告用语“9707元”"):
        assert part in last[2]
    assert len(last[5]) == 8 and any("发布时冻结" in line for line in lines_of(document))


def test_the_print_page_carries_the_sources(officer, published):
    text = page(officer, at(published, "print/"))
    assert "数据来源" in text and "9,707.00元" in text and "（草稿）" not in text


def test_opinions_are_given_and_answered_from_the_page(cast, client, written):
    publishing.consult(report=written.report, by=written.officer, at=cast.now)
    client.force_login(cast.member_user)
    client.post(at(written, "opinions/"), {"text": "请补充疗休养"})
    client.force_login(cast.college_officer)
    assert "请补充疗休养" in page(client, at(written))
    opinion = written.report.opinions.get()
    client.post(f"/reports/opinions/{opinion.pk}/", {"answer": "taken", "why": ""})
    assert "已采纳" in page(client, at(written))


def test_the_published_report_is_found_by_its_title(cast, officer, published):
    assert "凝心聚力" in page(officer, "/search/", data={"q": "凝心"})
