"""Ask for opinions, hand in, approve. Approval freezes what was said and what it was counted from."""

import json
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import FrozenFigure, Opinion, Publication, Report
from ..rules import State
from ..text import Text

CASE = "reports.report"
ROUTE = (Stop("approve", "主席审定", days=5),)


def held(report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("unit", "case").get(pk=report.pk)


def _to(report, state) -> Report:
    rules.may_move(report.state, state).or_refuse()
    report.state = state
    report.save(update_fields=["state"])
    return report


# --- opinions ---


def may_change(report, by) -> Verdict:
    return need(by.can("edit", report.unit), "您没有修改这份报告的权限")


@transaction.atomic
def consult(*, report, by, at) -> Report:
    """Out for comments: whoever stands below the unit may read it and say something."""
    report = held(report)
    may_change(report, by).or_refuse()
    _to(report, State.CONSULTING)
    trail.note(by=by, verb="reports.consult", target=report, unit=report.unit, at=at)
    return report


@transaction.atomic
def end_consulting(*, report, by, at) -> Report:
    report = held(report)
    (may_change(report, by) & need(report.state == State.CONSULTING, "报告现在没有在征求意见")).or_refuse()
    return _to(report, State.DRAFT)


@transaction.atomic
def say_opinion(*, report, text, by, at) -> Opinion:
    (
        need(report.state == State.CONSULTING, "报告现在没有在征求意见", field="text")
        & need(text.strip(), "请写下意见", field="text")
    ).or_refuse()
    return Opinion.objects.create(report=report, text=text.strip(), by=by, at=at)


@transaction.atomic
def answer_opinion(*, opinion, answer, by, at, why="") -> Opinion:
    (
        may_change(opinion.report, by)
        & need(answer != Opinion.Answer.NOT_TAKEN or why.strip(), "没有采纳的，请说明原因", field="why")
    ).or_refuse()
    opinion.answer, opinion.why = answer, why.strip()
    opinion.save(update_fields=["answer", "why"])
    return opinion


# --- approval ---


def may_submit(report, by, text=None) -> Verdict:
    return rules.may_move(report.state, State.IN_REVIEW) and (
        may_change(report, by) & (text or Text(report)).may_publish()
    )


@transaction.atomic
def submit_report(*, report, by, at) -> Report:
    """Hand in to the chair. After a return the same case goes on; after a refusal a new one is opened."""
    report = held(report)
    may_submit(report, by).or_refuse()
    if report.case is None or report.case.state not in (CaseState.DRAFT, CaseState.RETURNED):
        report.case = flow.open_case(
            kind=CASE, unit=report.unit.deciding(), title=report.name[:110], route=ROUTE, opened_by=by, at=at
        )
    flow.submit(case=report.case, by=by, at=at)
    report.state = State.IN_REVIEW
    report.save(update_fields=["case", "state"])
    return report


@transaction.atomic
def withdraw_report(*, report, by, at) -> Report:
    report = held(report)
    need(report.case and report.state == State.IN_REVIEW, "这份报告没有在审定，不用撤回").or_refuse()
    if report.case.state != CaseState.WITHDRAWN:  # it may have been withdrawn from the list of cases
        flow.withdraw(case=report.case, by=by, at=at)
    return _to(report, State.DRAFT)


@transaction.atomic
def rule_report(*, case, by, ruling, at, note="") -> Report:
    """The chair's opinion. Approval publishes; anything else gives the text back to its writer."""
    case = flow.rule(case=case, by=by, ruling=ruling, at=at, note=note)
    report = held(case.report)
    if case.state == CaseState.APPROVED:
        return publish(report=report, by=by, at=at)
    return _to(report, State.DRAFT)


def publish(*, report, by, at) -> Report:
    """Freeze. The numbers are counted once more, so that what is frozen is what is true at this moment."""
    rules.may_move(report.state, State.PUBLISHED).or_refuse()
    text = Text(report)
    text.may_publish().or_refuse()
    _replace(report.revises, by, at)
    figures = frozen_figures(text)
    publication = Publication.objects.create(
        report=report, on=timezone.localdate(at), at=at, by=by, digest=digest_of(report, text.chapters, figures)
    )
    for figure in figures:
        figure.publication = publication
    FrozenFigure.objects.bulk_create(figures)
    report = _to(report, State.PUBLISHED)
    trail.note(
        by=by, verb="reports.publish", target=report, unit=report.unit, after={"digest": publication.digest}, at=at
    )
    return report


def _replace(earlier, by, at):
    if earlier is not None and earlier.state == State.PUBLISHED:
        _void(held(earlier), by, at, "由修订版代替")


def may_void(report, by) -> Verdict:
    return rules.may_move(report.state, State.VOID) & need(
        by.can("approve", report.unit), "只有主席可以废止已发布的报告"
    )


@transaction.atomic
def void_report(*, report, reason, by, at) -> Report:
    report = held(report)
    (may_void(report, by) & need(reason.strip(), "请写明废止原因", field="reason")).or_refuse()
    return _void(report, by, at, reason)


def _void(report, by, at, reason):
    report = _to(report, State.VOID)
    trail.note(by=by, verb="reports.void", target=report, unit=report.unit, reason=reason, at=at)
    return report


# --- freezing ---


def frozen_figures(text) -> list[FrozenFigure]:
    """Bound numbers where they are said first, and those typed by hand with their source; in the order of the text."""
    bound = [_bound(said, text.numbers[number]) for said, number in text.used if text.numbers[number].indicator]
    typed = [_typed(said, figure) for said in text.paragraphs for figure in said.typed]
    return sorted([*bound, *typed], key=lambda frozen: frozen.place)


def _bound(said, number) -> FrozenFigure:
    indicator, scope = indicators[number.indicator], number.scope
    sentence = rules.sentence_of(said.row.text, number.number)
    return FrozenFigure(
        place=said.place,
        sentence=rules.spoken(sentence, said.text.words),
        words=number.words,
        number=number.number,
        indicator=indicator.code,
        name=number.name,
        counting_unit=str(indicator.counting_unit),
        unit=number.unit,
        start=scope.start,
        end=scope.end,
        filters=number.query,
        value=str(number.value),
        exact=number.exact,
        rows=indicator.rows(scope).count(),
        row_hash=indicator.row_hash(scope),
    )


def _typed(said, figure) -> FrozenFigure:
    sentence = rules.spoken(rules.sentence_at(said.row.text, figure.start), said.text.words)
    return FrozenFigure(place=said.place, sentence=sentence, words=figure.text[:60], source=said.row.source)


PRINTED = ("code", "version", "kind", "title", "subtitle", "start", "end", "as_of", "dated", "byline", "salutation")
COUNTED = (
    "place", "sentence", "words", "source", "number", "indicator", "name", "counting_unit", "unit_id", "start", "end",
    "filters", "value", "exact", "rows", "row_hash",
)  # fmt: skip


def digest_of(report, chapters, figures) -> str:
    """SHA-256 over all that was published: head, headings, sentences with their slots, and every number."""
    content = [
        [str(getattr(report, name)) for name in ("unit_id", *PRINTED)],
        [
            [
                c.row.level,
                c.row.part,
                c.row.heading,
                [[s.row.text, s.row.source, s.row.follow_up] for s in c.paragraphs],
            ]
            for c in chapters
        ],
        sorted([str(getattr(figure, name)) for name in COUNTED] for figure in figures),
    ]
    return sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _printed(chapter):
    said = [[said.row.text, said.row.source, said.row.follow_up] for said in chapter.paragraphs]
    return [chapter.row.level, chapter.row.part, chapter.row.heading, said]
