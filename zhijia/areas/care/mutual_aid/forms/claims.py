"""A stay in hospital, typed by the clerk, by the member, or once more after it was returned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import YuanField
from zhijia.web.forms import Camera, DateInput, Picker

from .. import actions
from ..models import Enrolment, Evidence

JOINED = ("person__user", "unit", "period__scheme__unit", "period__terms")
STAY = ["hospital", "admitted_on", "discharged_on"]
COST = ["total_fen", "self_pay_fen", "invoice_no"]
MORE = ["listed_disease", "death", "diagnosis"]
PAPERS = [Evidence.Kind.SETTLEMENT, Evidence.Kind.DISCHARGE, Evidence.Kind.INVOICE]


class StayForm(forms.Form):
    """What the settlement sheet shows. There is no field for the amount: it is computed."""

    hospital = forms.CharField(label=_("就诊医院"), max_length=80, help_text=_("按发票或结算单上的全称填写"))
    admitted_on = forms.DateField(label=_("入院日期"), widget=DateInput)
    discharged_on = forms.DateField(label=_("出院日期"), widget=DateInput)
    total_fen = YuanField(label=_("医疗总费用"))
    self_pay_fen = YuanField(
        label=_("政策范围内自付"), help_text=_("医保结算单上“政策范围内个人自付”一栏，不含自费药品和项目")
    )
    invoice_no = forms.CharField(label=_("发票号"), max_length=40, required=False, help_text=_("一张发票只能申请一次"))
    listed_disease = forms.BooleanField(label=_("属于方案目录内的重大疾病"), required=False)
    death = forms.BooleanField(label=_("会员已身故，由家属申请"), required=False)
    diagnosis = forms.CharField(
        label=_("出院诊断"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
        help_text=_("加密保存，审核人填写理由后才能查看，统计不使用；可以不填"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in PAPERS:
            self.fields[kind.value] = forms.FileField(label=kind.label, required=False, widget=Camera)

    groups = [
        (_("住院情况"), STAY),
        (_("费用"), COST),
        (_("其他"), MORE),
        (_("材料（拍照或 PDF，可以以后补）"), [kind.value for kind in PAPERS]),
    ]

    def facts(self, enrolment) -> actions.Facts:
        return actions.Facts(enrolment, **{name: self.cleaned_data[name] for name in [*STAY, *COST, *MORE]})

    def papers(self) -> list:
        return [(kind, self.cleaned_data[kind.value]) for kind in PAPERS if self.cleaned_data.get(kind.value)]


class EnrolmentField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(queryset=Enrolment.objects.effective().select_related(*JOINED).order_by("-pk"), **kwargs)

    def label_from_instance(self, enrolment):
        tail = f"{_('尾号')}{enrolment.person.id_tail}，" if enrolment.person.id_tail else ""
        return f"{enrolment.person.name}（{tail}{enrolment.unit}，{enrolment.period.label}）"


class ClaimForm(StayForm):
    enrolment = EnrolmentField(
        label=_("会员"), widget=Picker, help_text=_("输入姓名、拼音首字母或证件尾号；只列出参互已生效的会员")
    )
    groups = [(_("申请人"), ["enrolment"]), *StayForm.groups]


class OwnClaimForm(StayForm):
    enrolment = EnrolmentField(label=_("互助期"))
    groups = [(_("参加的互助"), ["enrolment"]), *StayForm.groups]

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.fields["enrolment"]
        own.queryset = own.queryset.filter(person=person)
        own.label_from_instance = lambda enrolment: str(enrolment.period)
        del self.fields["death"]

    def facts(self, enrolment):
        self.cleaned_data["death"] = False
        return super().facts(enrolment)


class CorrectionForm(StayForm):
    """The diagnosis is not shown again; left empty it stays as it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["diagnosis"].help_text = _("已填写的不再显示；空着就保持不变")


class EstimateForm(forms.Form):
    """What would I get? Nothing is kept."""

    self_pay_fen = YuanField(label=_("政策范围内自付"))
    days = forms.IntegerField(label=_("住院天数"), min_value=1, max_value=366, initial=7)
    listed_disease = forms.BooleanField(label=_("属于方案目录内的重大疾病"), required=False)


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("查看理由"), min_length=4, max_length=200, help_text=_("会记入审计轨迹，例如：核对是否属于重大疾病目录")
    )
