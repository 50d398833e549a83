"""Stocks of a day: bodies that should be and are, terms on time, who serves and from which walks of life."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator
from zhijia.kernels.indicators.facets import column
from zhijia.kernels.org.models import Unit

from .models import Body, Post, Term
from .queries import with_women
from .rules.composition import FRONT_LINE, GRASSROOTS, MODEL
from .rules.sizes import MUST_HAVE_WOMEN

KIND = column("body__kind", _("机构类别"), Body.Kind.choices)
POST_KIND = column("term__body__kind", _("机构类别"), Body.Kind.choices)
TIME = column("time", _("专兼职"), Post.Time.choices)
TITLE = column("title", _("职务"), Post.Title.choices)


class Terms(Indicator):
    counting_unit = _("届")
    filters = {"kind": KIND}

    def stock(self, day):
        return Term.objects.as_of(day).filter(body__kind=Body.Kind.COMMITTEE)


@indicator
class Committees(Terms):
    code = "bodies.committees"
    name = _("工会委员会数")
    counting_unit = _("个")
    definition = _("期末有在任一届的工会委员会，含分工会委员会")


@indicator
class Expired(Terms):
    code = "bodies.terms_expired"
    name = _("届满未换届的委员会")
    counting_unit = _("个")
    definition = _("期末已过届满日期（含经批准的延期）而没有换届的工会委员会")
    board = 8

    def stock(self, day):
        return super().stock(day).filter(due_on__lt=day)


@indicator
class OnTime(Terms):
    code = "bodies.terms_on_time"
    name = _("任期以内的委员会")
    counting_unit = _("个")
    definition = _("期末在任期以内（含经批准的延期）的工会委员会")

    def stock(self, day):
        return super().stock(day).filter(due_on__gte=day)


@indicator
class OnTimeRate(Ratio):
    code = "bodies.on_time_rate"
    name = _("按期换届率")
    definition = _("期末任期以内的工会委员会占全部工会委员会的比例")
    part, whole = "bodies.terms_on_time", "bodies.committees"
    board = 0


class Unions(Indicator):
    counting_unit = _("家")

    def seated(self, kind, day):
        return Exists(Term.objects.as_of(day).filter(body__unit=OuterRef("pk"), body__kind=kind))


@indicator
class WomenRequired(Unions):
    code = "bodies.women_required"
    name = _("应建女职工委员会的基层工会")
    definition = _("期末女会员十人以上的基层工会")

    def stock(self, day):
        return Unit.objects.as_of(day).of_kinds(Unit.GRASSROOTS, day).filter(pk__in=with_women(day, MUST_HAVE_WOMEN))


@indicator
class WomenSet(WomenRequired):
    code = "bodies.women_set"
    name = _("已建女职工委员会的基层工会")
    definition = _("期末女会员十人以上、且女职工委员会有在任一届的基层工会")

    def stock(self, day):
        return super().stock(day).filter(self.seated(Body.Kind.WOMEN, day))


@indicator
class WomenRate(Ratio):
    code = "bodies.women_rate"
    name = _("女职工委员会建会率")
    definition = _("已建女职工委员会的基层工会占应建的比例")
    part, whole = "bodies.women_set", "bodies.women_required"


@indicator
class Seated(Unions):
    code = "bodies.seated"
    name = _("有工会委员会的基层工会")
    definition = _("期末工会委员会有在任一届的基层工会")

    def stock(self, day):
        grassroots = Unit.objects.as_of(day).of_kinds(Unit.GRASSROOTS, day)
        return grassroots.filter(self.seated(Body.Kind.COMMITTEE, day))


@indicator
class Audited(Seated):
    code = "bodies.audited"
    name = _("有经费审查委员会的基层工会")
    definition = _("期末工会委员会和经费审查委员会都有在任一届的基层工会")

    def stock(self, day):
        return super().stock(day).filter(self.seated(Body.Kind.AUDIT, day))


@indicator
class AuditRate(Ratio):
    code = "bodies.audit_rate"
    name = _("经审会建会率")
    definition = _("有经费审查委员会的基层工会占有工会委员会的比例")
    part, whole = "bodies.audited", "bodies.seated"


class Serving(Indicator):
    counting_unit = _("人")
    measure = "persons"
    filters = {"kind": POST_KIND, "time": TIME, "title": TITLE}
    kind = Body.Kind.COMMITTEE

    def stock(self, day):
        return Post.objects.as_of(day).filter(term__body__kind=self.kind)


class Grounded(Serving):
    """Front line, model workers and grassroots workers; whoever is in two of them counts once."""

    CLASSES = (FRONT_LINE, MODEL, GRASSROOTS)

    def stock(self, day):
        return super().stock(day).filter(pk__in=Post.objects.filter(categories__category__in=self.CLASSES).values("pk"))


@indicator
class Members(Serving):
    code = "bodies.committee_members"
    name = _("工会委员会委员人数")
    definition = _("期末在任的工会委员会成员，一人在几个委员会任职只计一次")


@indicator
class Three(Grounded):
    code = "bodies.committee_three"
    name = _("委员中一线职工、劳模和基层工会工作者人数")
    definition = _("期末在任的工会委员会成员中，一线职工、劳模和先进人物、基层工会工作者，一人兼几类只计一次")


@indicator
class ThreeShare(Ratio):
    code = "bodies.committee_three_share"
    name = _("委员中一线职工、劳模和基层工会工作者比例")
    definition = _("工会委员会成员中三类人员所占比例")
    part, whole = "bodies.committee_three", "bodies.committee_members"


@indicator
class StandingMembers(Serving):
    code = "bodies.standing_members"
    name = _("常委人数")
    definition = _("期末在任的常务委员会成员")
    kind = Body.Kind.STANDING


@indicator
class StandingThree(Grounded):
    code = "bodies.standing_three"
    name = _("常委中一线职工、劳模和基层工会工作者人数")
    definition = _("期末在任的常务委员会成员中的三类人员，一人兼几类只计一次")
    kind = Body.Kind.STANDING


@indicator
class StandingThreeShare(Ratio):
    code = "bodies.standing_three_share"
    name = _("常委中一线职工、劳模和基层工会工作者比例")
    definition = _("常务委员会成员中三类人员所占比例")
    part, whole = "bodies.standing_three", "bodies.standing_members"


@indicator
class PartTime(Serving):
    code = "bodies.part_time_leaders"
    name = _("兼职、挂职副主席人数")
    definition = _("期末在任的兼职或挂职副主席")

    def stock(self, day):
        return super().stock(day).filter(title=Post.Title.VICE_CHAIR).exclude(time=Post.Time.FULL)


@indicator
class Groups(Unions):
    code = "bodies.groups"
    name = _("工会小组数")
    counting_unit = _("个")
    definition = _("期末存续的工会小组")

    def stock(self, day):
        return Unit.objects.as_of(day).of_kinds([Unit.Kind.GROUP], day)
