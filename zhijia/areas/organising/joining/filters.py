import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment
from zhijia.web.filters import FilterSet

from .models import Application, Invitation, Joined, Round


class UnderUnit(django_filters.ModelChoiceFilter):
    """A unit with all below it."""

    def __init__(self, **kwargs):
        super().__init__(label=_("单位"), queryset=Unit.objects.standing().order_by("path"), **kwargs)

    def filter(self, rows, unit):
        return rows.under(unit.path) if unit else rows


class ApplicationFilter(FilterSet):
    unit = UnderUnit()
    desk = django_filters.ChoiceFilter(label=_("在谁那里"), method="on_desk", choices=[("mine", _("等我审核"))])

    class Meta:
        model = Application
        fields = ["state", "desk", "kind", "unit", "applied_on"]

    def on_desk(self, rows, name, value):
        return rows.filter(pk__in=Application.objects.on_desk_of(self.request.user).values("pk"))


class RoundFilter(FilterSet):
    shown = django_filters.ChoiceFilter(label=_("状态"), choices=[*Round.SHOWN.items()])
    unit = UnderUnit()

    class Meta:
        model = Round
        fields = ["shown", "unit", "expires_on"]


class InvitationFilter(FilterSet):
    shown = django_filters.ChoiceFilter(label=_("状态"), choices=[*Invitation.SHOWN.items()])
    round = django_filters.ModelChoiceFilter(label=_("批次"), queryset=Round.objects.all())
    unit = UnderUnit()

    class Meta:
        model = Invitation
        fields = ["shown", "round", "unit"]


class JoinedFilter(FilterSet):
    unit = UnderUnit()

    class Meta:
        model = Joined
        fields = ["way", "unit", "joined_on"]


class CandidateFilter(FilterSet):
    unit = UnderUnit()

    class Meta:
        model = Employment
        fields = ["kind", "unit", "from_on"]


class DoorFilter(FilterSet):
    class Meta:
        model = Unit
        fields = ["kind"]
