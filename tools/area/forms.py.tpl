from django import forms
from django.utils.translation import gettext_lazy as _

from .models import $Model


class EntryForm(forms.ModelForm):
    class Meta:
        model = $Model
        fields = ["unit", "day", "name", "times", "amount_fen"]


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("撤销原因"), max_length=200, widget=forms.Textarea)
