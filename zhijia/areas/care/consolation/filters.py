import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.models import Person
from zhijia.web.filters import FilterSet

from .models import OCCASIONS, Gift, Round

MONTHS = [(month, _("%(month)s月") % {"month": month}) for month in range(1, 13)]


class RoundFilter(FilterSet):
    class Meta:
        model = Round
        fields = ["occasion", "group", "state", "day", "unit"]


class GiftFilter(FilterSet):
    occasion = django_filters.ChoiceFilter(field_name="round__occasion", label=_("慰问类型"), choices=OCCASIONS)

    class Meta:
        model = Gift
        fields = ["occasion", "state", "day", "unit"]


class CandidateFilter(FilterSet):
    month = django_filters.ChoiceFilter(field_name="born_on", lookup_expr="month", label=_("生日月份"), choices=MONTHS)

    class Meta:
        model = Person
        fields = ["month", "home", "sex"]
