"""Filters of lists: Chinese widgets, ranges of dates and money, and the pills that show what is on."""

import django_filters
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import formats
from .forms import DateInput, found_in
from .query import PASSING

__all__ = ["FilterSet", "Range", "DateRange", "Pill"]


class RangeWidget(django_filters.widgets.RangeWidget):
    template_name = "web/widgets/range.html"
    suffixes = ["from", "to"]


class DateRangeWidget(RangeWidget):
    def __init__(self, attrs=None):
        forms.MultiWidget.__init__(self, {"from": DateInput(attrs), "to": DateInput(attrs)}, attrs)


class Range(django_filters.RangeFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=RangeWidget(), **kwargs)


class DateRange(django_filters.DateFromToRangeFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=DateRangeWidget(), **kwargs)


class FilterSet(django_filters.FilterSet):
    """Write `class Meta: model = Claim; fields = ["state", "day"]`: choices, ranges and words come by themselves."""

    FILTER_DEFAULTS = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        models.DateField: {"filter_class": DateRange},
        models.DateTimeField: {"filter_class": DateRange},
        models.BooleanField: {"filter_class": django_filters.ChoiceFilter, "extra": lambda f: {"choices": YES_NO}},
    }

    def pills(self, query):
        return [Pill(self, name, query) for name in self.form.fields]


YES_NO = [("True", _("是")), ("False", _("否"))]


class Pill:
    """A filter as the list shows it: closed, a word; open, its widget."""

    def __init__(self, filterset, name, query):
        self.bound, self.query = filterset.form[name], query
        self.name, self.label = name, self.bound.label
        self.value = self._value(filterset.form)
        self.active = bool(self.value)
        self.remove_url = query.url(without=(*self.names, *PASSING, "page")) if self.active else ""

    @property
    def names(self):
        """Query parameters this filter reads."""
        name, widget = self.bound.html_name, self.bound.field.widget
        suffixes = getattr(widget, "widgets_names", None)
        return [f"{name}{suffix}" for suffix in suffixes] if suffixes else [name]

    @property
    def one_of_many(self):
        widget = self.bound.field.widget
        return isinstance(widget, (forms.Select, forms.RadioSelect)) and not isinstance(widget, forms.SelectMultiple)

    @property
    def raw(self):
        """The value as the address has it: carried along when another filter of the same form is applied."""
        return self.bound.data or ""

    @property
    def lazy(self):
        """Rows of a table are only read when the pill is opened."""
        return self.one_of_many and hasattr(self.bound.field, "queryset")

    @property
    def options_url(self):
        return self.query.url(without=("page", *PASSING), pill=self.name)

    @property
    def options(self):
        """Choosing is enough, no button: (label, address, chosen)."""
        if not self.one_of_many or self.lazy:
            return []
        choices = [(value, label) for value, label in self.bound.field.choices if value not in ("", None)]
        return [self.option(value, label) for value, label in flat(choices)]

    def option(self, value, label):
        address = self.query.url(without=("page", *PASSING), **{self.name: value})
        return label, address, str(value) == str(self.bound.data or "")

    def found(self, text):
        """Rows on offer whose name holds the text."""
        rows, more, searchable = found_in(self.bound.field.queryset, text, 50)
        label_of = self.bound.field.label_from_instance
        return [self.option(row.pk, label_of(row)) for row in rows], more, searchable

    @property
    def widget(self):
        return self.bound

    def _value(self, form):
        value = form.cleaned_data.get(self.bound.name) if form.is_bound and hasattr(form, "cleaned_data") else None
        if value in (None, "", []):
            return ""
        return self._say(value)

    def _say(self, value):
        if isinstance(value, slice):
            return f"{_say_one(value.start)} — {_say_one(value.stop)}".strip()
        if isinstance(value, (list, tuple)) or hasattr(value, "model") and hasattr(value, "all"):
            return "、".join(self._say(item) for item in value)
        if hasattr(value, "pk"):
            return str(self.bound.field.label_from_instance(value))
        labels = {str(k): v for k, v in flat(getattr(self.bound.field, "choices", ()))}
        return str(labels.get(str(value), value))


def flat(choices):
    """Choices without their groups."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


def _say_one(value):
    return formats.day(value) if hasattr(value, "year") else "" if value is None else str(value)
