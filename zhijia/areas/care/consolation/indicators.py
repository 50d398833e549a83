"""What the union gave: person-times, persons and money, in all and by occasion."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, indicator

from .models import Round
from .rules import Occasion


class Given(Indicator):
    kinds = ("consolation.gift",)


@indicator
class GivenTimes(Given):
    code, name, counting_unit, measure = "consolation.times", _("慰问人次"), "人次", "times"
    definition = _("期内已发放的各类慰问次数，同一人多次慰问分别计算")
    board, home = 30, True


@indicator
class GivenPersons(Given):
    code, name, counting_unit, measure = "consolation.persons", _("慰问人数"), "人", "persons"
    definition = _("期内受到慰问的不同人数，同一人只计一次")
    board = 31


@indicator
class GivenMoney(Given):
    code, name, counting_unit, measure = "consolation.amount", _("慰问金额"), "元", "amount"
    definition = _("期内已发放慰问的金额合计，含实物折价")
    board, home = 32, True


def of_occasion(occasion, label):
    """One indicator per occasion, so that a report can name it without a filter."""

    class Times(Given):
        code, name, counting_unit, measure = f"consolation.{occasion}", label, "人次", "times"
        definition = _("期内已发放的该类慰问次数")
        tags = {"occasion": occasion}

    indicator(Times)


of_occasion("festival", _("节日慰问人次"))
of_occasion("birthday", _("生日慰问人次"))
of_occasion("hospital", _("住院慰问人次"))
of_occasion("birth", _("生育慰问人次"))


@indicator
class Visits(Indicator):
    """Rounds handed over, not persons: “慰问全体乡村振兴工作队员3次”."""

    code, name, counting_unit, measure = "consolation.visits", _("走访慰问次数"), "次", "rows"
    definition = _("期内已发放完毕的走访慰问批次，可按慰问群体筛选")
    day = "day"
    filters = {"group": "group"}

    def flow(self):
        return Round.objects.filter(occasion=Occasion.VISIT, state=Round.State.GIVEN)
