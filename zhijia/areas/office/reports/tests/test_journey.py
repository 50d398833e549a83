"""From the first sentence to a published report, and what comes to light afterwards."""

from datetime import date

import pytest
from django.db import IntegrityError

from zhijia.areas.office.reports.actions import differing, publishing, starting, writing
from zhijia.areas.office.reports.models import Difference, FrozenFigure, Paragraph, Report, Section
from zhijia.areas.office.reports.rules import State
from zhijia.areas.office.reports.text import Text
from zhijia.areas.office.reports.verify import frozen_reports
from zhijia.base.verdict import Refused
from zhijia.base.wording import Rule
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.jobs.actions import enqueue
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.records.actions import reverse

from .conftest import SENTENCE, claim


def spoken(report):
    return [said.words for said in Text(report).paragraphs]


def test_the_year_of_a_report(cast, written):
    """Written, handed in, approved: the numbers stand, whatever the register says later."""
    assert spoken(written.report) == ["完成第十九期职工医疗互助，参互400人，补助22人次，补助金9707元。"]

    assert written.submit().state == State.IN_REVIEW
    with pytest.raises(Refused, match="撤回"):
        written.write("改一改")
    report = written.rule()
    assert report.state == State.PUBLISHED
    figures = list(FrozenFigure.objects.filter(publication__report=report))
    assert [(f.words, f.exact, f.rows) for f in figures] == [
        ("400人", "400人", 400),
        ("22人次", "22人次", 22),
        ("9707元", "9,707.00元", 22),
    ]
    assert all(len(f.row_hash) == 64 for f in figures) and differing.differences_of(report) == []

    reverse(record=written.claims[0], reason="重复登记", by=cast.college_officer, at=cast.now)
    assert spoken(written.fresh()) == ["完成第十九期职工医疗互助，参互400人，补助22人次，补助金9707元。"]
    changed = differing.differences_of(report)
    assert [(c.frozen.exact, c.exact, c.rows) for c in changed] == [
        ("22人次", "21人次", 21),
        ("9,707.00元", "9,267.00元", 21),
    ]
    assert list(frozen_reports()) == []  # a difference is no fault


def test_the_same_sum_from_other_rows_is_a_difference_too(cast, published):
    reverse(record=published.claims[0], reason="换人", by=cast.college_officer, at=cast.now)
    claim(cast, 99, 44000)
    changed = differing.differences_of(published.report)
    assert [c.same_value for c in changed] == [True, True] and changed[0].frozen.row_hash != changed[0].row_hash


def test_the_writer_is_told_once_of_each_difference(cast, published):
    reverse(record=published.claims[0], reason="重复登记", by=cast.college_officer, at=cast.now)
    assert differing.note_all(at=cast.now) == (1, 2)
    assert differing.note_all(at=cast.now) == (1, 0)
    told = Notice.objects.filter(user=cast.college_officer)
    assert [n.title for n in told] == ["《凝心聚力 真抓实干 彰显工会力量》发布后有2个数发生变化：22人次，现为21人次"]
    assert Difference.objects.count() == 2
    reverse(record=published.claims[1], reason="重复登记", by=cast.college_officer, at=cast.now)
    enqueue(code="reports.differences", at=cast.now)
    run_jobs()
    assert Difference.objects.count() == 4


# --- what stands against publishing ---


def test_a_contradiction_blocks_handing_in_with_its_sentence(desk, aid):
    desk.bind("test.claims")
    desk.write("补助{{1}}，共23人次。", source="经办人统计")
    with pytest.raises(Refused, match="第1段手写的23人次与取数22人次不一致"):
        desk.submit()


def test_a_contradiction_that_comes_up_while_it_lies_on_the_desk_blocks_approval(cast, desk, aid):
    desk.bind("test.claims")
    desk.write("补助{{1}}，即22人次。")
    desk.submit()
    reverse(record=aid[0], reason="重复登记", by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="第1段手写的22人次与取数21人次不一致"):
        desk.rule()
    assert desk.fresh().state == State.IN_REVIEW


def test_a_typed_number_needs_a_source_and_is_frozen_with_it(desk, aid):
    desk.write("走访一线职工35人。")
    with pytest.raises(Refused, match="没有写来源"):
        desk.submit()
    desk.write("走访一线职工35人。", source="学院后勤处台账")
    report = desk.publish()
    frozen = FrozenFigure.objects.get(publication__report=report)
    assert (frozen.words, frozen.source, frozen.number, frozen.indicator) == ("35人", "学院后勤处台账", None, "")


def test_an_empty_report_is_not_handed_in(desk):
    with pytest.raises(Refused, match="还没有正文"):
        desk.submit()


def test_a_figure_whose_indicator_is_gone_blocks_and_shows_afterwards(desk, aid, monkeypatch):
    from zhijia.kernels.indicators.base import indicators

    desk.bind("test.claims")
    desk.write("补助{{1}}。")
    report = desk.publish()
    monkeypatch.delitem(indicators, "test.claims")
    assert [c.gone for c in differing.differences_of(report)] == [True]
    assert spoken(report) == ["补助22人次。"]


# --- frozen ---


def test_what_is_published_is_not_published_or_written_again(cast, published):
    with pytest.raises(Refused, match="报告现在是“已发布”"):
        publishing.submit_report(report=published.report, by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused):
        publishing.publish(report=published.report, by=cast.college_chair, at=cast.now)
    for verb in (
        lambda: published.write("改"),
        lambda: published.bind("test.claims"),
        lambda: writing.drop_paragraph(paragraph=published.paragraph, by=published.officer, at=cast.now),
        lambda: starting.change_head(report=published.report, by=published.officer, at=cast.now, **head_of(published)),
    ):
        with pytest.raises(Refused, match="已冻结"):
            verb()


def head_of(desk):
    return {name: getattr(desk.report, name) for name in starting.HEAD}


def test_the_database_refuses_to_change_a_frozen_number(published):
    with pytest.raises(IntegrityError, match="append-only"):
        FrozenFigure.objects.update(words="500人")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda report: Paragraph.objects.filter(section__report=report).update(text="参互500人。"),
        lambda report: Section.objects.filter(report=report).update(heading="另一年的回顾"),
        lambda report: Report.objects.filter(pk=report.pk).update(title="别的标题"),
        lambda report: Report.objects.filter(pk=report.pk).update(state=State.DRAFT),
    ],
)
def test_verify_finds_text_changed_behind_the_back(published, tamper):
    assert list(frozen_reports()) == []
    tamper(published.report)
    (fault,) = frozen_reports()
    assert fault.where == "YL-CJ-2025 第1版"


# --- approval ---


def test_nobody_approves_their_own_report(cast, written):
    chair = cast.college_chair
    report = publishing.submit_report(report=written.report, by=chair, at=cast.now)
    with pytest.raises(Refused, match="您本人提交"):
        publishing.rule_report(case=report.case, by=chair, ruling=Ruling.APPROVE, at=cast.now)


@pytest.mark.parametrize("ruling", [Ruling.RETURN, Ruling.REJECT])
def test_a_no_gives_the_text_back_and_it_can_be_handed_in_again(written, ruling):
    written.submit()
    assert written.rule(ruling, note="第一段再充实").state == State.DRAFT
    written.write(SENTENCE + "职工满意。")
    assert written.publish().state == State.PUBLISHED


def test_withdrawn_from_either_page_it_is_a_draft_again(cast, written):
    written.submit()
    flow.withdraw(case=written.report.case, by=written.officer, at=cast.now)
    report = publishing.withdraw_report(report=written.report, by=written.officer, at=cast.now)
    assert report.state == State.DRAFT
    written.submit()
    assert publishing.withdraw_report(report=written.fresh(), by=written.officer, at=cast.now).state == State.DRAFT


def test_opinions_are_asked_from_below_and_answered(cast, written):
    assert not Report.objects.visible_to(cast.member_user).exists()
    report = publishing.consult(report=written.report, by=written.officer, at=cast.now)
    assert Report.objects.visible_to(cast.member_user).get() == report
    assert not Report.objects.visible_to(cast.sibling_officer).exists()
    opinion = publishing.say_opinion(report=report, text="请补充疗休养情况", by=cast.member_user, at=cast.now)
    with pytest.raises(Refused, match="请说明原因"):
        publishing.answer_opinion(opinion=opinion, answer="not_taken", by=written.officer, at=cast.now)
    publishing.answer_opinion(opinion=opinion, answer="taken", by=written.officer, at=cast.now)
    assert publishing.end_consulting(report=report, by=written.officer, at=cast.now).state == State.DRAFT
    with pytest.raises(Refused, match="没有在征求意见"):
        publishing.say_opinion(report=written.fresh(), text="晚了", by=cast.member_user, at=cast.now)


# --- beginnings ---


def test_a_revision_replaces_the_published_version(cast, published):
    first = published.report
    reverse(record=published.claims[0], reason="重复登记", by=cast.college_officer, at=cast.now)
    draft = starting.revise(report=first, by=published.officer, at=cast.now)
    assert (draft.code, draft.version, draft.state) == ("YL-CJ-2025", 2, State.DRAFT)
    assert spoken(draft) == ["完成第十九期职工医疗互助，参互400人，补助21人次，补助金9267元。"]
    with pytest.raises(Refused, match="已经有一份修订稿"):
        starting.revise(report=first, by=published.officer, at=cast.now)
    published.report = draft
    assert published.publish().state == State.PUBLISHED
    first.refresh_from_db()
    assert first.state == State.VOID and list(frozen_reports()) == []
    assert spoken(first) == ["完成第十九期职工医疗互助，参互400人，补助22人次，补助金9707元。"]


def test_last_years_report_is_the_beginning_of_this_years(cast, desk, aid):
    desk.bind("test.claims", start=date(2024, 2, 29), end=date(2025, 6, 30))
    desk.write("补助{{1}}，走访35人。", source="去年的台账")
    new = starting.start_report(
        unit=cast.college,
        title="新一年的报告",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        previous=desk.report,
        by=desk.officer,
        at=cast.now,
    )
    figure = new.figures.get()
    assert new.code == "YL-CJ-2026" and (figure.start, figure.end) == (date(2025, 2, 28), date(2026, 6, 30))
    (said,) = Text(new).paragraphs
    assert said.row.source == "" and said.words == "补助22人次，走访35人。"
    assert Text(desk.report).paragraphs[0].row.source == "去年的台账"


@pytest.mark.parametrize("template", ["work", "summary"])
def test_a_template_gives_the_usual_build(cast, declared, template):
    report = starting.start_report(
        unit=cast.college,
        title="报告",
        start=date(2025, 1, 1),
        end=date(2025, 12, 31),
        template=template,
        by=cast.college_officer,
        at=cast.now,
    )
    chapters = Text(report).chapters
    printed = [chapter.printed for chapter in chapters if chapter.row.level == 1 and chapter.row.heading]
    assert printed == ["一、", "二、", "三、", "四、"][: len(printed)]
    assert {"review", "problems", "next"} <= {chapter.row.part for chapter in chapters}


def test_a_code_is_used_once_and_given_where_none_is_chosen(cast, desk):
    again = {"unit": cast.college, "title": "x", "start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    with pytest.raises(Refused, match="已经用过"):
        starting.start_report(**again, code="YL-CJ-2025", by=desk.officer, at=cast.now)
    assert starting.start_report(**again, by=desk.officer, at=cast.now).code == "YL-CJ-2025-2"
    with pytest.raises(Refused, match="没有为"):
        starting.start_report(**again, by=cast.sibling_officer, at=cast.now)


# --- writing ---


def test_two_writers_do_not_overwrite_each_other(cast, desk):
    seen = desk.paragraph.turn
    desk.write("甲写的", turn=seen)
    with pytest.raises(Refused, match="刚被其他人改过"):
        desk.write("乙写的", turn=seen)
    assert desk.paragraph.text == "甲写的"


def test_a_slot_goes_to_the_end_of_the_paragraph_where_no_script_puts_it_at_the_cursor(desk):
    desk.write("补助")
    desk.bind("test.claims", paragraph=desk.paragraph)
    assert desk.paragraph.text == "补助【数1 补助人次】"


def test_a_figure_is_not_taken_away_while_the_text_says_it(cast, desk):
    figure = desk.bind("test.claims")
    desk.write("补助{{1}}。")
    with pytest.raises(Refused, match="正文里还在用"):
        writing.unbind(figure=figure, by=desk.officer, at=cast.now)
    desk.write("没有数。")
    writing.unbind(figure=figure, by=desk.officer, at=cast.now)
    assert not desk.report.figures.exists()


def test_another_indicator_renames_the_slot_in_the_text(cast, desk, aid):
    figure = desk.bind("test.claims")
    desk.write("合计{{1}}。")
    writing.rebind(figure=figure, indicator="test.paid", unit=cast.college, by=desk.officer, at=cast.now)
    assert desk.paragraph.text == "合计【数1 补助金额】。" and spoken(desk.report) == ["合计9707元。"]


def test_only_units_within_reach_are_counted(cast, desk):
    with pytest.raises(Refused, match="不在您的权限内"):
        desk.bind("test.claims", unit=cast.sibling)


def test_full_coverage_is_said_only_of_a_whole_that_is_reached(cast, desk, aid):
    with pytest.raises(Refused, match="全体"):
        desk.bind("test.claims", rule=Rule.FULL_COVERAGE)
    desk.bind("members", rule=Rule.FULL_COVERAGE, whole="members")
    desk.bind("test.enrolled", rule=Rule.FULL_COVERAGE, whole="members")
    desk.bind("test.claims", rule=Rule.OVER, shows_unit=False)
    desk.write("{{1}}，{{2}}，{{3}}")
    assert spoken(desk.report) == ["2人全覆盖，400人（覆盖20000%），20余"]


def test_stocks_are_counted_on_the_day_the_data_go_to(cast, desk):
    writing.bind(report=desk.report, indicator="members", unit=cast.college, by=desk.officer, at=cast.now)
    Report.objects.filter(pk=desk.report.pk).update(as_of=date(2026, 2, 1))
    number = Text(desk.fresh()).numbers[1]
    assert number.scope.end == date(2026, 2, 1)


def test_sections_and_paragraphs_are_moved_and_dropped(cast, desk):
    by = {"by": desk.officer, "at": cast.now}
    first = desk.report.sections.get()
    second = writing.add_section(report=desk.report, heading="存在问题", part="problems", level=1, **by)
    between = writing.add_section(report=desk.report, heading="插入", part="free", level=2, after=first, **by)
    order = lambda: [str(s) for s in desk.report.sections.order_by("seq")]  # noqa: E731
    assert order() == ["2025年的工作回顾", "插入", "存在问题"]
    writing.move_section(section=second, up=True, **by)
    assert order() == ["2025年的工作回顾", "存在问题", "插入"]
    with pytest.raises(Refused, match="最前面"):
        writing.move_section(section=first, up=True, **by)
    paragraph = writing.add_paragraph(section=between, text="有内容", **by)
    with pytest.raises(Refused, match="还有内容"):
        writing.drop_section(section=between, **by)
    writing.drop_paragraph(paragraph=paragraph, **by)
    writing.drop_section(section=between, **by)
    assert order() == ["2025年的工作回顾", "存在问题"]
