"""What each step must show before it may be closed. One function a step, in the table at the end."""

from zhijia.base.verdict import Verdict, need

from ..models import Delegate, Matter, PartyOpinion
from ..queries import composition_of, field_findings, sent
from ..rules import delegates as delegate_rules
from ..rules import standing
from ..rules.steps import Step
from ..standards import Standards


def plan(change) -> Verdict:
    return (
        need(change.offices(), "请先填写要选举的名额", field="committee_seats")
        & need(not change.regular or change.committee_seats, "请填写委员名额", field="committee_seats")
        & need(not change.by_delegates or change.delegate_seats, "请填写代表名额", field="delegate_seats")
        & need(change.meeting_on, "请填写预定会期", field="meeting_on")
        & need(change.party_organisation.strip(), "请填写同级党组织名称", field="party_organisation")
    )


def party_agreed(change, about) -> Verdict:
    """The last opinion counts."""
    last = change.party_opinions.filter(about=about).last()
    return need(
        last is not None and last.agreed,
        "请先登记同级党组织对%(about)s的意见；党组织同意后才能上报上级工会",
        about=PartyOpinion.subjects(change)[about],
    )


def replied(change) -> Verdict:
    return need(False, "这一步由上级工会在审批事项中办理")


def group(change) -> Verdict:
    return need(change.work_group.strip(), "请写明工作小组组长和成员", field="work_group")


def delegates(change) -> Verdict:
    return need(change.delegates_handed_in_on, "代表名单还没有提交资格审查，请在代表名单页提交")


def composed(change, exception="") -> Verdict:
    """No quota that blocks is broken; where policy allows it, a written exception stands in."""
    shown = composition_of(change)
    wrong = [finding for finding in shown.findings if finding.blocks]
    said = "；".join(finding.say() for finding in wrong)
    ruled = need(shown.findings, "还没有录入“会员代表构成”的标准，请先在政策参数中录入")
    if Standards(change.unit, change.begun_on).exception_allowed:
        return ruled & need(
            not wrong or exception.strip(), "%(said)s。请调整名单，或写明书面说明后提交", said=said, field="exception"
        )
    return ruled & need(not wrong, "%(said)s。请调整名单后再提交", said=said)


def credentials(change) -> Verdict:
    rows = change.delegates.standing()
    pending = rows.filter(credential=Delegate.Credential.PENDING).count()
    failed = [row.person.name for row in rows.filter(credential=Delegate.Credential.FAILED).select_related("person")]
    return (
        need(not pending, "还有%(count)s名代表没有审查", count=pending)
        & need(not failed, "%(names)s资格不合格，请移出名单并由原选区补选", names=standing.some(failed))
        & delegate_rules.complete(sent(change))
        & composed(change, change.exception)  # still whole after replacements
    )


def nomination(change) -> Verdict:
    verdict = Verdict()
    for field in field_findings(change):
        verdict &= standing.wide_enough(field)
    rows = change.candidates.standing().filter(write_in=False)
    return verdict & standing.cleared(rows.values_list("person__name", "relation", "review"))


def notice(change) -> Verdict:
    posted = change.notices.standing().first()
    return need(posted, "候选人还没有公示") & need(
        posted is None or posted.closed_on, "公示还没有结束，请在公示期满后登记异议处理情况"
    )


def congress(change) -> Verdict:
    return polled(change, Step.CONGRESS)


def first_session(change) -> Verdict:
    return polled(change, Step.FIRST_SESSION)


def polled(change, step) -> Verdict:
    """Every office voted on there is settled: nobody tied, nobody missing but by leave of the meeting."""
    verdict = Verdict()
    for office in change.offices_at(step):
        last = change.polls.standing().filter(office=office).order_by("-round").first()
        name = standing.OFFICE_NAMES[office]
        verdict &= need(last, "“%(office)s”的选举结果还没有登记", office=name)
        if last:
            verdict &= need(
                last.short == 0,
                "“%(office)s”还差%(short)s人没有选出，请再次投票或登记暂缺",
                office=name,
                short=last.short,
            )
    return verdict


def registration(change) -> Verdict:
    open_ = [Matter.Kind(row.kind).label for row in change.matters.all() if not row.settled]
    return need(not open_, "还有事项没有办结：%(open)s", open="、".join(map(str, open_)))


def archive(change) -> Verdict:
    return need(change.archive_place.strip(), "请写明选票和文书的存放地点", field="archive_place")


def request(change) -> Verdict:
    return party_agreed(change, PartyOpinion.About.CHANGE)


def candidates(change) -> Verdict:
    return party_agreed(change, PartyOpinion.About.CANDIDATES)


def result(change) -> Verdict:
    return need(change.elected_on, "还没有选举日期，请先登记选举结果")


READY = {
    Step.PLAN: plan,
    Step.REQUEST: request,
    Step.REQUEST_REPLY: replied,
    Step.GROUP: group,
    Step.DELEGATES: delegates,
    Step.CREDENTIALS: credentials,
    Step.NOMINATION: nomination,
    Step.NOTICE: notice,
    Step.CANDIDATES: candidates,
    Step.CANDIDATES_REPLY: replied,
    Step.CONGRESS: congress,
    Step.FIRST_SESSION: first_session,
    Step.RESULT: result,
    Step.RESULT_REPLY: replied,
    Step.REGISTRATION: registration,
    Step.ARCHIVE: archive,
}


def of(change, step) -> Verdict:
    return READY[Step(step)](change)
