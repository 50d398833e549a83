from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import DateInput, FactsForm

from ..models import BrokenLine
from .small import OwnUnitField

PLAN = ["cause", "plan", "responsible", "due_on"]


class PlanForm(FactsForm):
    class Meta:
        model = BrokenLine
        fields = PLAN
        widgets = {"due_on": DateInput, "plan": forms.Textarea(attrs={"rows": 3})}


class LineForm(PlanForm):
    """A place where a union is missing: nothing in the tree shows it."""

    unit = OwnUnitField(label=_("负责工会"))
    groups = [(_("断线"), ["unit", "place", "found_on", "detail"]), (_("整改"), PLAN)]

    class Meta(PlanForm.Meta):
        fields = ["unit", "place", "found_on", "detail", *PLAN]
        widgets = {**PlanForm.Meta.widgets, "found_on": DateInput}
        help_texts = {"place": _("例如：清溪县（机构改革后没有教育工会）")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True


class CloseLineForm(forms.Form):
    fixed_on = forms.DateField(label=_("销号日期"), widget=DateInput)
    note = forms.CharField(label=_("整改结果"), max_length=200)
