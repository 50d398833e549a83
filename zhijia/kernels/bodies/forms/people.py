"""Persons one may choose: told apart from namesakes by their unit and the tail of their number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.models import Person
from zhijia.web.forms import Picker


def called(person) -> str:
    tail = f"，{_('尾号')}{person.id_tail}" if person.id_tail else ""
    return f"{person.name}（{person.home}{tail}）"


class PersonField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("queryset", Person.objects.select_related("home").order_by("initials", "pk"))
        kwargs.setdefault("widget", Picker)
        super().__init__(**kwargs)

    def label_from_instance(self, person):
        return called(person)
