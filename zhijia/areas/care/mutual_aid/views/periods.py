"""The desk of a period: every number on it opens to its rows."""

from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.indicators.readings import Reading
from zhijia.web import formats
from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage, Page
from zhijia.web.states import State

from .. import actions
from ..forms import PeriodForm
from ..models import Claim, Enrolment, FeeReceipt, Period, Scheme
from ..tables import PeriodTable
from .schemes import badge


class Periods(ListPage):
    title = _("互助期")
    queryset = Period.objects.select_related("scheme")
    table = PeriodTable
    search_fields = ("scheme__name",)
    links = [Link(_("互助方案与条款"), "mutual_aid:schemes")]
    follows_unit = False
    exports = False
    empty_text = _("还没有互助期。由主办工会在“互助方案”里开启。")


class Desk(Page):
    """Straight to the period that matters today: the one in cover, else the newest."""

    title = _("医疗互助")
    demands = False

    def get(self, request, *args, **kwargs):
        periods = self.scope(Period.objects.order_by("-starts_on"), "view")
        period = periods.covering(self.today).first() or periods.first()
        return HttpResponseRedirect(period.get_absolute_url() if period else reverse("mutual_aid:periods"))


class PeriodNew(FormPage):
    title = _("开启新一期")
    queryset = Scheme.objects.select_related("unit")
    form_class = PeriodForm
    ability = "approve"
    submit = _("开启")
    done = _("新一期已开启")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def get_initial(self):
        newest = self.object.periods.order_by("-number").first()
        return {"number": newest.number + 1 if newest else 1}

    def act(self, form):
        return actions.open_period(scheme=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


CLAIM_STEPS = [  # how the desk groups the states of claims
    (_("审核中"), [Claim.State.IN_REVIEW]),
    (_("退回补充"), [Claim.State.RETURNED]),
    (_("待发放"), [Claim.State.APPROVED]),
    (_("已发放"), [Claim.State.PAID]),
    (_("计入累计，不发放"), [Claim.State.COUNTED]),
]


class PeriodPage(DetailPage):
    queryset = Period.objects.select_related("scheme__unit", "terms")
    template_name = "mutual_aid/period.html"
    context_object_name = "period"
    back = ("mutual_aid:periods", _("全部互助期"))

    def number(self, period):
        return ""

    def state(self, period):
        if period.is_open(self.today):
            return State(_("正在办理参互"), "info")
        if period.starts_on <= self.today <= period.ends_on:
            return State(_("保障中"), "good")
        return State(_("已期满"), "quiet") if self.today > period.ends_on else State(_("未开始"), "quiet")

    def facts(self, period):
        terms = period.terms
        return [
            (_("参互办理"), span(period.enrol_from, period.enrol_to)),
            (_("保障期"), span(period.starts_on, period.ends_on)),
            (_("每人缴费"), _("首次 %(first)s 元，续保 %(renewal)s 元") % money(terms)),
            (_("申请期限"), _("出院后 %(days)s 天内") % {"days": terms.claim_days} if terms.claim_days else _("不限")),
        ]

    def actions(self, period):
        user = self.request.user
        acts = []
        if user.can("edit"):
            acts += [
                Act(_("办理参互"), "mutual_aid:candidates", verdict=self.may_enrol(period), primary=True),
                Act(_("登记补助申请"), "mutual_aid:claim-new", args=()),
            ]
        if user.can("pay", period.scheme.unit):
            acts.append(Act(_("登记缴费"), reverse("mutual_aid:receipt-new") + f"?period={period.pk}", args=()))
        if user.can("publish", period.scheme.unit):
            acts.append(Act(_("编制发放批次"), "mutual_aid:draw", confirm=_("把全部待发放的补助编成一个批次？")))
        return acts

    def may_enrol(self, period):
        return need(
            period.is_open(self.today),
            "参互办理时间为%(start)s至%(end)s",
            start=period.enrol_from,
            end=period.enrol_to,
        )

    def get_context_data(self, **kwargs):
        period, unit = self.object, self.unit
        more = self.numbers(period, unit) if unit and self.request.user.can("view", unit) else {}
        return super().get_context_data(badge=badge(period.terms), unit=unit, **more, **kwargs)

    def numbers(self, period, unit):
        user = self.request.user
        rolls = Enrolment.objects.visible_to(user).under(unit.path).standing().filter(period=period)
        claims = Claim.objects.visible_to(user).under(unit.path).filter(enrolment__period=period)
        receipts = FeeReceipt.objects.visible_to(user).under(unit.path).filter(period=period)
        units = by_unit(period, rolls, receipts)
        return {
            "units": units,
            "whole": sums_of(units),
            "steps": claim_steps(period, unit, claims),
            "readings": readings(period, unit),
            "roll_url": address("enrolments", period, unit),
            "receipts_url": address("receipts", period, unit),
            "claims_url": address("claims", period, unit),
        }


def span(start, end):
    return f"{formats.day(start)} — {formats.day(end)}"


def money(terms):
    return {"first": formats.yuan(terms.fee_first), "renewal": formats.yuan(terms.fee_renewal)}


def address(name, period, unit, **more):
    return reverse(f"mutual_aid:{name}") + "?" + urlencode({"period": period.pk, "unit": unit.pk, **more})


def by_unit(period, rolls, receipts) -> list[dict]:
    """Due, arrived and the difference of every unit; two queries for any number of units."""
    effective = Q(state=Enrolment.State.EFFECTIVE)
    lines = {}
    grouped = (
        rolls.order_by("unit__path")
        .values("unit", "unit__name")
        .annotate(heads=Count("pk"), covered=Count("pk", filter=effective), due=Sum("fee_fen"))
    )
    for row in grouped:
        lines[row["unit"]] = {"name": row["unit__name"], "paid": 0, **row}
    arrived = receipts.exclude(state=FeeReceipt.State.RETURNED).order_by("unit__path")
    for row in arrived.values("unit", "unit__name").annotate(paid=Sum("amount_fen")):
        line = lines.setdefault(row["unit"], {"name": row["unit__name"], "heads": 0, "covered": 0, "due": 0})
        line["paid"] = row["paid"]
    for key, line in lines.items():
        line["gap"] = line["paid"] - line["due"]
        line["url"] = reverse("mutual_aid:enrolments") + f"?period={period.pk}&unit={key}"
        line["money_url"] = reverse("mutual_aid:receipts") + f"?period={period.pk}&unit={key}"
    return list(lines.values())


def sums_of(lines) -> dict:
    return {name: sum(line[name] for line in lines) for name in ("heads", "covered", "due", "paid", "gap")}


def claim_steps(period, unit, claims):
    found = {
        state: (count, fen)
        for state, count, fen in claims.order_by()
        .values_list("state")
        .annotate(count=Count("pk"), fen=Sum("amount_fen"))
    }
    for label, states in CLAIM_STEPS:
        if states[0] == Claim.State.COUNTED and states[0].value not in found:
            continue  # most schemes never need that line
        pairs = [found.get(state.value, (0, 0)) for state in states]
        yield {
            "label": label,
            "count": sum(count for count, _fen in pairs),
            "fen": sum(fen or 0 for _count, fen in pairs),
            "url": address("claims", period, unit, state=states[0].value),
        }


def readings(period, unit):
    """Coverage on the first day, payout of the period: the same indicators a report uses."""
    tags = {"occasion": str(period.number), "fund": period.scheme.fund}
    first = Scope(unit, period.starts_on, period.starts_on, tags)
    whole = Scope(unit, period.enrol_from, period.ends_on.replace(year=period.ends_on.year + 1), tags)
    for code, scope in (("mutual_aid.coverage", first), ("mutual_aid.claims", whole), ("mutual_aid.payout", whole)):
        yield Reading(indicators[code], scope, indicators[code].value(scope))
