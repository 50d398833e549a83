"""The way from one vote to the next, and out of the step when all seats are settled."""

from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import Act

from .. import actions
from ..rules import steps
from ..rules.standing import OFFICE_NAMES
from ..rules.steps import Step


def votes_left(change, user) -> list[Act]:
    """One button an office that is still to be voted on in the step under way."""
    offices = [office for office in change.offices_at(Step(change.step)) if actions.may_record(change, office, user)]
    words = {office: _("登记%(office)s选举结果") % {"office": OFFICE_NAMES[office]} for office in offices}
    return [Act(words[office], "elections:record", args=(change.pk, office), icon="vote") for office in offices]


def closes(change, step, verdict) -> Act:
    label = _("办结“%(step)s”") % {"step": steps.STEPS[step].name}
    return Act(label, "elections:close", verdict=verdict, primary=bool(verdict), args=(change.pk, step))


def goes_on(change, user) -> list[Act]:
    """After one office is settled: the next vote, else the end of the step."""
    left, step = votes_left(change, user), Step(change.step)
    if left or step not in (Step.CONGRESS, Step.FIRST_SESSION):
        return left[:1]
    return [closes(change, step, actions.may_close(change, step, user))]
