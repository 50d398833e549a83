import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import DateRange, FilterSet
from zhijia.web.forms import DateInput

from .models import Body, Post, Session
from .rules.terms import LATE, NONE, RUNS, SOON, WORDS

STATES = [(code, WORDS[code]) for code in (LATE, SOON, RUNS, NONE)]
CURRENT, LEFT = "current", "left"


def of_unit():
    """A unit with all below it."""
    return django_filters.ModelChoiceFilter(label=_("单位（含下级）"), queryset=Unit.objects.all(), method="below")


class Below:
    def below(self, rows, _name, unit):
        return rows.under(unit.path)


class BodyFilter(Below, FilterSet):
    unit = of_unit()
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=Body.Kind.choices)
    term_state = django_filters.ChoiceFilter(label=_("任期"), choices=STATES)
    due = DateRange(label=_("届满日期"))
    abolished = django_filters.ChoiceFilter(
        label=_("现状"), method="by_standing", choices=[("no", _("存续")), ("yes", _("已撤销"))]
    )

    class Meta:
        model = Body
        fields = ["unit", "kind", "term_state", "due", "abolished"]

    def by_standing(self, rows, _name, value):
        return rows.filter(dissolved_on__isnull=value == "no")


class PostFilter(Below, FilterSet):
    on = django_filters.DateFilter(label=_("某一天在任"), method="on_day", widget=DateInput())
    held = django_filters.ChoiceFilter(
        label=_("现状"), method="by_state", choices=[(CURRENT, _("在任")), (LEFT, _("已离任"))]
    )
    unit = of_unit()
    kind = django_filters.ChoiceFilter(label=_("机构类别"), field_name="term__body__kind", choices=Body.Kind.choices)
    title = django_filters.ChoiceFilter(label=_("职务"), choices=Post.Title.choices)
    time = django_filters.ChoiceFilter(label=_("专兼职"), choices=Post.Time.choices)
    from_on = DateRange(label=_("任职日期"))

    class Meta:
        model = Post
        fields = ["on", "held", "unit", "kind", "title", "time", "from_on"]

    def on_day(self, rows, _name, day):
        return rows.as_of(day)

    def by_state(self, rows, _name, value):
        return rows.filter(to_on__isnull=value == CURRENT)


class SessionFilter(Below, FilterSet):
    unit = of_unit()
    kind = django_filters.ChoiceFilter(label=_("会议类别"), choices=Session.Kind.choices)
    held_on = DateRange(label=_("开会日期"))

    class Meta:
        model = Session
        fields = ["unit", "kind", "held_on"]
