import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.web.filters import DateRange, FilterSet

from .models import Partner


class PartnerFilter(FilterSet):
    paper_ends = DateRange(label=_("资质到期"), field_name="papers__valid_to", distinct=True)
    contract_ends = DateRange(label=_("合同到期"), field_name="contracts__to_on", distinct=True)
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=Partner._meta.get_field("kind").choices)

    class Meta:
        model = Partner
        fields = ["state", "kind", "unit", "paper_ends", "contract_ends"]
