"""The table in which an officer gives out a whole plan: one row a measure, defaults for the rows left blank."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld, User
from zhijia.kernels.indicators.base import Ratio, indicators
from zhijia.kernels.org.models import Unit
from zhijia.web.forms import DateInput

from ..actions.assigning import Assignment, holders, verdict_on
from ..models import Task
from ..rules.tasks import COMPARISON_NAMES, Comparison

EACH = "each"  # one task at every unit directly below
COLUMNS = ("unit", "owner", "due_on", "evidence_kind", "standard", "helpers", "key")
TARGET = ("indicator", "comparison", "target", "window_from", "window_to")


def units_below(unit) -> list[Unit]:
    """The unit itself and those directly below: what lies deeper is given out by them in turn."""
    return [unit, *Unit.objects.standing().filter(superior=unit).order_by("path")]


def owners_for(units, day) -> list[tuple[User, Unit]]:
    held = RoleHeld.objects.on(day).with_ability("edit").filter(unit__in=units, user__is_active=True)
    seen, found = set(), []
    for one in held.select_related("user", "unit").order_by("unit__path", "user__name"):
        if (one.user_id, one.unit_id) not in seen:
            seen.add((one.user_id, one.unit_id))
            found.append((one.user, one.unit))
    return found


def countable() -> list[tuple[str, str]]:
    named = [(i.code, f"{i.name}（{i.counting_unit}）") for i in indicators.values() if not isinstance(i, Ratio)]
    return sorted(named, key=lambda pair: pair[1])


class AssignForm(forms.Form):
    """Fields `all-…` on top, then `m12-unit`, `m12-due_on` … for every measure on offer."""

    def __init__(self, *args, plan, measures, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.measures, self.today = plan, measures, today
        self.units = {str(unit.pk): unit for unit in units_below(plan.unit)}
        self.people = owners_for(list(self.units.values()), today)
        self.owners = {str(user.pk): user for user, _unit in self.people}
        self.words = self.choices()
        self.put("all", _("统一填写"), all_rows=True)
        for measure in measures:
            self.put(f"m{measure.pk}", f"{measure.number}{measure.label[:16]}")

    def choices(self) -> dict:
        """Built once for all rows."""
        units = [(key, str(unit)) for key, unit in self.units.items()]
        groups: dict[str, list] = {}
        for user, unit in self.people:
            groups.setdefault(str(unit), []).append((str(user.pk), str(user)))
        each = [(EACH, _("每个下级单位各一项"))] if len(units) > 1 else []
        return {
            "unit": [("", _("请选择")), *units, *each],
            "helpers": units,
            "owner": [("", _("由牵头单位指定")), *groups.items()],
            "evidence_kind": [("", _("请选择")), *Task.EvidenceKind.choices],
            "indicator": [("", _("没有数量目标")), *countable()],
            "comparison": list(COMPARISON_NAMES.items()),
        }

    def put(self, prefix, label, all_rows=False):
        def named(word):
            return f"{label}·{word}"

        words, none = self.words, {"required": False}
        made = {
            "unit": forms.ChoiceField(choices=words["unit"], label=named(_("牵头单位")), **none),
            "owner": forms.ChoiceField(choices=words["owner"], label=named(_("责任人")), **none),
            "due_on": forms.DateField(widget=DateInput(), label=named(_("完成时限")), **none),
            "evidence_kind": forms.ChoiceField(choices=words["evidence_kind"], label=named(_("佐证类型")), **none),
        }
        if not all_rows:
            made |= {
                "standard": forms.CharField(max_length=300, label=named(_("完成标准")), **none),
                "helpers": forms.MultipleChoiceField(
                    choices=words["helpers"],
                    label=named(_("配合单位")),
                    widget=forms.CheckboxSelectMultiple,
                    **none,
                ),
                "key": forms.BooleanField(label=_("重点任务"), **none),
                "indicator": forms.ChoiceField(choices=words["indicator"], label=named(_("指标")), **none),
                "comparison": forms.ChoiceField(choices=words["comparison"], label=named(_("比较")), **none),
                "target": forms.DecimalField(
                    max_digits=14, decimal_places=2, min_value=0, label=named(_("目标值")), **none
                ),
                "window_from": forms.DateField(
                    widget=DateInput(), label=named(_("统计期起")), initial=date(self.plan.year, 1, 1), **none
                ),
                "window_to": forms.DateField(
                    widget=DateInput(), label=named(_("统计期止")), initial=date(self.plan.year, 12, 31), **none
                ),
            }
        self.fields |= {f"{prefix}-{name}": field for name, field in made.items()}

    # for the template

    @property
    def top(self) -> dict:
        return {name: self[f"all-{name}"] for name in ("unit", "owner", "due_on", "evidence_kind")}

    @property
    def rows(self):
        for measure in self.measures:
            yield measure, {name: self[f"m{measure.pk}-{name}"] for name in (*COLUMNS, *TARGET)}

    # from the form

    def clean(self):
        data = super().clean()
        self.assignments = []
        for measure in self.measures:
            given = self.row(data, measure)
            if given["unit"]:
                self.assignments.extend(self.assignments_of(measure, given))
        if not self.assignments and not self.errors:
            self.add_error(None, _("一行也没有填。请至少给一条措施选择牵头单位，或在上面统一填写。"))
        self.judge()
        return data

    def row(self, data, measure) -> dict:
        """What stands in the row, and the top line's words where it is blank."""
        given = {name: data.get(f"m{measure.pk}-{name}") for name in (*COLUMNS, *TARGET)}
        for name in ("unit", "due_on", "evidence_kind"):
            given[name] = given[name] or data.get(f"all-{name}")
        if not given["owner"] and given["unit"] == data.get("all-unit"):
            given["owner"] = data.get("all-owner")
        return given

    def assignments_of(self, measure, given):
        chosen = [u for u in self.units.values() if u != self.plan.unit] if given["unit"] == EACH else []
        helpers = tuple(self.units[key] for key in given["helpers"] or () if key in self.units)
        numbers = {name: given[name] for name in TARGET} if given["indicator"] or given["target"] else {}
        for unit in chosen or [self.units[given["unit"]]]:
            yield Assignment(
                measure,
                unit,
                given["due_on"],
                owner=self.owners.get(given["owner"]) if not chosen else None,
                helpers=helpers,
                evidence_kind=given["evidence_kind"] or Task.EvidenceKind.ACTIVITY,
                standard=given["standard"] or "",
                key=bool(given["key"]),
                row=measure.pk,
                **({"comparison": Comparison.AT_LEAST} | numbers if numbers else {}),
            )

    def judge(self):
        """The same verdicts the action gives, put beside the field they are about."""
        held = holders({one.unit for one in self.assignments}, self.today)
        for one in self.assignments:
            for reason in verdict_on(one, self.plan.unit, held).reasons:
                name = f"m{one.row}-{reason.field}"
                if not self.has_error(name):
                    self.add_error(name if name in self.fields else None, reason.say())
