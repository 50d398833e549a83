from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import DateInput

from .people import PersonField


class ProposeSeat(forms.Form):
    person = PersonField(label=_("推荐人选"))
    reason = forms.CharField(
        label=_("推荐说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerSeat(forms.Form):
    take = forms.TypedChoiceField(
        label=_("答复"),
        choices=[("yes", _("采纳，增补为委员")), ("no", _("不采纳，请另行推荐"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("增补日期"), widget=DateInput, required=False)
    document_no = forms.CharField(label=_("任职文号"), max_length=60, required=False)
    answer = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("不采纳的须写明理由"))
