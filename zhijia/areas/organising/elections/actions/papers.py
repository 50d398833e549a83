"""Papers numbered and handed up; the superior's ruling and what follows from it; the party organisation's word."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from zhijia.base.calendar import PROVISIONAL, workdays_between
from zhijia.base.verdict import Verdict, need
from zhijia.engines.documents.official import check, check_number, render
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.files.actions import store
from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.trail.actions import note as write_down

from ..models import Paper, PartyOpinion, TermChange
from ..rules import papers as rules
from ..rules import steps
from ..rules.steps import Step
from ..standards import Standards
from ..texts import document_of
from . import readiness
from .course import finish, reopen
from .guard import locked, may_work
from .polls import strike
from .seating import seat

CASE = "elections.paper"
STEP_OF = {
    rules.Paper.REQUEST: Step.REQUEST,
    rules.Paper.CANDIDATES_REQUEST: Step.CANDIDATES,
    rules.Paper.RESULT: Step.RESULT,
}
# What must be gone through again when the superior does not agree.
AGAIN = {
    Step.REQUEST: (Step.REQUEST,),
    Step.CANDIDATES: (Step.NOMINATION, Step.NOTICE, Step.CANDIDATES),
    Step.RESULT: (Step.CONGRESS, Step.FIRST_SESSION, Step.RESULT),
}


@transaction.atomic
def party_says(*, change, about, organisation, agreed, said_on, by, at, document_no="", note=""):
    """Recorded as it was said; the platform decides nothing for the party organisation."""
    change = locked(change)
    (
        may_work(change, by)
        & need(said_on <= timezone.localdate(at), "日期不能在今天之后", field="said_on")
        & need(agreed or note.strip(), "不同意的请写明意见", field="note")
    ).or_refuse()
    made = PartyOpinion.objects.create(
        change=change,
        about=about,
        organisation=organisation,
        agreed=agreed,
        said_on=said_on,
        document_no=document_no,
        note=note,
        by=by,
        at=at,
    )
    after = {"about": made.about_said, "agreed": agreed}
    write_down(by=by, verb="elections.party", target=change, after=after, at=at)
    return made


def paper_of(change, kind) -> Paper | None:
    return change.papers.filter(kind=kind, voided_at=None).first()


def may_number(change, kind, by) -> Verdict:
    form, paper = rules.FORMS[rules.Paper(kind)], paper_of(change, kind)
    if form.by_superior:
        return need(paper, "上级工会批复后才能填写批复文号") & need(
            change.superior and by.can("edit", change.superior), "批复由上级工会编号"
        )
    return (
        need(change.state != TermChange.State.DROPPED, "这次选举已终止")
        & need(by.can("edit", change.unit), "您没有填写文书的权限")
        & need(paper is None or paper.case is None or paper.case.state == CaseState.RETURNED, "文件已上报，不能再改")
    )


@transaction.atomic
def number_paper(*, change, kind, by, at, number="", signatory="", issued_on=None):
    """Number, day and signatory of a document with a red head."""
    change = locked(change)
    may_number(change, kind, by).or_refuse()
    if number:
        check_number(number).or_refuse()
        taken = Paper.objects.filter(number=number, voided_at=None).exclude(change=change, kind=kind)
        need(not taken.exists(), "文号%(number)s已被另一份文件使用，请核对", number=number, field="number").or_refuse()
    paper = paper_of(change, kind) or Paper(change=change, kind=kind, made_by=by, made_at=at)
    before = {"number": paper.number, "signatory": paper.signatory, "issued_on": paper.issued_on}
    after = {"number": number, "signatory": signatory, "issued_on": issued_on}
    for name, value in after.items():
        setattr(paper, name, value)
    paper.save()
    write_down(by=by, verb="elections.paper", target=paper, unit=change.unit, before=before, after=after, at=at)
    return paper


# --- up ---


def is_turn(change, kind, by) -> bool:
    """The document is the next thing to go up, and this user may send it."""
    return bool(may_work(change, by) & steps.is_current(change.places, STEP_OF[rules.Paper(kind)]))


def may_hand_in(change, kind, by) -> Verdict:
    step = STEP_OF[rules.Paper(kind)]
    verdict = may_work(change, by) & steps.is_current(change.places, step)
    return verdict and readiness.of(change, step)


@transaction.atomic
def hand_in(*, change, kind, by, at, number="", signatory="", issued_on=None):
    """The document goes to the superior's desk as it stands; a returned one goes on with the same case."""
    change = locked(change)
    may_hand_in(change, kind, by).or_refuse()
    paper = number_paper(
        change=change, kind=kind, by=by, at=at, number=number, signatory=signatory, issued_on=issued_on
    )
    document = document_of(change, kind, paper)
    check(document).or_refuse()
    today = timezone.localdate(at)
    paper.issued = file_of(paper, render(document), by, at)
    paper.handed_in_on = paper.handed_in_on or today
    paper.reply_due_on = paper.reply_due_on or due_of(change, today)
    if paper.case is None:
        paper.case = open_case(paper, by, at)
    paper.save()
    flow.submit(case=paper.case, by=by, at=at)
    write_down(by=by, verb="elections.submit", target=paper, unit=change.unit, after={"number": number}, at=at)
    finish(change, STEP_OF[rules.Paper(kind)], by, at, today, note=number)
    return paper


def file_of(paper, content, by, at):
    upload = ContentFile(content, name=f"{paper}.docx")
    return store(upload=upload, unit=paper.change.unit, by=by, at=at, kinds=("docx",))


def due_of(change, today):
    return today + timedelta(days=Standards(change.unit, today).value("elections.reply_days"))


def open_case(paper, by, at):
    """First the desk that examines, then the one that signs; together they have the days of a reply."""
    change, superior = paper.change, paper.change.superior
    days = max(workdays_between(timezone.localdate(at), paper.reply_due_on, PROVISIONAL), 2)
    kinds = (superior.kind,)
    route = (
        Stop("review", "上级工会审核", kinds=kinds, days=days // 2),
        Stop("approve", "上级工会批复", kinds=kinds, days=days - days // 2),
    )
    return flow.open_case(kind=CASE, unit=change.unit, title=str(paper)[:120], route=route, opened_by=by, at=at)


# --- down ---


@transaction.atomic
def rule_paper(*, case, by, ruling, at, note=""):
    case = flow.rule(case=case, by=by, ruling=ruling, at=at, note=note)
    return follow(case, by, at, note)


@transaction.atomic
def withdraw_paper(*, paper, by, at):
    """Taken back before the superior has replied: the step is open again."""
    need(paper.case, "这份文件还没有上报，不用撤回").or_refuse()
    return follow(flow.withdraw(case=paper.case, by=by, at=at), by, at, "")


def follow(case, by, at, note):
    paper = Paper.objects.select_for_update(of=("self",)).select_related("change").get(case=case)
    change = locked(paper.change)
    paper.change = change
    step = STEP_OF[rules.Paper(paper.kind)]
    match CaseState(case.state):
        case CaseState.APPROVED:
            agreed(change, paper, step, by, at, note)
        case CaseState.RETURNED:
            reopen(change, [step], at)
        case CaseState.REJECTED:
            void(paper, at)
            undo(change, step, at)
        case CaseState.WITHDRAWN:
            void(paper, at)
            reopen(change, [step], at)
    if case.state in (CaseState.APPROVED, CaseState.RETURNED, CaseState.REJECTED):
        title = f"{paper}：{case.get_state_display()}"
        notify(user=paper.made_by, title=title, url=change.get_absolute_url(), at=at)
    return paper


def agreed(change, paper, step, by, at, note):
    """The reply stands beside the request; after the last one the new committee sits."""
    today = timezone.localdate(at)
    paper.replied_on = today
    paper.save(update_fields=["replied_on"])
    kind = rules.REPLY_TO[rules.Paper(paper.kind)]
    Paper.objects.create(change=change, kind=kind, issued_on=today, made_by=by, made_at=at)
    write_down(by=by, verb="elections.reply", target=paper, unit=change.unit, reason=note, at=at)
    if step == Step.RESULT:
        seat(change, by=by, at=at)
    finish(change, steps.REPLIES[step], by, at, today, note=note)


def void(paper, at):
    paper.voided_at = at
    paper.save(update_fields=["voided_at"])


def undo(change, step, at):
    """不同意: candidates are chosen anew, or the election is repeated (选举工作条例: 违反程序的不予批准)."""
    wanted = AGAIN[step] if change.regular else [s for s in AGAIN[step] if s != Step.FIRST_SESSION]
    if step == Step.CANDIDATES:
        change.notices.standing().update(voided_at=at)
    if step == Step.RESULT:
        strike(change, list(change.polls.standing()), at)
        change.elected_on = None
        change.save(update_fields=["elected_on"])
    reopen(change, wanted, at)
