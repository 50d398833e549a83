"""Staff as counted by the unions, and how many of them are members."""

from django.db.models import Sum, Value
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import StaffCount, Unit
from zhijia.kernels.org.paths import WIDTH

from ..base import Change, Indicator, Ratio, indicator
from ..facets import Facet
from .units import kind_as_of

NARROWED = {"sex", "footing"}


def group_of(filters) -> str:
    """Which count answers: the total, the women, or those on one footing; empty if nothing counted answers."""
    asked = {name: value for name, value in filters.items() if name in NARROWED}
    if not asked:
        return StaffCount.Group.TOTAL
    if asked == {"sex": "女"}:
        return StaffCount.Group.WOMEN
    wanted = asked.get("footing")
    return wanted if len(asked) == 1 and wanted in StaffCount.Group.values else ""


@indicator
class Staff(Indicator):
    """A union's own count covers its branches; so a branch answers only when it is asked itself."""

    code = "staff"
    name = _("职工人数")
    counting_unit = _("人")
    measure = "staff"
    definition = _("各基层工会登记的职工人数合计，取期末以前最近一次登记；分工会看本级登记数")
    filters = {
        "footing": Facet(None, _("用工形式"), dict(StaffCount.Group.choices[2:])),
        "sex": Facet(None, _("性别"), {"女": _("女")}),
    }

    def stock(self, day):
        return StaffCount.objects.as_of(day)

    def rows(self, scope, level=None):
        group = group_of(scope.filters)
        rows = StaffCount.objects.as_of(scope.end).filter(group=group) if group else StaffCount.objects.none()
        standing = Unit.objects.as_of(scope.end).order_by()
        if level is None and self._inside(scope.unit, scope):
            level = scope.alone()
        place = self._standing(rows, level or scope).where()
        if level is None:
            standing = kind_as_of.narrowed(standing, "kind", Unit.GRASSROOTS, scope)
        return rows.filter(place, unit__in=standing)

    def _narrowed(self, rows, scope):
        return rows

    def tally(self, scope, by=None, mark=""):
        if by == "child" and self._decides(scope.unit, scope):
            return self._by_branch(scope, mark)
        return super().tally(scope, by, mark)

    def _by_branch(self, scope, mark):
        """What the branches of one union counted, each for itself."""
        rows = self.rows(scope, scope).order_by().alias(zj_length=Length("unit__path"))
        segment = self._standing(rows, scope).segment()
        directly = rows.filter(zj_length=len(scope.unit.path) + WIDTH)
        return directly.values_list(Value(mark), segment).annotate(zj_value=self._aggregate())

    @staticmethod
    def _inside(unit, scope):
        return scope.trees.kind_on(unit, scope.end) in Unit.INSIDE

    @staticmethod
    def _decides(unit, scope):
        return scope.trees.kind_on(unit, scope.end) in (*Unit.GRASSROOTS, *Unit.INSIDE)

    def _aggregate(self):
        return Sum("persons")

    def _content(self):
        return ["pk", "persons"]


@indicator
class Coverage(Ratio):
    code = "members.coverage"
    name = _("入会率")
    definition = _("期末会员占登记职工人数的百分比；可以按用工形式、按女职工分别计算")
    part, whole = "members", "staff"
    board = 3


@indicator
class CoverageChange(Change):
    code = "members.coverage_change"
    name = _("入会率变化")
    counting_unit = _("个百分点")
    definition = _("期末入会率比期初前一天增减多少个百分点")
    of = "members.coverage"
