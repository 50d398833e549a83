"""Members as of a day, and how they came and went. Every episode counts at the place its unit had on the day."""

from datetime import date

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment, Membership, Person

from ..base import Change, Indicator, Ratio, Turnover, indicator
from ..facets import Facet, column

BANDS = (("35", 35), ("45", 45), ("55", 55))  # code, last full year of age
AGES = {
    "35": _("35岁及以下"),
    "45": _("36–45岁"),
    "55": _("46–55岁"),
    "over": _("56岁及以上"),
    "": _("出生日期未登记"),
}


def years_before(day: date, years: int) -> date:
    """Whoever was born after this day is younger than `years` on `day`; 29 February counts as the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def age_band(scope):
    cases = [When(person__born_on__gt=years_before(scope.end, last + 1), then=Value(code)) for code, last in BANDS]
    return Case(When(person__born_on__isnull=True, then=Value("")), *cases, default=Value("over"))


def footing(scope):
    """The employment of the last day; of several the newest."""
    works = Employment.objects.filter(person=OuterRef("person")).as_of(scope.end)
    return Coalesce(Subquery(works.order_by("-from_on", "-pk").values("kind")[:1]), Value(""))


SEX = column("person__sex", _("性别"), (*Person.Sex.choices, ("", _("性别未登记"))))
AGE = Facet(age_band, _("年龄"), AGES)
FOOTING = Facet(footing, _("用工形式"), {**dict(Employment.Kind.choices), "": _("用工形式未登记")})
ENTRY = column("entry", _("来由"), Membership.Entry.choices)
SECTOR = column("unit__sector", _("行业"), (*Unit.Sector.choices, ("", _("行业未登记"))))
OWNERSHIP = column("unit__ownership", _("单位性质"), (*Unit.Ownership.choices, ("", _("性质未登记"))))


class Roll(Indicator):
    counting_unit = _("人")
    measure = "persons"
    filters = {"sex": SEX, "age": AGE, "footing": FOOTING, "entry": ENTRY, "sector": SECTOR, "ownership": OWNERSHIP}


@indicator
class Members(Roll):
    code = "members"
    name = _("会员人数")
    definition = _("期末在籍的工会会员，一人只计一次，按当时的隶属关系归属单位；保留会籍的另计")
    board, home = 1, True
    lasting = ("joined_on", "ended_on")

    def episodes(self):
        return Membership.objects.exclude(entry=Membership.Entry.RETAINED)


@indicator
class Women(Members):
    code = "members.women"
    name = _("女会员人数")
    definition = _("期末在籍的女会员，一人只计一次")
    board, home = 0, False

    def episodes(self):
        return super().episodes().filter(person__sex=Person.Sex.FEMALE)


@indicator
class Migrants(Members):
    code = "members.migrant"
    name = _("农民工会员人数")
    definition = _("期末在籍、用工形式登记为农民工的会员，一人只计一次")
    board, home = 0, False

    def rows(self, scope):
        return super().rows(scope.having(footing=Employment.Kind.MIGRANT))


@indicator
class OffPayroll(Members):
    code = "members.off_payroll"
    name = _("编外会员人数")
    definition = _("期末在籍、用工形式为非在编、劳务派遣、护工护理员、后勤或农民工的会员，一人只计一次")
    board, home = 0, False
    KINDS = ("non_established", "dispatched", "care_worker", "logistics", "migrant")

    def rows(self, scope):
        return super().rows(scope.having(footing=self.KINDS))


@indicator
class Kept(Roll):
    code = "members.kept"
    name = _("保留会籍人数")
    definition = _("期末因退休、失业等保留会籍的人员，不计入会员人数")
    lasting = ("joined_on", "ended_on")

    def episodes(self):
        return Membership.objects.filter(entry=Membership.Entry.RETAINED)


class Came(Roll):
    day = "joined_on"
    entry: str

    def flow(self):
        return Membership.objects.filter(entry=self.entry)


@indicator
class Joined(Came):
    code = "members.joined"
    name = _("新入会人数")
    definition = _("期内入会的人员，一人只计一次；转入、内部调整的不计，未批准的申请不计")
    entry = Membership.Entry.JOINED
    board, home = 2, True


@indicator
class TransferredIn(Came):
    code = "members.transferred_in"
    name = _("转入人数")
    definition = _("期内从其他基层工会转入的会员，含本单位所辖工会之间的转接")
    entry = Membership.Entry.TRANSFERRED_IN


@indicator
class Merged(Came):
    code = "members.merged"
    name = _("合并划转人数")
    definition = _("期内因单位合并、分立划转过来的会员")
    entry = Membership.Entry.MERGED


@indicator
class Retired(Came):
    code = "members.retired"
    name = _("转为保留会籍人数")
    definition = _("期内由在籍转为保留会籍的人员，按原因可分退休、失业、其他")
    entry = Membership.Entry.RETAINED
    filters = Roll.filters | {"kept_for": column("kept_for", _("保留原因"), Membership.KeptFor.choices)}


class Went(Roll):
    day = "ended_on"
    states: tuple
    filters = Roll.filters | {"state": column("state", _("去向"), Membership.State.choices)}

    def flow(self):
        return Membership.objects.filter(state__in=self.states)


@indicator
class TransferredOut(Went):
    code = "members.transferred_out"
    name = _("转出人数")
    definition = _("期内转往其他基层工会的会员，含本单位所辖工会之间的转接")
    states = (Membership.State.TRANSFERRED,)


@indicator
class Left(Went):
    code = "members.left"
    name = _("会籍终止人数")
    definition = _("期内退会、自动退会、被开除会籍或去世的会员；按去向可以分开")
    states = (
        Membership.State.WITHDRAWN,
        Membership.State.LAPSED,
        Membership.State.EXPELLED,
        Membership.State.DECEASED,
    )


@indicator
class WomenShare(Ratio):
    code = "members.women_share"
    name = _("女会员比例")
    definition = _("期末女会员占会员的百分比")
    part, whole = "members.women", "members"


@indicator
class MembersChange(Change):
    code = "members.change"
    name = _("会员增减")
    counting_unit = _("人")
    definition = _("期末会员人数比期初前一天增减多少")
    of = "members"


@indicator
class MembersGrowth(Change):
    code = "members.growth"
    name = _("会员增长率")
    counting_unit = "%"
    definition = _("期末会员人数比期初前一天增减的百分比")
    of, relative = "members", True


@indicator
class Gained(Turnover):
    code = "members.gained"
    name = _("比期初多出的会员")
    counting_unit = _("人")
    definition = _("期末在籍、期初前一天不在籍的会员")
    of = "members"


@indicator
class Lost(Turnover):
    code = "members.lost"
    name = _("比期初减少的会员")
    counting_unit = _("人")
    definition = _("期初前一天在籍、期末不在籍的会员")
    of, lost = "members", True
