from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnitField

from .models import BankBatch


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("会员码内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("扫出来的整段文字或网址"),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200)


class SendForm(forms.Form):
    reason = forms.CharField(
        label=_("导出理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("表中有完整的身份证号和手机号；您的姓名、时间和理由会永久留在审计轨迹里"),
    )


class BatchForm(forms.ModelForm):
    unit = UnitField(ability="edit", label=_("单位"))

    class Meta:
        model = BankBatch
        fields = ["unit", "bank"]
        help_texts = {"bank": _("例如：云岭农商银行")}
