"""Write: sections, paragraphs and what the slots are bound to. Refused as soon as the report is frozen."""

from urllib.parse import urlencode

from django.db import transaction
from django.db.models import F, Max

from zhijia.base.text import tidy
from zhijia.base.verdict import need
from zhijia.base.wording import Rule
from zhijia.kernels.indicators.base import indicators

from .. import rules
from ..models import Figure, Paragraph, Report, Section

MOST = 4000


def held(report) -> Report:
    """The report, locked, if its text may still change."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    rules.may_write(report.state).or_refuse()
    return report


# --- sections ---


@transaction.atomic
def add_section(*, report, heading, part, level, by, at, after=None) -> Section:
    """A section with one empty paragraph, after another one or at the end."""
    report = held(report)
    seq = after.seq if after else report.sections.aggregate(last=Max("seq"))["last"] or 0
    report.sections.filter(seq__gt=seq).update(seq=F("seq") + 1)
    section = Section.objects.create(report=report, seq=seq + 1, level=level, part=part, heading=heading.strip())
    Paragraph.objects.create(section=section, seq=1)
    return section


@transaction.atomic
def change_section(*, section, heading, part, level, by, at) -> Section:
    held(section.report)
    section.heading, section.part, section.level = heading.strip(), part, level
    section.save(update_fields=["heading", "part", "level"])
    return section


@transaction.atomic
def drop_section(*, section, by, at):
    """Only an empty one: text is taken away paragraph by paragraph, knowingly."""
    held(section.report)
    said = section.paragraphs.exclude(text="").exists()
    need(not said, "这一节还有内容，请先删除里面的段落").or_refuse()
    section.paragraphs.all().delete()
    section.delete()


@transaction.atomic
def move_section(*, section, up, by, at):
    held(section.report)
    _swap(list(section.report.sections.order_by("seq", "pk")), section, up)


@transaction.atomic
def move_paragraph(*, paragraph, up, by, at):
    held(paragraph.section.report)
    _swap(list(paragraph.section.paragraphs.order_by("seq", "pk")), paragraph, up)


def _swap(rows, row, up):
    at = rows.index(row)
    to = at - 1 if up else at + 1
    need(0 <= to < len(rows), "已经在最前面了" if up else "已经在最后面了").or_refuse()
    rows[at], rows[to] = rows[to], rows[at]
    for seq, changed in enumerate(rows, 1):
        changed.seq = seq
    type(row).objects.bulk_update(rows, ["seq"])


# --- paragraphs ---


@transaction.atomic
def add_paragraph(*, section, by, at, text="", after=None) -> Paragraph:
    held(section.report)
    seq = after.seq if after else section.paragraphs.aggregate(last=Max("seq"))["last"] or 0
    section.paragraphs.filter(seq__gt=seq).update(seq=F("seq") + 1)
    return Paragraph.objects.create(section=section, seq=seq + 1, text=text)


@transaction.atomic
def write(*, paragraph, text, by, at, source="", follow_up="", turn=None) -> Paragraph:
    """What the paragraph says from now on. `turn`: the version the writer saw; one made since is not overwritten."""
    report = held(paragraph.section.report)
    rows = Paragraph.objects.select_for_update(of=("self",)).select_related("section__report")
    paragraph = rows.get(pk=paragraph.pk)
    unseen = turn is not None and turn != paragraph.turn
    (
        need(not unseen, "这一段刚被其他人改过。请复制您写的内容，刷新页面后再合并", field="text")
        & need(len(text) <= MOST, "一段请不超过4000字，请分成几段", field="text")
    ).or_refuse()
    names = {figure.number: name_of(figure) for figure in report.figures.all()}
    paragraph.text = rules.relabelled(tidy(text), names)
    paragraph.source, paragraph.follow_up = source.strip(), follow_up.strip()
    paragraph.turn += 1
    paragraph.save(update_fields=["text", "source", "follow_up", "turn"])
    return paragraph


@transaction.atomic
def drop_paragraph(*, paragraph, by, at):
    held(paragraph.section.report)
    paragraph.delete()


# --- figures ---


def name_of(figure) -> str:
    indicator = indicators.get(figure.indicator)
    return str(indicator.name) if indicator else figure.indicator


def may_bind(bound: dict, by):
    start, end = bound.get("start"), bound.get("end")
    return (
        need(bound["indicator"] in indicators, "没有这个指标，请重新选择", field="indicator")
        & need(by.can("view", bound["unit"]), "这个单位不在您的权限内", field="unit")
        & need(bool(start) == bool(end), "起止日期请都填，或都不填", field="end")
        & need(not (start and end) or start <= end, "起始日期不能晚于截止日期", field="end")
        & need(
            bound.get("rule") != Rule.FULL_COVERAGE or bound.get("whole") in indicators,
            "说“全覆盖”时，请选择全体是多少",
            field="whole",
        )
    )


def bound_values(*, indicator, unit, start=None, end=None, filters=None, rule=Rule.EXACT, whole="", shows_unit=True):
    kept = {name: value for name, value in (filters or {}).items() if value}
    return {
        "indicator": indicator,
        "unit": unit,
        "start": start,
        "end": end,
        "filters": urlencode(kept),
        "rule": rule,
        "whole": whole if rule == Rule.FULL_COVERAGE else "",
        "shows_unit": shows_unit,
    }


@transaction.atomic
def bind(*, report, by, at, paragraph=None, **what) -> Figure:
    """A new number for the text; with `paragraph`, its slot is put at the end of that paragraph."""
    report = held(report)
    values = bound_values(**what)
    may_bind(values, by).or_refuse()
    figure = Figure.objects.create(report=report, number=report.next_number(), **values)
    if paragraph is not None:
        slot = rules.token(figure.number, name_of(figure))
        write(
            paragraph=paragraph,
            text=paragraph.text + slot,
            source=paragraph.source,
            follow_up=paragraph.follow_up,
            by=by,
            at=at,
        )
    return figure


@transaction.atomic
def rebind(*, figure, by, at, **what) -> Figure:
    report = held(figure.report)
    values = bound_values(**what)
    may_bind(values, by).or_refuse()
    for name, value in values.items():
        setattr(figure, name, value)
    figure.save(update_fields=list(values))
    _relabel(report, figure)
    return figure


def _relabel(report, figure):
    """The name in the text follows the figure."""
    names = {each.number: name_of(each) for each in report.figures.all()}
    for paragraph in Paragraph.objects.filter(section__report=report):
        if figure.number in rules.slots(paragraph.text):
            paragraph.text = rules.relabelled(paragraph.text, names)
            paragraph.turn += 1
            paragraph.save(update_fields=["text", "turn"])


@transaction.atomic
def unbind(*, figure, by, at):
    """Take a number away that no text says any more."""
    report = held(figure.report)
    texts = Paragraph.objects.filter(section__report=report).values_list("text", flat=True)
    used = any(figure.number in rules.slots(text) for text in texts)
    need(not used, "正文里还在用这个数，请先从正文中删去").or_refuse()
    figure.delete()
