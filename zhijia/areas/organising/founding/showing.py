"""How rows are said: gists and facts that several pages share."""

from datetime import timedelta

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from zhijia.engines.flow.rules import State as CaseState
from zhijia.kernels.bodies.models import Body, Post

from .models import Application, Founding, OrgChange, Target
from .rules import changes, process

FOUNDINGS = Founding.objects.select_related(
    "unit", "case__desk_unit", "result_case__desk_unit", "founded_unit", "made_by"
)
CHANGES = OrgChange.objects.select_related(
    "unit__superior", "superior", "into", "case__desk_unit", "case__unit", "asked_by", "approved_by"
)
TARGETS = Target.objects.select_related("unit", "founded_unit")
COUNTED = (Application.State.ACCEPTED, Application.State.ADMITTED)


def with_members(rows):
    """Foundings with how many have been checked."""
    return rows.annotate(members=Count("applications", filter=Q(applications__state__in=COUNTED)))


def with_last_contact(rows):
    return rows.annotate(last_on=Max("contacts__on"))


def said(change) -> str:
    """“更名为……”, as a reply says it."""
    words = {
        "new_name": change.new_name,
        "into": change.into.name if change.into else "",
        "superior": change.superior.name if change.superior else "",
        "line": change.get_line_display(),
        "parts": "、".join(f"“{part.name}”" for part in change.parts.all()),
    }
    return changes.SORTS[changes.Change(change.kind)].says.format(**words)


def whole(change) -> bool:
    """A split says something only when its parts are written down."""
    return change.kind != changes.Change.SPLIT or change.parts.exists()


def gist(change) -> str:
    """The same in a list: no query for parts."""
    match change.kind:
        case "rename":
            return change.new_name
        case "merge":
            return str(change.into)
        case "move":
            return str(change.superior)
        case "link":
            return f"{change.get_line_display()} {change.superior}"
    return ""


OrgChange.gist = property(gist)


def asker(change) -> str:
    """What the unit was called when it asked: its papers do not change with its name."""
    eve = change.effective_on - timedelta(days=1)
    naming = change.unit.naming_on(eve) if change.state == OrgChange.State.DONE else None
    return (naming or change.unit).name


def change_facts(change):
    facts = [
        (_("申请单位"), asker(change)),
        (_("变更事项"), change.get_kind_display()),
        (_("内容"), said(change) if whole(change) else _("还没有登记分立后的工会")),
        (_("生效日期"), change.effective_on),
        (_("理由"), change.reason),
        (_("请示文号"), change.asked_number),
        (_("批复文号"), change.document_no),
    ]
    along = "、".join(str(row) for row in change.along.select_related("unit"))
    if along:
        facts.insert(3, (_("一并并入"), along))
    if change.outcome:
        facts.append((_("办理结果"), change.outcome))
    return facts


def returned_for(case) -> str:
    """What the desk above wants put right, as long as it has not been handed in again."""
    sent_back = case and case.state == CaseState.RETURNED
    return case.rulings.order_by("pk").last().note if sent_back else ""


def seat_word(seat) -> str:
    return f"{Body.Kind(seat.body).label}{Post.Title(seat.title).label}"


TONES = {"done": "good", "now": "wait", "next": "quiet"}


def track(founding):
    """The table of steps with where this founding stands."""
    order = list(process.ORDER)
    here = order.index(founding.step) if founding.step in order else -1
    for place, step in enumerate(order):
        state = "done" if place < here or founding.step == process.Step.FOUNDED else "now" if place == here else "next"
        yield {"name": process.STATIONS[step].name, "state": state, "tone": TONES[state]}
