"""What mutual aid counts. Filter by `occasion` (number of the period) and `fund` (scheme) for one period alone."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Enrolment


@indicator
class Enrolments(Indicator):
    code = "mutual_aid.enrolments"
    name = _("参互人次")
    counting_unit = _("人次")
    measure = "times"
    kinds = ("mutual_aid.enrolment",)
    definition = _("期内互助金核对到账、参互生效的人次，按到账日期统计；同一人参加几期计几次")
    board = 30


@indicator
class Fees(Indicator):
    code = "mutual_aid.fees"
    name = _("互助金收缴")
    counting_unit = _("元")
    measure = "amount"
    kinds = ("mutual_aid.enrolment",)
    definition = _("期内核对到账的互助金，按到账日期统计；退回的款项不计")
    board = 31


@indicator
class Claims(Indicator):
    code = "mutual_aid.claims"
    name = _("医疗互助补助人次")
    counting_unit = _("人次")
    measure = "times"
    kinds = ("mutual_aid.claim",)
    definition = _("期内已发放的医疗互助补助次数，按发放日期统计；同一人几次住院计几次，冲销的不计")
    board, home = 32, True


@indicator
class Helped(Indicator):
    code = "mutual_aid.helped"
    name = _("医疗互助补助人数")
    counting_unit = _("人")
    measure = "persons"
    kinds = ("mutual_aid.claim",)
    definition = _("期内得到医疗互助补助的会员，一人只计一次")


@indicator
class Paid(Indicator):
    code = "mutual_aid.paid"
    name = _("医疗互助补助金额")
    counting_unit = _("元")
    measure = "amount"
    kinds = ("mutual_aid.claim",)
    definition = _("期内已发放的医疗互助补助金，按发放日期统计；冲销的不计")
    board, home = 33, True


@indicator
class Payout(Ratio):
    code = "mutual_aid.payout"
    name = _("互助金赔付率")
    part, whole = "mutual_aid.paid", "mutual_aid.fees"
    definition = _("期内发放的补助金占同期收缴互助金的百分比")


@indicator
class Covered(Indicator):
    code = "mutual_aid.covered"
    name = _("在保人数")
    counting_unit = _("人")
    measure = "persons"
    filters = {"occasion": "period__number", "fund": "period__scheme__code"}
    definition = _("期末在医疗互助保障期内、参互已生效的会员，一人只计一次")

    def stock(self, day):
        return Enrolment.objects.effective().filter(period__starts_on__lte=day, period__ends_on__gte=day)


@indicator
class Coverage(Ratio):
    code = "mutual_aid.coverage"
    name = _("参互率")
    part, whole = "mutual_aid.covered", "members"
    definition = _("期末在保的会员占在籍会员的百分比")
    board = 34
