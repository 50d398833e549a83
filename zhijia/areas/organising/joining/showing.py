"""What pages of different people show of the same application."""

from django.utils.translation import gettext as _

from zhijia.base import masking
from zhijia.engines.flow.rules import Ruling, State
from zhijia.web import formats
from zhijia.web.pages import Event

from .models import Application

APPLICATIONS = Application.objects.select_related("case__desk_unit", "case__opened_by", "unit", "person")


def facts_of(application) -> list:
    """For a desk: secrets by their ends only."""
    facts = [
        (_("姓名"), application.name),
        (_("性别"), application.sex),
        (_("出生日期"), formats.day(application.born_on)),
        (_("身份证号"), application.id_number.masked(masking.id_number)),
        (_("手机号"), application.phone.masked(masking.phone)),
        (_("申请加入"), application.unit.name),
        (_("用工形式"), application.get_kind_display()),
        (_("部门"), application.department or "—"),
        (_("岗位"), application.position or "—"),
    ]
    if application.dispatched:
        union = application.get_dispatcher_union_display() or _("未填")
        facts.append((_("派遣单位"), _("%(name)s（%(union)s）") % {"name": application.dispatcher, "union": union}))
    facts.append((_("申请日期"), formats.day(application.applied_on)))
    if application.remark:
        facts.append((_("补充说明"), application.remark))
    return facts


def public_story(application) -> list[Event]:
    """The way of the application as its owner may read it: desks and reasons, no names of staff."""
    steps = list(application.case.steps.select_related("unit"))
    events = [Event(_("提交申请"), application.case.opened_at)]
    for given in application.case.rulings.order_by("at", "pk"):
        tone = "done" if given.ruling == Ruling.APPROVE else "stopped"
        events.append(Event(given.get_ruling_display(), given.at, steps[given.step].unit, given.note, tone))
    if application.state == State.IN_REVIEW:
        events.append(
            Event(
                steps[application.case.step].label, application.case.moved_at, application.case.desk_unit, state="now"
            )
        )
        events += [Event(step.label, None, step.unit, state="next") for step in steps[application.case.step + 1 :]]
    elif application.state == State.RETURNED:
        events.append(Event(_("等您补充后重新提交"), application.case.moved_at, state="now"))
    elif application.state == State.WITHDRAWN:
        events.append(Event(_("您已撤回申请"), application.case.moved_at, state="stopped"))
    return events
