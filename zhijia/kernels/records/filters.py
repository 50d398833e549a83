"""Filters of the register. What can be chosen is what the kinds declare, not what happens to be in the table."""

import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.duplicates.queries import of
from zhijia.web.filters import DateRange, FilterSet

from .models import ServiceRecord
from .registry import kinds, words_of


class RecordFilter(FilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=lambda: [(code, str(kind.name)) for code, kind in kinds.items()]
    )
    day = DateRange(label=_("日期"))
    unit = django_filters.ModelChoiceFilter(label=_("单位"), queryset=Unit.objects.all(), method="under_unit")
    person = django_filters.CharFilter(label=_("服务对象"), method="of_person")
    fund = django_filters.ChoiceFilter(label=_("资金来源"), choices=lambda: list(words_of("fund").items()))
    occasion = django_filters.ChoiceFilter(label=_("事由"), choices=lambda: list(words_of("occasion").items()))
    standing = django_filters.ChoiceFilter(
        label=_("冲销"), choices=[("yes", _("未冲销")), ("no", _("已冲销和冲销"))], method="that_stand"
    )

    class Meta:
        model = ServiceRecord
        fields = ["kind", "day", "unit", "person", "fund", "occasion"]

    def under_unit(self, rows, name, unit):
        """A unit with all below it."""
        return rows.under(unit.path)

    def of_person(self, rows, name, text):
        """By name, pinyin initials, or the key that links carry."""
        if text.isascii() and text.isdigit():
            return rows.filter(of(int(text)))
        if text.isascii():
            return rows.filter(person__initials__startswith=text.lower())
        return rows.filter(person__name__contains=text)

    def that_stand(self, rows, name, answer):
        standing = ServiceRecord.objects.standing().values("pk")
        return rows.standing() if answer == "yes" else rows.exclude(pk__in=standing)
