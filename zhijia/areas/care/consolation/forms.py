"""Shapes of input. What the rules say is said by the actions; here only what a field must look like."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import YuanField
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person

from .models import OCCASIONS, Gift
from .rules import FESTIVALS, FORM_NAMES, GROUPS, OWN_FUNDS

BLANK = [("", _("请选择"))]


class PersonChoice(forms.ModelChoiceField):
    """Namesakes are told apart by their unit."""

    def label_from_instance(self, person):
        return f"{person.name}（{person.home}）"


class RoundForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("慰问单位"), queryset=Unit.objects.standing())
    occasion = forms.ChoiceField(label=_("慰问类型"), choices=[*BLANK, *OCCASIONS])
    festival = forms.ChoiceField(
        label=_("节日"),
        choices=[*BLANK, *FESTIVALS.items()],
        required=False,
        help_text=_("节日慰问时选择，限法定节日。"),
    )
    group = forms.ChoiceField(
        label=_("慰问群体"),
        choices=[("", _("不限")), *((name, name) for name in GROUPS)],
        required=False,
        help_text=_("走访慰问某一群体时选择，报告按群体统计次数。"),
    )
    title = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：2026年中秋节慰问。"))
    day = forms.DateField(label=_("慰问日期"), help_text=_("标准按这一天有效的政策参数核对。"))
    form = forms.ChoiceField(
        label=_("慰问形式"), choices=FORM_NAMES.items(), help_text=_("节日慰问不得发放现金和购物卡。")
    )
    standard_fen = YuanField(label=_("每人标准"), help_text=_("元。超过政策上限时会说明依据。"))
    fund = forms.CharField(label=_("经费来源"), max_length=40, initial=OWN_FUNDS)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class OnePersonForm(forms.Form):
    """Somebody added to a list by hand, with what the occasion asks."""

    person = PersonChoice(label=_("被慰问人"), queryset=Person.objects.members().select_related("home"))
    day = forms.DateField(label=_("慰问日期"), required=False, help_text=_("不填则同批次日期。"))
    amount_fen = YuanField(label=_("慰问金额"), required=False, help_text=_("不填则按批次标准。"))
    thing = forms.CharField(
        label=_("事由"),
        max_length=60,
        required=False,
        help_text=_("住院填病种，生育填子女出生日期，近亲属去世填关系和姓名；只用来核对是否重复，加密后不再显示。"),
    )
    evidence = forms.CharField(
        label=_("核实依据"), max_length=40, required=False, help_text=_("核实了哪种材料，例如出院小结。不用写病情。")
    )


class SingleForm(RoundForm, OnePersonForm):
    """One person, one occasion, handed in at once."""

    field_order = ["unit", "occasion", "person", "day", "form", "standard_fen", "thing", "evidence", "fund", "note"]
    title = None
    group = None
    festival = None
    amount_fen = None
    day = forms.DateField(label=_("慰问日期"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["occasion"].choices = [*BLANK, *(pair for pair in OCCASIONS if pair[0] != "festival")]


class GivenForm(forms.Form):
    on = forms.DateField(label=_("发放日期"))
    receipt = forms.ChoiceField(label=_("签收方式"), choices=Gift.Receipt.choices)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
