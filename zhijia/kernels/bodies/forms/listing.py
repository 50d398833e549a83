"""A list of persons edited in place: added, removed, given a post and categories; the shares are told at every change.

class Nominate(forms.Form):
    people = ListField(label=_("名单"))         # queryset=…: whom its search box offers, cut to the user's reach

form.fields["people"].about(unit=unit, listing="delegates")     # in __init__ or get_form
form.cleaned_data["people"] -> [Line(person, title, categories), …]
"""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.models import Person
from zhijia.web.forms import Picker
from zhijia.web.keys import fitting

from ..listing import compose
from ..models.titles import titles_of
from ..rules.composition import CATEGORIES, DECLARED
from ..rules.posts import TITLES
from .people import called

CHOICES = [(code, CATEGORIES[code]) for code in DECLARED]
MOST = 400  # persons on one list


@dataclass(frozen=True)
class Line:
    """One person of the list as it stands in the form."""

    person: Any
    title: str = ""
    categories: tuple[str, ...] = ()

    @property
    def boxes(self):
        return [(code, label, code in self.categories) for code, label in CHOICES]


def read(data, name, people) -> list[Line]:
    """What a form sent of a list: <name>=pk …, <name>-title-<pk>, <name>-cat-<pk>. Only `people` may be on it."""
    keys = fitting(people.model, data.getlist(name))[:MOST]
    found = people.select_related("home").in_bulk(keys)
    return [
        Line(
            found[key],
            data.get(f"{name}-title-{key}", ""),
            tuple(code for code in data.getlist(f"{name}-cat-{key}") if code in DECLARED),
        )
        for key in keys
        if key in found
    ]


class ListWidget(forms.Widget):
    """Drawn by bodies/_list.html; `about` (unit, listing, titles) comes from the field."""

    template_name = "bodies/_list.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.about = {}
        self.people = Person.objects.none()

    def value_from_datadict(self, data, files, name):
        return read(data, name, self.people)

    def value_omitted_from_data(self, data, files, name):
        return False

    def id_for_label(self, id_):
        return f"{id_}-add"

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | drawn(name, value or [], **self.about)


class ListField(forms.Field):
    """`queryset` is cut to the user's reach by the page: whoever is out of reach never gets on the list."""

    widget = ListWidget

    def __init__(self, *, queryset=None, **kwargs):
        super().__init__(**kwargs)
        self.queryset = Person.objects.order_by("initials", "pk") if queryset is None else queryset

    def __deepcopy__(self, memo):
        made = super().__deepcopy__(memo)
        made.queryset = self.queryset.all()
        return made

    def label_from_instance(self, person):
        return called(person)

    @property
    def queryset(self):
        return self.widget.people

    @queryset.setter
    def queryset(self, people):
        self.widget.people = people

    def about(self, **facts):
        """What the numbers beside the list are told for: unit, listing, kind (of body, for its titles), seats, on,
        among (the women and the members among whom they are elected)."""
        self.widget.about = facts
        return self

    def clean(self, value):
        if self.required and not value:
            raise forms.ValidationError(_("名单还是空的，请先添加人员"), code="required")
        return value or []

    def has_changed(self, initial, data):
        return True


def search_box(name):
    """The picker that adds a person: what it picks is one more of the list, the field itself says whom it offers."""
    widget = Picker(attrs={"id": f"id_{name}-add", "class": "form-control"})
    return {"name": name, "kept": "", "said": "", "attrs": widget.attrs, "required": False}


def drawn(name, lines, *, unit=None, listing="", kind="", seats=None, on=None, among=None) -> dict:
    """What bodies/_list.html shows."""
    lines = [usual(line, kind) for line in lines]
    entries = [(line.person, line.categories) for line in lines]
    facts = {"listing": listing, "unit": unit, "on": on, "seats": seats, "among": among}
    shown = compose(entries, **facts) if listing and unit and on else None
    return {
        "name": name,
        "lines": lines,
        "unit": unit,
        "listing": listing,
        "kind": kind,
        "titles": titles_of(kind),
        "composition": shown,
        "seats": seats,
        "box": search_box(name),
        "on": on,
        "among": among,
    }


def usual(line, kind):
    """Whoever was just added is a plain member until somebody says otherwise."""
    return line if line.title or kind not in TITLES else replace(line, title=usual_title(kind))


def usual_title(kind) -> str:
    return "member" if "member" in TITLES[kind] else TITLES[kind][-1]
