from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnitField


class OpenReview(forms.Form):
    unit = UnitField(label=_("单位"), help_text=_("列出这个单位和它全部下级的角色"))


class WhyEnd(forms.Form):
    note = forms.CharField(label=_("终止理由"), max_length=200, help_text=_("例如：已调离、岗位调整、账号长期不用"))
