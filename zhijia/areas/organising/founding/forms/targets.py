from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.forms import DateInput, FactsForm

from ..models import Ask, Contact, Target
from ..rules.surveying import SORT_NAMES
from .small import BLANK, OwnUnitField

NO_UNION_ABOVE = (Unit.Kind.BRANCH, Unit.Kind.GROUP)


class TargetForm(FactsForm):
    unit = OwnUnitField(
        label=_("负责工会"),
        queryset=Unit.objects.standing().exclude(kind__in=NO_UNION_ABOVE).order_by("path"),
        help_text=_("建会以后归哪个工会领导；高校、医院的后勤企业选学校、医院工会"),
    )
    phone = forms.CharField(
        label=_("联系电话"), max_length=20, required=False, help_text=_("加密保存；修改时留空则保持原来的号码")
    )
    groups = [
        (_("单位"), ["unit", "name", "sort", "sector", "ownership", "uscc", "area_code", "address"]),
        (_("职工"), ["staff", "women"]),
        (_("联系"), ["contact", "phone"]),
        (_("困难和计划"), ["obstacle", "obstacle_note", "surveyed_on", "planned_on", "responsible"]),
    ]

    class Meta:
        model = Target
        fields = ["unit", "name", *Target.SURVEYED]
        widgets = {"surveyed_on": DateInput, "planned_on": DateInput}
        help_texts = {
            "name": _("营业执照或登记证上的全称"),
            "sector": _("不选则按类型"),
            "ownership": _("不选则按类型"),
            "area_code": _("6位数字，例如 530100"),
            "obstacle": _("为什么还没有建会"),
        }


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ["on", "way", "met", "said", "agreed"]
        widgets = {"on": DateInput, "said": forms.Textarea(attrs={"rows": 3})}
        labels = {"said": _("谈了什么，对方什么态度")}
        help_texts = {"agreed": _("例如：9月底前召开职工会议")}


class DropForm(forms.Form):
    reason = forms.CharField(label=_("不再列入的原因"), max_length=200, help_text=_("例如：单位已注销；经查已有工会"))


class AskForm(forms.Form):
    """From anybody's telephone. Choices only, no rows: nothing of the platform is shown here."""

    name = forms.CharField(label=_("单位全称"), max_length=100, help_text=_("写工资条、合同或营业执照上的名称"))
    sort = forms.ChoiceField(label=_("是什么样的单位"), choices=[*BLANK, *SORT_NAMES.items()])
    unit = forms.ChoiceField(label=_("单位在哪里"), help_text=_("选到县；不清楚的选省级，由省里转"))
    works_at = forms.CharField(
        label=_("工作地点"), max_length=100, required=False, help_text=_("在医院、学校里干活的，写医院、学校的名称")
    )
    staff = forms.IntegerField(label=_("大约有多少职工"), min_value=1, max_value=1_000_000, required=False)
    writer = forms.ChoiceField(label=_("您是"), choices=Ask.Writer.choices, initial=Ask.Writer.STAFF)
    contact = forms.CharField(label=_("您的姓名"), max_length=50)
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        help_text=_("工会用它和您联系；不告诉您的单位"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    note = forms.CharField(
        label=_("想说的话"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    consent = forms.BooleanField(
        label=_("我同意工会保存以上内容，只用来办理建会并与我联系"),
        help_text=_("姓名和电话加密保存；可以随时要求删除。"),
        error_messages={"required": _("请先勾选同意，再提交")},
    )
    groups = [
        (_("单位"), ["name", "sort", "unit", "works_at", "staff"]),
        (_("您"), ["writer", "contact", "phone", "note", "consent"]),
    ]

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        named = [(pk, f"{'　' * (unit.level - 1)}{unit.name}") for pk, unit in self.units.items()]
        self.fields["unit"].choices = named if len(named) == 1 else [*BLANK, *named]

    def clean_unit(self):
        return self.units[self.cleaned_data["unit"]]


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("处理结果"),
        choices=[choice for choice in Ask.State.choices if choice[0] != Ask.State.NEW],
        widget=forms.RadioSelect,
        help_text=_("受理后，单位自动列入摸排名单"),
    )
    answer = forms.CharField(
        label=_("答复"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("来信人凭查询链接能看到，例如：已受理，本周内与您单位联系"),
    )


class PassOnForm(forms.Form):
    unit = OwnUnitField(label=_("转给"), help_text=_("离这个单位最近、将来领导它的工会"))
