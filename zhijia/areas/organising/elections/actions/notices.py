"""The list of candidates posted for everybody, and taken down with what became of objections."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.calendar import add_workdays
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.trail.actions import note as write_down

from ..models import PublicNotice
from ..rules import steps
from ..rules.steps import Step
from ..standards import Standards
from .guard import locked, may_work


def may_post(change, by) -> Verdict:
    return (
        may_work(change, by)
        & steps.is_current(change.places, Step.NOTICE)
        & need(not change.notices.standing().exists(), "候选人已经公示")
    )


@transaction.atomic
def post_notice(*, change, by, at, contact, days=None, from_on=None):
    """Five working days at least; the day on which it is put up does not count (民法典第二百零一条)."""
    change, today = locked(change), timezone.localdate(at)
    least = Standards(change.unit, change.begun_on).value("elections.notice_workdays")
    days, from_on = days or least, from_on or today
    (
        may_post(change, by)
        & need(days >= least, "公示不少于%(least)s个工作日", least=least, field="days")
        & need(from_on <= today, "公示开始日期不能在今天之后", field="from_on")
        & need(contact.strip(), "请填写异议的受理方式，例如电话和办公室", field="contact")
    ).or_refuse()
    made = PublicNotice.objects.create(
        change=change, from_on=from_on, days=days, to_on=add_workdays(from_on, days), contact=contact.strip()
    )
    write_down(by=by, verb="elections.step", target=made, after={"to_on": made.to_on}, at=at)
    return made


def may_end(notice, by, today) -> Verdict:
    return (
        may_work(notice.change, by)
        & need(notice.closed_on is None and notice.voided_at is None, "这次公示已经结束")
        & need(
            today > notice.to_on,
            "公示期到%(day)s（%(days)s个工作日）才满，请在次日以后登记结果",
            day=notice.to_on,
            days=notice.days,
        )
    )


@transaction.atomic
def close_notice(*, notice, by, at, objections=0, handling=""):
    """After its last day: how many objected, and what was found."""
    notice.change, today = locked(notice.change), timezone.localdate(at)
    (
        may_end(notice, by, today)
        & need(not objections or handling.strip(), "有异议的请写明处理情况", field="handling")
    ).or_refuse()
    notice.objections, notice.handling, notice.closed_on = objections, handling.strip(), today
    notice.save(update_fields=["objections", "handling", "closed_on"])
    after = {"closed_on": today, "objections": objections}
    write_down(by=by, verb="elections.step", target=notice, after=after, reason=handling, at=at)
    return notice
