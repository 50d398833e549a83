from zhijia.web.filters import FilterSet

from .models import $Model


class EntryFilter(FilterSet):
    class Meta:
        model = $Model
        fields = ["state", "day"]
