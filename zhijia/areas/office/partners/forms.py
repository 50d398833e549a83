from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import YuanField
from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import DateInput

from .models import Partner

FACTS = ["name", "kind", "uscc", "contact", "phone", "services"]


class PartnerForm(forms.ModelForm):
    class Meta:
        model = Partner
        fields = FACTS
        help_texts = {"uscc": _("18位，可不填；填了会核对校验位")}


class NewPartner(PartnerForm):
    unit = UnitField(label=_("登记单位"), ability="edit")

    class Meta(PartnerForm.Meta):
        fields = ["unit", *FACTS]


class PaperForm(forms.Form):
    name = forms.CharField(label=_("资质名称"), max_length=60, help_text=_("同名的资质会更新有效期，历史留痕"))
    number = forms.CharField(label=_("证书编号"), max_length=60, required=False)
    valid_to = forms.DateField(label=_("有效期至"), widget=DateInput, required=False, help_text=_("长期有效的不填"))


class ContractForm(forms.Form):
    title = forms.CharField(label=_("合同名称"), max_length=100)
    number = forms.CharField(label=_("合同编号"), max_length=40, required=False)
    from_on = forms.DateField(label=_("起始日期"), widget=DateInput)
    to_on = forms.DateField(label=_("终止日期"), widget=DateInput, help_text=_("含当天"))
    amount_fen = YuanField(label=_("金额"), required=False)


class EndForm(forms.Form):
    on = forms.DateField(label=_("最后一天"), widget=DateInput)


class InterestForm(forms.Form):
    relation = forms.CharField(
        label=_("您与该单位的关系"),
        max_length=100,
        help_text=_("例如：近亲属任职、持有股份。申报后您不再参与该单位的审批和评价"),
    )


class EvaluationForm(forms.Form):
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    score = forms.IntegerField(label=_("评分"), min_value=0, max_value=100, help_text=_("0到100的整数"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class LeaveForm(forms.Form):
    on = forms.DateField(label=_("退出日期"), widget=DateInput)
    reason = forms.CharField(label=_("退出原因"), max_length=200)
