from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import YuanField
from zhijia.web.forms import DateInput


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class EnrolForm(forms.Form):
    """Asked once for everybody ticked."""

    personal_fen = YuanField(
        label=_("每人个人承担"), required=False, help_text=_("全部由单位或工会缴纳的填 0；应缴总额按条款计算")
    )

    def clean_personal_fen(self):
        return self.cleaned_data["personal_fen"] or 0


class PayForm(forms.Form):
    paid_on = forms.DateField(
        label=_("发放日期"), widget=DateInput, help_text=_("银行转账成功的日期；台账按这一天登记")
    )
