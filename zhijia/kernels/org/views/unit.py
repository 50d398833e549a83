"""One unit: what it is, who leads it, what became of it, who works there."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base import noting
from zhijia.web.pages import Act, DetailPage
from zhijia.web.pages import Event as Happened
from zhijia.web.states import State

from .. import rules
from ..models import Edge, LegalPerson, OrgEvent, StaffCount, Unit
from ..panels import show, unit_panel
from ..paths import ancestors_of

MOST = 200  # units listed below one; the tree has them all


class UnitPage(DetailPage):
    queryset = Unit.objects.select_related("superior")
    template_name = "org/unit.html"
    side = True

    def get_title(self):
        return self.object.name

    def number(self, unit):
        return unit.code

    def state(self, unit):
        if unit.dissolved_on:
            return State(_("已撤销"), "quiet")
        above = unit.superior
        cut = unit.kind not in Unit.TOPS and (above is None or above.dissolved_on)
        return State(_("断线"), "late") if cut else None

    def facts(self, unit):
        former = "、".join(naming.name for naming in unit.namings.all() if naming.name != unit.name)
        facts = [
            (_("类别"), unit.get_kind_display()),
            (_("简称"), unit.short_name),
            (_("曾用名"), former) if former else None,
            (_("行业"), unit.get_sector_display()),
            (_("单位性质"), unit.get_ownership_display()),
            (_("行政区划代码"), unit.area_code),
            (_("层级"), unit.level),
            (_("成立日期"), unit.founded_on),
            (_("撤销日期"), unit.dissolved_on) if unit.dissolved_on else None,
        ]
        return [fact for fact in facts if fact]

    # What may be done

    def actions(self, unit):
        user, standing = self.request.user, unit.dissolved_on is None
        acts = []
        if standing and user.can("edit", unit):
            acts.append(Act(_("登记职工人数"), "org:staff"))
        if user.can("edit", unit):
            acts += self.legal_acts(unit)
        if standing and user.can("manage", unit):
            acts += [
                Act(_("更名"), "org:rename"),
                Act(_("更正资料"), "org:edit"),
                Act(_("调整组织隶属"), "people:unit-move"),
                Act(_("设定第二隶属"), "org:link"),
                Act(_("合并到另一个单位"), "people:unit-merge"),
                Act(_("分立出新单位"), "people:unit-split"),
                Act(_("撤销"), "people:unit-dissolve", danger=True),
            ]
        return acts

    def legal_acts(self, unit):
        held = self.legal_person
        steps = rules.STEPS[held.state if held else ""]
        acts = []
        if set(steps) - {"cancel"} and not unit.dissolved_on and rules.may_be_legal_person(unit.kind):
            acts.append(Act(_("办理法人事项") if held else _("登记工会法人"), "org:legal"))
        if "cancel" in steps:
            acts.append(Act(_("注销法人"), "org:legal-cancel", danger=True))
        return acts

    # What is shown

    @property
    def legal_person(self):
        if not hasattr(self, "_legal_person"):
            self._legal_person = LegalPerson.objects.filter(unit=self.object).first()
        return self._legal_person

    def timeline(self, unit):
        events = unit.org_events.select_related("other").order_by("-on", "-pk")
        return [Happened(told(unit, event), event.on, note=event.document_no, state=tone(event)) for event in events]

    def history(self, unit):
        """Of the unit and of its registration as a legal person, newest first."""
        legal_person = self.legal_person if self.request.user.can("view", unit) else None
        return noting.history_of(unit, *filter(None, [legal_person]))

    def get_context_data(self, **kwargs):
        unit = self.object
        edges = list(unit.edges.select_related("superior").order_by("-from_on", "kind"))
        held = self.legal_person if self.request.user.can("view", unit) or self.request.user.can("edit", unit) else None
        below = unit.children.order_by("dissolved_on", "path")
        return super().get_context_data(
            above=self.seen(Unit.objects.at(ancestors_of(unit.path)).order_by("path")),
            edges=edges,
            second=second_lines(edges),
            staff=staff_table(unit),
            legal=held,
            legal_events=list(held.events.order_by("-on", "-pk")) if held else [],
            children=self.seen(below)[:MOST],
            children_total=below.count(),
            panels=show(unit_panel, unit, self),
            timeline_title=_("沿革"),
            **kwargs,
        )

    def seen(self, units):
        """The names of the units above are no secret; whether they may be opened depends on reach."""
        mine = Unit.objects.visible_to(self.request.user).filter(pk=OuterRef("pk"))
        return units.annotate(within=Exists(mine))


def second_lines(edges):
    """Of funds and guidance the open line, or None where the unit follows its organisational superior."""
    open_ones = {edge.kind: edge for edge in edges if edge.to_on is None}
    kinds = (Edge.Kind.FUNDS, Edge.Kind.GUIDANCE)
    return [(kind.label, open_ones.get(kind)) for kind in kinds]


def staff_table(unit):
    """Days as lines, groups as columns, newest first; only groups that were ever counted."""
    counts = {}
    for count in unit.staff_counts.order_by("-counted_on"):
        counts.setdefault(count.counted_on, {})[count.group] = count.persons
    groups = [group for group in StaffCount.Group if any(group in day for day in counts.values())]
    lines = [(day, [counted.get(group) for group in groups]) for day, counted in counts.items()]
    return {"groups": [group.label for group in groups], "lines": lines} if lines else None


def tone(event):
    return "stopped" if event.kind == OrgEvent.Kind.DISSOLVE else "done"


def told(unit, event) -> str:
    """What happened, as one says it of this unit."""
    kind, other = OrgEvent.Kind(event.kind), event.other.name if event.other else ""
    words = {
        kind.FOUND: gettext("成立，隶属%(other)s") if other else gettext("成立"),
        kind.RENAME: gettext("更名：%(note)s") if event.note else gettext("更改简称或类别"),
        kind.MOVE: gettext("改隶%(other)s"),
        kind.LINK: gettext("%(line)s：%(other)s") if other else gettext("终止%(line)s"),
        kind.MERGE: gettext("并入%(other)s") if unit.dissolved_on == event.on else gettext("%(other)s并入"),
        kind.SPLIT: gettext("由%(other)s分立") if unit.founded_on == event.on else gettext("分出%(other)s"),
        kind.DISSOLVE: gettext("撤销"),
    }
    return words[kind] % {"other": other, "note": event.note, "line": event.get_line_display()}
