"""Begin a report: from nothing, from the usual build, from an earlier one, or as a correction of a published one."""

import re
from datetime import date

from django.db import transaction

from zhijia.base.verdict import need
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..grammar import TEMPLATES
from ..models import Figure, Paragraph, Report, Section

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
HEAD = ("kind", "title", "subtitle", "start", "end", "as_of", "dated", "byline", "salutation")


def may_head(head: dict):
    return (
        need(head["title"].strip(), "请填写标题", field="title")
        & need(head["start"] <= head["end"], "期间的起始日期不能晚于截止日期", field="end")
        & need(head["as_of"] >= head["start"], "数据截至日期不能早于期间的起始日期", field="as_of")
    )


def free_code(unit, year: int) -> str:
    """YL-CJ-2025, or YL-CJ-2025-2 where that is taken."""
    stem, number = f"{unit.code}-{year}"[:36], 1
    taken = set(Report.objects.filter(code__startswith=stem).values_list("code", flat=True))
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code


def is_free(code) -> bool:
    return not Report.objects.filter(code=code).exists()


@transaction.atomic
def start_report(*, unit, by, at, code="", template="work", previous=None, as_of=None, **head) -> Report:
    """A draft. `previous`: an earlier report whose build, sentences and slots are taken over for the new period."""
    head = {"kind": Report.Kind.WORK, "subtitle": "", "dated": None, "byline": "", "salutation": "", **head}
    head["as_of"] = as_of or head["end"]
    code = code.strip() or free_code(unit, head["end"].year)
    (
        need(by.can("edit", unit), "您没有为%(unit)s起草报告的权限", unit=unit, field="unit")
        & need(CODE.fullmatch(code), "报告代码只用字母、数字和“-”，例如 YL-CJ-2025", field="code")
        & need(
            not Report.objects.filter(code=code).exists(),
            "报告代码“%(code)s”已经用过，请换一个",
            field="code",
            code=code,
        )
        & may_head(head)
    ).or_refuse()
    report = Report.objects.create(unit=unit, code=code, made_by=by, made_at=at, **head)
    if previous is not None:
        take_over(previous, report, years=report.start.year - previous.start.year)
    else:
        lay_out(report, TEMPLATES[template][1])
    trail.note(by=by, verb="reports.start", target=report, unit=unit, at=at)
    return report


def lay_out(report, chapters):
    for seq, chapter in enumerate(chapters, 1):
        section = Section.objects.create(
            report=report, seq=seq, level=chapter.level, part=chapter.part, heading=str(chapter.heading)
        )
        Paragraph.objects.create(section=section, seq=1, text=str(chapter.text))


def take_over(source, report, *, years=0):
    """Sections, paragraphs and figures of another report. A figure's own window moves along by whole years.

    Sources of typed numbers are left behind where the period moves: they spoke of other numbers.
    """
    Figure.objects.bulk_create(_figure(figure, report, years) for figure in source.figures.all())
    for section in source.sections.prefetch_related("paragraphs"):
        paragraphs = list(section.paragraphs.all())
        section.pk, section.report = None, report
        section.save(force_insert=True)
        for paragraph in paragraphs:
            paragraph.pk, paragraph.section, paragraph.turn = None, section, 1
            if years:
                paragraph.source = ""
        Paragraph.objects.bulk_create(paragraphs)


def _figure(figure, report, years):
    figure.pk, figure.report = None, report
    if figure.end:
        figure.start, figure.end = moved(figure.start, years), moved(figure.end, years)
    return figure


def moved(day: date, years: int) -> date:
    """The same day in another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def change_head(*, report, by, at, **head) -> Report:
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    head = {name: head[name] for name in HEAD}
    head["as_of"] = head["as_of"] or head["end"]
    (rules.may_write(report.state) & may_head(head)).or_refuse()
    for name, value in head.items():
        setattr(report, name, value)
    report.save(update_fields=HEAD)
    return report


def may_revise(report, by):
    return (
        need(report.state == rules.State.PUBLISHED, "只有已发布的报告才需要修订；草稿可以直接修改")
        & need(not report.revisions.exists(), "已经有一份修订稿，请在那一份上修改")
        & need(by.can("edit", report.unit), "您没有修订这份报告的权限")
    )


@transaction.atomic
def revise(*, report, by, at) -> Report:
    """The next version, a draft with the same text; the published one stays in force until it is replaced."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    may_revise(report, by).or_refuse()
    head = {name: getattr(report, name) for name in HEAD}
    draft = Report.objects.create(
        unit=report.unit, code=report.code, version=report.version + 1, revises=report, made_by=by, made_at=at, **head
    )
    take_over(report, draft)
    trail.note(by=by, verb="reports.revise", target=draft, unit=draft.unit, at=at)
    return draft
