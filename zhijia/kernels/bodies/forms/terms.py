from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import DateInput

from ..models import Term
from .listing import ListField


class OpenTerm(forms.Form):
    """The result of an election, with the list of those elected."""

    number = forms.IntegerField(label=_("届次"), min_value=1, max_value=99, help_text=_("第几届，填数字"))
    from_on = forms.DateField(
        label=_("选举日期"), widget=DateInput, help_text=_("任期从选举之日算起；上一届到这一天结束")
    )
    years = forms.IntegerField(label=_("任期（年）"), min_value=1, max_value=10)
    seats = forms.IntegerField(label=_("委员名额"), min_value=1, max_value=400)
    election_mode = forms.ChoiceField(label=_("产生方式"), choices=Term.Mode.choices)
    document_no = forms.CharField(
        label=_("批复文号"), max_length=60, required=False, help_text=_("上级工会对选举结果的批复")
    )
    people = ListField(label=_("当选名单"))

    groups = [
        (_("选举"), ["number", "from_on", "years", "seats", "election_mode", "document_no"]),
        ("", ["people"]),
    ]


class ExtendTerm(forms.Form):
    until = forms.DateField(label=_("延期至"), widget=DateInput)
    document_no = forms.CharField(label=_("批复文号"), max_length=60, help_text=_("上级工会同意延期的批复"))
    reason = forms.CharField(label=_("延期原因"), max_length=200, required=False)


class EndTerm(forms.Form):
    on = forms.DateField(label=_("届终日期"), widget=DateInput)
    reason = forms.CharField(label=_("原因"), max_length=100, help_text=_("例如：届满后由筹备组代行职责"))
