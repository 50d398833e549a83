"""Changes of term under way and done, and whether they were in time."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import TermChange
from .rules.steps import Route


@indicator
class UnderWay(Indicator):
    code, name, counting_unit, measure = "elections.under_way", _("正在换届的工会"), "家", "rows"
    definition = _("截至当日正在办理换届的工会委员会，不含补选和增补")
    board = 0

    def stock(self, day):
        return TermChange.objects.filter(route=Route.REGULAR).as_of(day)


class Elected(Indicator):
    """Committees elected anew within the window, by the day of the election, once the superior has replied."""

    day = "elected_on"

    def flow(self):
        return TermChange.objects.filter(route=Route.REGULAR, new_term__isnull=False)


@indicator
class Done(Elected):
    code, name, counting_unit, measure = "elections.done", _("完成换届的工会"), "家", "rows"
    definition = _("期内选举、结果已经上级工会批复的换届")
    board = 0


@indicator
class OnTime(Elected):
    code, name, counting_unit, measure = "elections.on_time", _("按期换届的工会"), "家", "rows"
    definition = _("期内完成的换届中，选举日期不晚于届满日期的")

    def flow(self):
        return super().flow().filter(elected_on__lte=F("end_on"))


@indicator
class OnTimeShare(Ratio):
    code, name = "elections.on_time_share", _("换届及时率")
    definition = _("期内完成的换届中，选举日期不晚于届满日期的比例")
    part, whole = "elections.on_time", "elections.done"
