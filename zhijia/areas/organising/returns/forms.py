"""Opening a round, filling one module of a return, saying why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit

from . import rules
from .actions.rounds import TOPS
from .models import Round
from .questionnaires import GRASSROOTS


class RoundForm(forms.ModelForm):
    class Meta:
        model = Round
        fields = ["unit", "title", "start", "end", "due_on", "note"]
        widgets = {"note": forms.Textarea}
        help_texts = {
            "end": _("人数、组织数按这一天统计"),
            "note": _("口径、附件要求等，填报单位会看到"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.standing().filter(kind__in=TOPS).order_by("path")
        self.fields["unit"].ability = "publish"


class RoundChangeForm(forms.ModelForm):
    class Meta:
        model = Round
        fields = ["title", "due_on", "note"]
        widgets = {"note": forms.Textarea}
        help_texts = {"due_on": _("改了截止日期，还没有报的单位会收到通知")}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea)


class DoubleForm(forms.Form):
    item = forms.ChoiceField(label=_("指标"))
    amount = forms.DecimalField(label=_("扣减数"), max_digits=18, decimal_places=2, min_value=0)
    reason = forms.CharField(
        label=_("重复原因"), max_length=200, help_text=_("例如：两家工会联合举办的竞赛，双方都报了")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        summed = [item for item in GRASSROOTS.items if item.summed]
        self.fields["item"].choices = [
            (item.code, f"{item.code} {rules.name_of(GRASSROOTS, item.code)}（{item.unit}）") for item in summed
        ]


NAMES = {"adjusted": "{}", "reason": "{}-reason", "note": "{}-note"}  # column of a cell → field of the form


class ModuleForm(forms.Form):
    """One module: a value for what is typed; an adjustment with its reason beside what was computed; notes."""

    def __init__(self, *args, module, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = []
        for item in module.items:
            if item.stored and item.code in cells:
                self.add(item, cells[item.code])

    def add(self, item, cell):
        self.fields[item.code] = self.value_field(item, cell)
        if cell.is_outdated:
            self.fields[f"{item.code}-kept"] = forms.BooleanField(label=_("仍按调整数上报"), required=False)
        if cell.computed is not None:
            self.fields[f"{item.code}-reason"] = forms.CharField(
                label=_("%(label)s的调整理由") % {"label": item.label},
                required=False,
                max_length=200,
                initial=cell.reason,
            )
        self.fields[f"{item.code}-note"] = forms.CharField(
            label=_("%(label)s的说明") % {"label": item.label}, required=False, max_length=200, initial=cell.note
        )
        for name in NAMES.values():
            if name.format(item.code) in self.fields:
                self.fields[name.format(item.code)].show_hidden_initial = True  # what stood there when typing began
        self.lines.append((item, cell))

    @staticmethod
    def value_field(item, cell):
        told = {"label": item.label, "required": False, "initial": cell.adjusted}
        if item.choices:
            told["initial"] = None if cell.adjusted is None else int(cell.adjusted)
            return forms.TypedChoiceField(
                choices=[("", _("请选择")), *item.choices], coerce=int, empty_value=None, **told
            )
        digits = 0 if item.whole else 2
        if cell.adjusted is not None and item.whole:
            told["initial"] = int(cell.adjusted)
        return forms.DecimalField(max_digits=18, decimal_places=digits, min_value=0, **told)

    def rows(self):
        """(item, cell, value, reason or None, note, kept or None): what the template lays out as one line."""
        for item, cell in self.lines:
            named = {name: f"{item.code}-{name}" for name in ("reason", "note", "kept")}
            yield item, cell, self[item.code], *(self[n] if n in self.fields else None for n in named.values())

    def typed(self) -> dict:
        """{item: {name: value}} of what was changed by whoever sends it; the rest may be somebody else's."""
        found = {item.code: self.changes_of(item.code) for item, _cell in self.lines}
        return {code: changes for code, changes in found.items() if changes}

    def changes_of(self, code) -> dict:
        named = {name: field.format(code) for name, field in NAMES.items()}
        changes = {name: self.cleaned_data[field] for name, field in named.items() if field in self.changed_data}
        if self.cleaned_data.get(f"{code}-kept"):
            changes["adjusted"] = self.cleaned_data[code]
        return changes

    def seen(self) -> dict:
        """The same names with what stood there when the typing began, as far as the page said so."""
        return {
            code: {name: self.was(code, name) for name in changes if self.told(code, name)}
            for code, changes in self.typed().items()
        }

    def told(self, code, name) -> bool:
        return self[NAMES[name].format(code)].html_initial_name in self.data

    def was(self, code, name):
        field = self[NAMES[name].format(code)]
        try:
            return field.field.clean(self.data[field.html_initial_name])
        except forms.ValidationError:
            return None

    def show_anew(self, names):
        """After a refusal the page tells these fields as they are now: to save once more is then meant."""
        self.data = self.data.copy()
        for name in (name for name in names if name in self.fields and self.fields[name].show_hidden_initial):
            field = self[name]
            self.data[field.html_initial_name] = "" if field.initial is None else str(field.initial)
