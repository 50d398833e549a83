"""What founding counts: units surveyed, unions founded, people they cover, lines broken and mended."""

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Application, BrokenLine, Target


class OfTargets(Indicator):
    counting_unit = _("家")
    filters = {"group": "sort", "occasion": "obstacle"}


@indicator
class Surveyed(OfTargets):
    code = "founding.targets"
    name = _("摸排建会对象")
    definition = _("期末在摸排名单上的单位，含已经建会的，不含不再列入的")

    def stock(self, day):
        return Target.objects.listed().filter(surveyed_on__lte=day)


@indicator
class Standing(OfTargets):
    code = "founding.targets_founded"
    name = _("建会对象中已建会")
    definition = _("期末摸排名单上已经建立工会的单位；几个单位联合建会的分别计算")

    def stock(self, day):
        return Target.objects.filter(stage=Target.Stage.FOUNDED, founded_on__lte=day)


@indicator
class FoundingRate(Ratio):
    code = "founding.rate"
    name = _("建会率")
    part, whole = "founding.targets_founded", "founding.targets"
    definition = _("期末已建会的单位占摸排名单上单位的百分比")


@indicator
class Pending(OfTargets):
    code = "founding.targets_open"
    name = _("尚未建会的单位")
    definition = _("期末摸排名单上还没有建会的单位")

    def stock(self, day):
        rows = Target.objects.listed().filter(surveyed_on__lte=day)
        return rows.exclude(stage=Target.Stage.FOUNDED, founded_on__lte=day)


@indicator
class Obstructed(Pending):
    code = "founding.obstructed"
    name = _("有困难的未建会单位")
    definition = _("期末还没有建会、并登记了困难原因的单位")

    def stock(self, day):
        return super().stock(day).exclude(obstacle="")


@indicator
class Founded(OfTargets):
    code = "founding.founded"
    name = _("新建会单位")
    definition = _("期内建立工会的摸排对象，按建会日期统计")
    day = "founded_on"

    def flow(self):
        return Target.objects.filter(founded_on__isnull=False)


@indicator
class Covered(Founded):
    code = "founding.covered"
    name = _("新建会覆盖职工")
    counting_unit = _("人")
    definition = _("期内新建会单位的职工人数，按摸排登记的人数合计")

    def _aggregate(self):
        return Coalesce(Sum("staff"), 0)


@indicator
class Joined(Indicator):
    code = "founding.joined"
    name = _("新建会发展会员")
    counting_unit = _("人")
    measure = "persons"
    definition = _("期内新成立的工会在成立时发展的会员，按工会成立日期统计")
    day = "founding__founded_on"

    def flow(self):
        return Application.objects.filter(state=Application.State.ADMITTED)


class OfLines(Indicator):
    counting_unit = _("处")
    filters = {"group": "fault", "occasion": "cause"}


@indicator
class LinesFound(OfLines):
    code = "founding.lines_found"
    name = _("发现组织断线")
    definition = _("期内发现的组织断线，按发现日期统计")
    day = "found_on"

    def flow(self):
        return BrokenLine.objects.all()


@indicator
class LinesFixed(OfLines):
    code = "founding.lines_fixed"
    name = _("修复组织断线")
    definition = _("期内销号的组织断线，按销号日期统计")
    day = "fixed_on"

    def flow(self):
        return BrokenLine.objects.filter(fixed_on__isnull=False)


@indicator
class LinesOpen(OfLines):
    code = "founding.lines_open"
    name = _("尚未修复的组织断线")
    definition = _("期末还没有销号的组织断线")

    def stock(self, day):
        return BrokenLine.objects.as_of(day)
