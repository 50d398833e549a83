"""Units as of a day: which stood, where they stood and of which kind they were then."""

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Edge, LegalPersonEvent, Unit

from ..base import Change, Indicator, Ratio, Turnover, indicator
from ..facets import Facet, column


def _kind(scope):
    """Of the last day: a school that became a college was a school before."""
    others = scope.trees.kinds_on(scope.end)
    return Case(*(When(pk=unit, then=Value(kind)) for unit, kind in others.items()), default=F("kind"))


class KindAsOf(Facet):
    def narrowed(self, rows, name, value, scope):
        if scope.trees.kinds_on(scope.end):
            return super().narrowed(rows, name, value, scope)
        return column("kind").narrowed(rows, name, value, scope)


kind_as_of = KindAsOf(_kind, _("类别"), dict(Unit.Kind.choices))
SECTOR = column("sector", _("行业"), (*Unit.Sector.choices, ("", _("行业未登记"))))
OWNERSHIP = column("ownership", _("单位性质"), (*Unit.Ownership.choices, ("", _("性质未登记"))))


class Register(Indicator):
    counting_unit = _("家")
    measure = "units"
    kinds_counted: tuple = Unit.GRASSROOTS
    filters = {"kind": kind_as_of, "sector": SECTOR, "ownership": OWNERSHIP}

    def rows(self, scope):
        return kind_as_of.narrowed(super().rows(scope), "counted", self.kinds_counted, scope)


@indicator
class Units(Register):
    code = "units"
    name = _("基层工会数")
    definition = _(
        "期末存续的基层工会（高校、院校、医院、科研院所、学校、企业、联合基层工会等），按当时的类别和隶属关系统计"
    )
    board = 4

    def stock(self, day):
        return Unit.objects.as_of(day)


@indicator
class Direct(Units):
    code = "units.direct"
    name = _("直属基层工会数")
    definition = _("期末直接隶属本级的基层工会，不含下级工会所属的")
    board = 0

    def rows(self, scope):
        lines = Edge.objects.filter(kind=Edge.Kind.ORGANISATIONAL, superior=scope.unit).as_of(scope.end)
        moved = list(scope.trees.wanderers)
        stayed = Q(superior=scope.unit) & ~Q(pk__in=moved)
        return super().rows(scope).filter(stayed | Q(pk__in=lines.filter(unit__in=moved).values("unit")))

    def by_child(self, scope):
        """One each; there is nothing to spread."""
        return []


@indicator
class Branches(Units):
    code = "units.branches"
    name = _("分工会和小组数")
    counting_unit = _("个")
    definition = _("期末存续的分工会和工会小组")
    kinds_counted = Unit.INSIDE
    board = 0


@indicator
class Joint(Units):
    code = "units.joint"
    name = _("联合基层工会数")
    definition = _("期末存续的联合基层工会")
    kinds_counted = (Unit.Kind.JOINT,)
    board = 0


@indicator
class Legal(Units):
    code = "units.legal"
    name = _("取得法人资格的基层工会数")
    definition = _("期末已登记工会法人资格、没有注销的基层工会")
    board = 0

    def stock(self, day):
        ended = LegalPersonEvent.objects.filter(legal_person__unit=OuterRef("pk"), kind="cancel", on__lte=day)
        return super().stock(day).filter(~Exists(ended), legal_person__registered_on__lte=day)


@indicator
class LegalShare(Ratio):
    code = "units.legal_share"
    name = _("工会法人登记率")
    definition = _("期末取得法人资格的基层工会占基层工会的百分比")
    part, whole = "units.legal", "units"


@indicator
class Founded(Register):
    code = "units.founded"
    name = _("新建基层工会数")
    definition = _("期内成立的基层工会")
    day = "founded_on"

    def flow(self):
        return Unit.objects.all()


@indicator
class Dissolved(Register):
    code = "units.dissolved"
    name = _("撤销基层工会数")
    definition = _("期内撤销或者并入其他单位的基层工会")
    day = "dissolved_on"

    def flow(self):
        return Unit.objects.all()


@indicator
class UnitsChange(Change):
    code = "units.change"
    name = _("基层工会增减")
    counting_unit = _("家")
    definition = _("期末基层工会数比期初前一天增减多少")
    of = "units"


@indicator
class DirectChange(Change):
    code = "units.direct_change"
    name = _("直属基层工会增减")
    counting_unit = _("家")
    definition = _("期末直属基层工会数比期初前一天增减多少")
    of = "units.direct"


class UnitTurnover(Turnover):
    counting_unit = _("家")


for of, name in (("units", _("基层工会")), ("units.direct", _("直属基层工会"))):
    for lost, word in ((False, _("比期初多出的%s")), (True, _("比期初减少的%s"))):
        code = f"{of}.{'lost' if lost else 'gained'}"
        facts = {"code": code, "of": of, "lost": lost, "name": word % name}
        facts["definition"] = (_("期初前一天有、期末没有的%s") if lost else _("期末有、期初前一天没有的%s")) % name
        indicator(type("UnitTurnover", (UnitTurnover,), facts))
