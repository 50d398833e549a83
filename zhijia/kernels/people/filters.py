import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import DateRange, FilterSet

from .models import Employment, Membership, Person

NOT_MEMBER = "none"
PASSING = (Membership.State.MOVED, Membership.State.KEPT, Membership.State.RESUMED)  # nobody stays in these
STATES = [choice for choice in Membership.State.choices if choice[0] not in PASSING]


class PersonFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(label=_("单位（含下级）"), queryset=Unit.objects.all(), method="below")
    state = django_filters.ChoiceFilter(
        label=_("会籍"), choices=[*STATES, (NOT_MEMBER, _("从未入会"))], method="by_state"
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
        """What the person is now: an open membership outweighs ended ones."""
        held = Membership.objects.filter(person=OuterRef("pk"))
        if state == NOT_MEMBER:
            return rows.filter(~Exists(held))
        if state in Membership.OPEN:
            return rows.filter(Exists(held.filter(state=state)))
        return rows.filter(Exists(held.filter(state=state)), ~Exists(held.standing()))

    def by_kind(self, rows, _name, kind):
        return rows.filter(pk__in=Employment.objects.current().filter(kind=kind).values("person"))

    def by_joining(self, rows, _name, days):
        episodes = Membership.objects.standing()
        if days.start:
            episodes = episodes.filter(member_since__gte=days.start.date())
        if days.stop:
            episodes = episodes.filter(member_since__lte=days.stop.date())
        return rows.filter(pk__in=episodes.values("person"))


class StaffFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(label=_("单位（含下级）"), queryset=Unit.objects.all(), method="below")
    kind = django_filters.ChoiceFilter(label=_("用工形式"), choices=Employment.Kind.choices)
    sex = django_filters.ChoiceFilter(label=_("性别"), choices=Person.Sex.choices, field_name="person__sex")
    from_on = DateRange(label=_("到岗日期"))

    class Meta:
        model = Employment
        fields = ["unit", "kind", "sex", "from_on"]

    def below(self, rows, _name, unit):
        return rows.under(unit.path)
