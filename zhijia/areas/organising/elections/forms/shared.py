"""What several forms of an election share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.rules.composition import CATEGORIES, DECLARED
from zhijia.kernels.people.models import Person

BLANK = [("", _("请选择"))]


CLASSES = [(code, CATEGORIES[code]) for code in DECLARED]


AREA = forms.Textarea(attrs={"rows": 3})


class PersonChoice(forms.ModelChoiceField):
    """Namesakes are told apart by their unit."""

    def label_from_instance(self, person):
        return f"{person.name}（{person.home}）"


def members():
    return Person.objects.members().select_related("home")


def classes_field():
    return forms.MultipleChoiceField(
        label=_("人员类别"),
        choices=CLASSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以勾选几项；统计比例时一人只算一次。女性、少数民族、青年由系统按资料计算。"),
    )


def flags(codes) -> dict:
    """What was ticked, as the columns of a row."""
    return {code: code in codes for code in DECLARED}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=AREA)
