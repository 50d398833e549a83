from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit

BLANK = [("", _("请选择"))]


def told_to_branches(form):
    """A branch leads no union, so it has none to choose: what it knows of, its own union writes down."""
    if not form.fields["unit"].queryset.exists():
        form.fields["unit"].help_text = _("分工会、工会小组不单独登记，请由所在的基层工会办理")
    return form


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class PhoneReasonForm(forms.Form):
    reason = forms.CharField(label=_("查看原因"), max_length=150, initial=_("电话联系建会"), help_text=_("会留下记录"))


class OwnUnitField(forms.ModelChoiceField):
    """A union one works for."""

    def __init__(self, **kwargs):
        kwargs.setdefault("queryset", Unit.objects.standing().order_by("path"))
        super().__init__(**kwargs)
        self.ability = "edit"

    def label_from_instance(self, unit):
        return f"{unit.name}（{unit.code}）"
