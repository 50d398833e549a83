from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.forms import Picker

BLANK = [("", _("请选择"))]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class PhoneReasonForm(forms.Form):
    reason = forms.CharField(label=_("查看原因"), max_length=150, initial=_("电话联系建会"), help_text=_("会留下记录"))


class Unions(QuerySet):
    """That a union exists is no secret, and the one wanted may lie outside one's reach; but one has to name it."""

    asked_only = True

    def find(self, text):
        return self.filter(pk__in=Unit.objects.find(text).values("pk"))


def unions(own=()) -> Unions:
    """Every standing union of the whole tree; of branches and groups only one's own."""
    everywhere = Unions(Unit).filter(dissolved_on__isnull=True)
    return everywhere.filter(~Q(kind__in=Unit.INSIDE) | Q(pk__in=own)).order_by("path")


class UnionField(forms.ModelChoiceField):
    widget = Picker

    def __init__(self, **kwargs):
        super().__init__(queryset=unions(), **kwargs)

    def label_from_instance(self, unit):
        return f"{unit.name}（{unit.code}）"


class OwnUnitField(forms.ModelChoiceField):
    """A union one works for."""

    def __init__(self, **kwargs):
        kwargs.setdefault("queryset", Unit.objects.standing().order_by("path"))
        super().__init__(**kwargs)
        self.ability = "edit"

    def label_from_instance(self, unit):
        return f"{unit.name}（{unit.code}）"
