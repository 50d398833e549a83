"""Questions other folders ask of bodies: broken lines (断线), who serves where, who was a member where.

Members of a day are counted in the tree of that day: a unit that moved since counts where it stood then.
"""

from collections import Counter

from django.db.models import (
    Case,
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from zhijia.kernels.indicators.scope import Scope
from zhijia.kernels.indicators.standing import Standing
from zhijia.kernels.org.models import Edge, Unit
from zhijia.kernels.org.paths import ancestors_of, end_of
from zhijia.kernels.people.models import Membership, Person

from .models import Body, Post, Term
from .rules.sizes import MUST_HAVE_COMMITTEE, MUST_HAVE_WOMEN
from .rules.terms import ALERTS, LATE, NONE, RUNS, SOON, add_months


def with_term(bodies, today):
    """For lists: `running` (the term), `due`, `head`, `held`, `term_state` (late, soon, runs, none)."""
    terms = Term.objects.running().filter(body=OuterRef("pk"))
    held = Post.objects.current().filter(term__body=OuterRef("pk"), term__ended_on__isnull=True).order_by()
    soon = add_months(today, max(ALERTS))
    return bodies.annotate(
        due=Subquery(terms.values("due_on")[:1]),
        head=Subquery(held.heads().values("person__name")[:1]),
        held=Coalesce(Subquery(held.values("term__body").annotate(n=Count("pk")).values("n")[:1]), 0),
        term_state=Case(
            When(due__isnull=True, then=Value(NONE)),
            When(due__lt=today, then=Value(LATE)),
            When(due__lte=soon, then=Value(SOON)),
            default=Value(RUNS),
        ),
    ).prefetch_related(Prefetch("terms", Term.objects.running(), "running"))


def terms_overdue(day, kind=Body.Kind.COMMITTEE):
    """Terms that had run out on that day and yet ran on, longest overdue first; `kind=None` for bodies of all kinds."""
    terms = Term.objects.overdue(day).select_related("body__unit").order_by("due_on", "pk")
    return terms.filter(body__kind=kind) if kind else terms


def inside(unit, day) -> Q:
    """Memberships at the unit and at whatever stood below it on that day."""
    return Standing(Scope(unit, day, day), day, day, "unit__path").where()


def roll_of(unit, day):
    """Full members on that day of the unit and of whatever stood below it then."""
    return Membership.objects.as_of(day).filter(inside(unit, day))


def members_by_unit(day, **only) -> Counter:
    """Full members on that day of every unit with all that stood below it then, by key of the unit."""
    rows = Membership.objects.as_of(day).filter(**only).order_by()
    places = dict(Edge.objects.tree(day).order_by().values_list("unit", "path"))
    units = {path: unit for unit, path in places.items()}
    totals = Counter()
    for unit, today, count in rows.values_list("unit", "unit__path").annotate(n=Count("pk")):
        path = places.get(unit, today)  # without a line of that day: where it stands today
        for above in ancestors_of(path):
            totals[units.get(above)] += count
        totals[unit] += count
    return totals


def with_women(day, least):
    """Grassroots unions with so many women among their members in the tree of the day: a query still to be run."""
    lines = Edge.objects.order_by().tree(day)
    place = OuterRef(OuterRef("place"))
    below = lines.filter(path__gte=place, path__lt=end_of(place)).values("unit")
    women = Membership.objects.as_of(day).filter(person__sex=Person.Sex.FEMALE, unit__in=below)
    count = women.order_by().values(n=Func("pk", function="COUNT", output_field=IntegerField()))
    units = Unit.objects.order_by().of_kinds(Unit.GRASSROOTS, day)
    place_then = Subquery(lines.filter(unit=OuterRef("pk")).values("path")[:1])
    return units.alias(place=place_then, women=Subquery(count)).filter(women__gte=least).values("pk")


def _without(day, kind, members, least) -> list[Unit]:
    seated = Term.objects.as_of(day).filter(body__unit=OuterRef("pk"), body__kind=kind)
    units = Unit.objects.as_of(day).of_kinds(Unit.GRASSROOTS, day).filter(~Exists(seated)).order_by("path")
    found = [unit for unit in units if members[unit.pk] >= least]
    for unit in found:
        unit.members = members[unit.pk]
    return found


def units_without_committee(day, least=MUST_HAVE_COMMITTEE) -> list[Unit]:
    """Grassroots unions with that many members and no committee in a term (工会法 第十一条). Each has `.members`."""
    return _without(day, Body.Kind.COMMITTEE, members_by_unit(day), least)


def units_without_women_committee(day, least=MUST_HAVE_WOMEN) -> list[Unit]:
    """Grassroots unions with that many women and no women's committee. Each has `.members`: the women."""
    women = members_by_unit(day, person__sex=Person.Sex.FEMALE)
    return _without(day, Body.Kind.WOMEN, women, least)
