from django import forms
from django.utils.translation import gettext_lazy as _

from .rules import RULING_NAMES


class RulingForm(forms.Form):
    """One desk's opinion. What is refused without a reason says so beside the reason."""

    ruling = forms.ChoiceField(label=_("审核意见"), choices=list(RULING_NAMES.items()), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回补充或不同意时必须写明理由；申请人会看到。"),
    )
