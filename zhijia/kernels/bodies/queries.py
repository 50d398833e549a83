"""Questions other folders ask of bodies: broken lines (断线) and who serves where."""

from collections import Counter

from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Subquery

from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import ancestors_of, end_of
from zhijia.kernels.people.models import Membership, Person

from .models import Body, Term
from .rules.sizes import MUST_HAVE_COMMITTEE, MUST_HAVE_WOMEN


def terms_overdue(day, kind=Body.Kind.COMMITTEE):
    """Terms that had run out on that day and yet ran on, longest overdue first; `kind=None` for bodies of all kinds."""
    terms = Term.objects.overdue(day).select_related("body__unit").order_by("due_on", "pk")
    return terms.filter(body__kind=kind) if kind else terms


def members_by_unit(day, **only) -> Counter:
    """Full members on that day of every unit with all below it, by path of the unit."""
    rows = Membership.objects.as_of(day).filter(**only).order_by()
    totals = Counter()
    for path, count in rows.values_list("unit__path").annotate(n=Count("pk")):
        for place in (*ancestors_of(path), path):
            totals[place] += count
    return totals


def with_women(day, least):
    """Grassroots unions with so many women among their members: a query still to be run, also inside another."""
    women = Membership.objects.as_of(day).filter(
        person__sex=Person.Sex.FEMALE, unit__path__gte=OuterRef("path"), unit__path__lt=end_of(OuterRef("path"))
    )
    count = women.order_by().values(n=Func("pk", function="COUNT", output_field=IntegerField()))
    units = Unit.objects.order_by().filter(kind__in=Unit.GRASSROOTS)
    return units.alias(women=Subquery(count)).filter(women__gte=least).values("pk")


def _without(day, kind, paths, members):
    seated = Term.objects.as_of(day).filter(body__unit=OuterRef("pk"), body__kind=kind)
    units = Unit.objects.as_of(day).filter(kind__in=Unit.GRASSROOTS, path__in=paths).filter(~Exists(seated))
    units = list(units.order_by("path"))
    for unit in units:
        unit.members = members[unit.path]
    return units


def units_without_committee(day, least=MUST_HAVE_COMMITTEE) -> list[Unit]:
    """Grassroots unions with that many members and no committee in a term (工会法 第十一条). Each has `.members`."""
    members = members_by_unit(day)
    return _without(day, Body.Kind.COMMITTEE, [path for path, n in members.items() if n >= least], members)


def units_without_women_committee(day, least=MUST_HAVE_WOMEN) -> list[Unit]:
    """Grassroots unions with that many women and no women's committee. Each has `.members`: the women."""
    women = members_by_unit(day, person__sex=Person.Sex.FEMALE)
    return _without(day, Body.Kind.WOMEN, [path for path, n in women.items() if n >= least], women)
