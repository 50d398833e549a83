"""What the drives count: off-payroll staff, the members among them, who was visited. Filter `group`: a footing."""

from django.db.models import Exists, F, OuterRef, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator
from zhijia.kernels.org.models import StaffCount
from zhijia.kernels.people.models import Employment, Membership

from .models import Goal, Visit
from .rules import GROUPS, State


@indicator
class Staff(Indicator):
    code = "drives.staff"
    name = _("非在编职工人数")
    counting_unit = _("人")
    filters = {"group": "group"}
    definition = _("期末各单位最近一次登记的非在编各类职工人数合计，不含在编职工")

    def stock(self, day):
        return StaffCount.objects.as_of(day).filter(group__in=list(GROUPS), unit__dissolved_on__isnull=True)

    def _aggregate(self):
        return Coalesce(Sum("persons"), 0)


@indicator
class Members(Indicator):
    code = "drives.members"
    name = _("非在编会员人数")
    counting_unit = _("人")
    measure = "persons"
    filters = {"group": "footing"}
    definition = _("期末在籍、并以非在编各类用工形式在职的会员，一人只计一次")

    def stock(self, day):
        work = Employment.objects.as_of(day).filter(person=OuterRef("person"), kind__in=list(GROUPS))
        rows = Membership.objects.as_of(day).filter(Exists(work))
        return rows.annotate(footing=F("person__employments__kind")).filter(
            person__employments__in=Employment.objects.as_of(day).filter(kind__in=list(GROUPS))
        )


@indicator
class Rate(Ratio):
    code = "drives.rate"
    name = _("非在编职工入会率")
    part, whole = "drives.members", "drives.staff"
    definition = _("期末非在编会员占非在编职工人数的百分比")


@indicator
class UnitsInvolved(Indicator):
    code = "drives.units"
    name = _("入会行动涉及单位")
    counting_unit = _("家")
    measure = "persons"
    person = "unit"
    filters = {"group": "group"}
    definition = _("期末正在进行的入会行动中下达了目标的单位，一个单位只计一次")

    def stock(self, day):
        return Goal.objects.filter(drive__starts_on__lte=day, drive__ends_on__gte=day).exclude(drive__state=State.DRAFT)


@indicator
class Visited(Indicator):
    code = "drives.visits"
    name = _("入会督导次数")
    counting_unit = _("次")
    definition = _("期内进行的入会督导，按督导日期统计")
    day = "held_on"

    def flow(self):
        return Visit.objects.held()


@indicator
class PlacesVisited(Visited):
    code = "drives.visited"
    name = _("督导单位")
    counting_unit = _("家")
    measure = "persons"
    person = "unit"
    definition = _("期内督导过的单位，一个单位只计一次")
