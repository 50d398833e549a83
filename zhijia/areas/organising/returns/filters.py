import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.web.filters import FilterSet

from .models import Return, Round

LATE = [("late", _("逾期未报")), ("adjusted", _("有调整的数"))]


class RoundFilter(FilterSet):
    class Meta:
        model = Round
        fields = ["end", "due_on"]


class ReturnFilter(FilterSet):
    which = django_filters.ChoiceFilter(label=_("只看"), choices=LATE, method="only")

    class Meta:
        model = Return
        fields = ["state", "form", "round", "unit"]

    def only(self, rows, name, value):
        if value == "late":
            return rows.filter(late=True)
        return rows.filter(pk__in=rows.model.objects.exclude(cells__reason="").exclude(cells=None).values("pk"))


class InRoundFilter(ReturnFilter):
    class Meta:
        model = Return
        fields = ["state", "form", "unit"]
