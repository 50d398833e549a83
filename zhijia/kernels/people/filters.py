import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import DateRange, FilterSet

from .models import Employment, Membership, Person

NOT_MEMBER = "none"


class PersonFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(label=_("单位（含下级）"), queryset=Unit.objects.all(), method="below")
    state = django_filters.ChoiceFilter(
        label=_("会籍"), choices=[*Membership.State.choices, (NOT_MEMBER, _("非会员"))], method="by_state"
    )
    kind = django_filters.ChoiceFilter(label=_("用工形式"), choices=Employment.Kind.choices, method="by_kind")
    sex = django_filters.ChoiceFilter(label=_("性别"), choices=Person.Sex.choices)
    born_on = DateRange(label=_("出生日期"))
    joined_on = DateRange(label=_("入会日期"), method="by_joining")

    class Meta:
        model = Person
        fields = ["unit", "state", "kind", "sex", "born_on", "joined_on"]

    def below(self, rows, _name, unit):
        return rows.under(unit.path)

    def by_state(self, rows, _name, state):
        """What the person is now: an active membership outweighs ended ones."""
        active = Membership.objects.active().values("person")
        if state == Membership.State.ACTIVE:
            return rows.filter(pk__in=active)
        if state == NOT_MEMBER:
            return rows.filter(memberships__isnull=True)
        return rows.filter(pk__in=Membership.objects.filter(state=state).values("person")).exclude(pk__in=active)

    def by_kind(self, rows, _name, kind):
        return rows.filter(pk__in=Employment.objects.current().filter(kind=kind).values("person"))

    def by_joining(self, rows, _name, days):
        episodes = Membership.objects.active()
        if days.start:
            episodes = episodes.filter(joined_on__gte=days.start.date())
        if days.stop:
            episodes = episodes.filter(joined_on__lte=days.stop.date())
        return rows.filter(pk__in=episodes.values("person"))
