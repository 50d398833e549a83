from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import DateInput

from .models import Edge, Unit


class UnitField(forms.ModelChoiceField):
    """One standing unit within reach, told apart from its namesakes by the code."""

    def __init__(self, *, ability="manage", **kwargs):
        kwargs.setdefault("queryset", Unit.objects.standing().order_by("path"))
        super().__init__(**kwargs)
        self.ability = ability

    def label_from_instance(self, unit):
        return f"{'　' * (unit.level - 1)}{unit.name}（{unit.code}）"


class UnitFacts(forms.ModelForm):
    class Meta:
        model = Unit
        fields = ["name", "short_name", "kind", "headcount"]


class FoundUnit(forms.ModelForm):
    superior = UnitField(label=_("上级工会"))
    on = forms.DateField(label=_("成立日期"), widget=DateInput)

    groups = [(_("单位"), ["code", "name", "short_name", "kind", "headcount"]), (_("隶属"), ["superior", "on"])]

    class Meta:
        model = Unit
        fields = ["code", "name", "short_name", "kind", "headcount"]
        help_texts = {"code": _("全平台唯一，定下后不再更改，例如 YL-CJ-01")}


class LinkUnit(forms.Form):
    kind = forms.ChoiceField(
        label=_("关系"), choices=[choice for choice in Edge.Kind.choices if choice[0] != Edge.Kind.ORGANISATIONAL]
    )
    superior = UnitField(label=_("上级工会"))
    on = forms.DateField(label=_("生效日期"), widget=DateInput)


class MoveUnit(forms.Form):
    superior = UnitField(label=_("新的上级工会"))
    on = forms.DateField(
        label=_("生效日期"), widget=DateInput, help_text=_("从这一天起隶属新的上级；以前的业务记录仍按当时的隶属统计")
    )


class DissolveUnit(forms.Form):
    on = forms.DateField(label=_("撤销日期"), widget=DateInput, help_text=_("从这一天起不再存在；以前的记录照旧"))
