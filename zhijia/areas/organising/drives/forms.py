"""Shapes of input. What the rules say is said by the actions; here only what a field must look like."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.forms import DateInput, FactsForm, Rows

from .models import Drive
from .rules import ANSWER_NAMES, GROUPS, QUESTIONS


class UnitChoice(forms.ModelChoiceField):
    ability = "edit"

    def label_from_instance(self, unit):
        return f"{unit.name}（{unit.code}）"


class DriveForm(FactsForm):
    """The rate is typed in percent; the groups are ticked."""

    unit = UnitChoice(
        label=_("组织单位"), queryset=Unit.objects.standing().exclude(kind__in=Unit.INSIDE).order_by("path")
    )
    groups = forms.MultipleChoiceField(
        label=_("哪几类职工"), choices=GROUPS.items(), widget=forms.CheckboxSelectMultiple
    )
    percent = forms.DecimalField(
        label=_("目标入会率（%）"),
        min_value=Decimal(1),
        max_value=Decimal(100),
        decimal_places=1,
        initial=80,
        help_text=_("按职工人数下达目标时用：目标＝该类职工人数×目标入会率，有小数的进一人"),
    )
    field_order = ["unit", "title", "groups", "percent", "starts_on", "ends_on", "meeting_on", "plan"]

    class Meta:
        model = Drive
        fields = ["unit", "title", "starts_on", "ends_on", "meeting_on", "plan"]
        widgets = {
            "starts_on": DateInput,
            "ends_on": DateInput,
            "meeting_on": DateInput,
            "plan": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"title": _("例如：2026年护工护理员入会集中行动")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"]
            self.initial |= {"groups": self.instance.group_codes, "percent": f"{float(self.instance.rate * 100):g}"}

    def facts(self):
        data = dict(self.cleaned_data)
        data["rate"] = data.pop("percent") / 100
        data["groups"] = " ".join(data["groups"])
        return data


class GoalsForm(forms.Form):
    units = Rows(
        label=_("给哪些单位下达"),
        queryset=Unit.objects.standing().order_by("path"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只列出登记过这些类别职工人数的单位；人数在单位页面的“职工人数”里登记"),
    )


class GoalForm(forms.Form):
    unit = UnitChoice(label=_("单位"), queryset=Unit.objects.standing().order_by("path"))
    group = forms.ChoiceField(label=_("职工类别"))
    staff = forms.IntegerField(label=_("该类职工人数"), min_value=1)
    target = forms.IntegerField(label=_("目标入会人数"), min_value=0)

    def __init__(self, *args, groups=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(code, GROUPS[code]) for code in groups]


class VisitForm(forms.Form):
    drive = forms.ModelChoiceField(label=_("入会行动"), queryset=Drive.objects.exclude(state="closed"))
    unit = UnitChoice(label=_("被督导单位的工会"), queryset=Unit.objects.standing().order_by("path"))
    place = forms.CharField(
        label=_("还没有工会的，写单位名称"), max_length=100, required=False, help_text=_("上面选负责它的工会")
    )
    planned_on = forms.DateField(label=_("计划日期"), widget=DateInput)
    visitors = forms.CharField(label=_("督导人员"), max_length=100)
    questions = forms.CharField(
        label=_("督导内容"),
        widget=forms.Textarea(attrs={"rows": 6}),
        initial="\n".join(QUESTIONS),
        help_text=_("一行一项，被督导单位要逐项答复"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drive"].ability = "edit"

    def clean_questions(self):
        lines = [line.strip()[:100] for line in self.cleaned_data["questions"].splitlines()]
        return tuple(line for line in lines if line)


class HoldForm(forms.Form):
    held_on = forms.DateField(label=_("督导日期"), widget=DateInput)
    found = forms.CharField(
        label=_("发现的问题"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("没有的可以不填")
    )


class AnswersForm(forms.Form):
    """One pair of fields for every question of the visit; none may stay open."""

    due_on = forms.DateField(
        label=_("整改期限"), widget=DateInput, required=False, help_text=_("有没有做到、部分做到的项目时填写")
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = []
        for row in rows:
            names = [f"answer_{row.seq}", f"note_{row.seq}"]
            self.fields[names[0]] = forms.ChoiceField(
                label=_("答复"),
                choices=ANSWER_NAMES.items(),
                initial=row.answer,
                widget=forms.RadioSelect,
                error_messages={"required": _("第 %(seq)s 项还没有答复，请选择") % {"seq": row.seq}},
            )
            self.fields[names[1]] = forms.CharField(label=_("说明"), max_length=200, required=False, initial=row.note)
            self.groups.append((f"{row.seq}. {row.question}", names))
        self.groups.append((_("整改"), ["due_on"]))
        self.rows = rows

    def answers(self):
        data = self.cleaned_data
        return {row.seq: (data[f"answer_{row.seq}"], data[f"note_{row.seq}"]) for row in self.rows}


class MendForm(forms.Form):
    mended_on = forms.DateField(label=_("整改完成日期"), widget=DateInput)
    mending = forms.CharField(label=_("整改情况"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


__all__ = [
    "AnswersForm",
    "DriveForm",
    "GoalForm",
    "GoalsForm",
    "HoldForm",
    "MendForm",
    "VisitForm",
]
