"""Numbers every union has before it does anything: its units and its members."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership

from .base import Indicator, indicator


@indicator
class Members(Indicator):
    code = "members"
    name = _("会员人数")
    counting_unit = _("人")
    measure = "persons"
    definition = _("期末在籍的工会会员，一人只计一次")
    board, home = 1, True

    def stock(self, day):
        return Membership.objects.as_of(day)


@indicator
class NewMembers(Indicator):
    code = "members.joined"
    name = _("新入会人数")
    counting_unit = _("人")
    measure = "persons"
    definition = _("入会日期在期内的会员，一人只计一次；未批准的申请不计")
    day = "joined_on"
    board, home = 2, True

    def flow(self):
        return Membership.objects.exclude(state__in=Membership.NEVER)


@indicator
class Units(Indicator):
    code = "units"
    name = _("基层工会数")
    counting_unit = _("家")
    measure = "units"
    definition = _("期末存续的基层工会（高校、院校、医院、科研院所、学校、企业、联合基层工会）")
    filters = {"kind": "kind"}
    board = 3

    def stock(self, day):
        return Unit.objects.as_of(day).filter(kind__in=Unit.GRASSROOTS)


@indicator
class Branches(Indicator):
    code = "units.branches"
    name = _("分工会和小组数")
    counting_unit = _("个")
    measure = "units"
    definition = _("期末存续的分工会和工会小组")
    filters = {"kind": "kind"}
    board = 4

    def stock(self, day):
        return Unit.objects.as_of(day).filter(kind__in=(Unit.Kind.BRANCH, Unit.Kind.GROUP))
