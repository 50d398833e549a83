"""One return: every number computed beside reported, what is missing, what does not hold, whose turn it is."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.indicators.base import indicators
from zhijia.web.pages import Act, DetailPage, Event, Turn
from zhijia.web.states import State as Badge

from .. import actions, rules
from ..models import Return, said_of
from ..questionnaires import GRASSROOTS
from ..rules import State

COVER = (("901", _("统计代码")), ("902", _("工会名称")), ("903", _("行政区划代码")), ("904", _("组织类型")))
ORGANISATION = {"1": _("单独基层工会"), "2": _("联合基层工会")}


class ReturnPage(DetailPage):
    queryset = Return.objects.select_related(
        "unit", "round__unit", "above__unit", "submitted_by", "signed_by", "approved_by"
    )
    template_name = "returns/return.html"
    context_object_name = "of"
    back = ("returns:rounds", _("统计报送"))

    @cached_property
    def reading(self):
        return actions.reading_of(self.object)

    def get_title(self):
        return self.object.unit.name

    def state(self, of):
        return Badge(gettext(rules.WORDS[State(of.state)]), "late" if of.is_late(self.today) else tone(of))

    def turn(self, of):
        who = {
            State.OPEN: of.unit,
            State.RETURNED: of.unit,
            State.SUBMITTED: _("%s主席") % of.unit,
            State.SIGNED: of.above and of.above.unit,
        }.get(of.state)
        return Turn(who, due_on=of.round.due_on if of.state in rules.WRITABLE else None) if who else None

    def actions(self, of):
        user, state = self.request.user, of.state
        may = lambda verb, *more: getattr(actions, f"may_{verb}")(of, user, *more)  # noqa: E731
        found = []
        if state in rules.WRITABLE and user.can("edit", of.unit):
            found += [
                Act(_("提交"), "returns:submit", verdict=self.briefly(may("submit", self.reading)), primary=True),
                Act(_("汇总下级") if of.sums else _("自动取数"), "returns:fill", icon="refresh"),
            ]
        if state == State.SUBMITTED:
            found.append(Act(_("签报"), "returns:sign", verdict=may("sign"), primary=True, icon="stamp"))
            found.append(Act(_("撤回"), "returns:withdraw", verdict=may("withdraw")))
        if state == State.SIGNED:
            found.append(Act(_("审核通过"), "returns:approve", verdict=may("approve"), primary=True))
        if state in (State.SUBMITTED, State.SIGNED):
            found.append(Act(_("退回"), "returns:send-back", verdict=may("send_back")))
        if state == State.APPROVED:
            found.append(Act(_("重新打开"), "returns:reopen", verdict=may("reopen")))
        if state == State.EXCUSED:
            found.append(Act(_("取消免报"), "returns:recall", verdict=may("recall")))
        found += self.superiors(of, user)
        if of.sums:
            found.append(Act(_("汇总表"), "returns:summary", icon="columns"))
        return [
            *found,
            Act(_("全部数据"), "returns:cells", icon="list"),
            Act(_("打印"), "returns:sheet", icon="printer"),
        ]

    def briefly(self, verdict):
        """What is missing and what does not hold stands on the page in full; the button says how much."""
        lacking, stopping = len(self.reading.missing), len(self.reading.stopping)
        if (
            verdict
            or not (self.object.filled_at and (lacking or stopping))
            or len(verdict.reasons) > lacking + stopping
        ):
            return verdict
        short = need(not lacking, "还缺%(count)s项，见下面", count=lacking)
        return short & need(not stopping, "有%(count)s处须更正或说明，见下面", count=stopping)

    def superiors(self, of, user):
        """What only whoever sums it up may do; not shown to others."""
        offered = (("remind", _("催报"), "bell"), ("excuse", _("免报"), ""))
        return [
            Act(label, f"returns:{verb}", icon=icon)
            for verb, label, icon in offered
            if of.above_id and getattr(actions, f"may_{verb}")(of, user)
        ]

    def facts(self, of):
        cover = of.cover | {"904": ORGANISATION.get(of.cover.get("904"), "")}
        told = [(f"{code} {label}", cover.get(code) or "—") for code, label in COVER if of.cover]
        period = gettext("%(start)s 至 %(end)s") % {"start": of.round.start, "end": of.round.end}
        above = of.above.unit.name if of.above_id else gettext("下发单位，不再上报")
        return [(_("统计报送"), of.round.title), (_("统计期间"), period), (_("汇总到"), above), *told]

    def timeline(self, of):
        steps = [
            (_("自动取数"), of.filled_at, ""),
            (_("提交"), of.submitted_at, of.submitted_by),
            (_("主席签报"), of.signed_at, of.signed_by),
            (_("上级审核"), of.approved_at, of.approved_by),
        ]
        known = [Event(title, at=at, who=who or "", state="done") for title, at, who in steps if at]
        if of.reminded_at:
            known.append(Event(_("催报 %(n)s 次") % {"n": of.reminders}, at=of.reminded_at, state="done"))
        known.sort(key=lambda event: event.at)
        if of.state == State.RETURNED:
            known.append(Event(_("退回修改"), note=of.reason, state="now"))
        elif of.state in rules.HANDED_UP and of.state != State.APPROVED:
            known.append(Event(rules.WORDS[State(of.state)], state="now"))
        return known

    def get_context_data(self, **kwargs):
        of, reading = self.object, self.reading
        open_ = of.state in rules.WRITABLE and self.request.user.can("edit", of.unit)
        return super().get_context_data(
            reading=reading,
            modules=modules_of(of, reading),
            findings=[(one, module_url(of, one.codes[0])) for one in reading.findings] if reading.cells else [],
            missing=[(item, module_url(of, item.code)) for item in reading.missing] if reading.cells else [],
            may_write=open_,
            verdict=actions.may_edit(of, self.request.user),
            doubles=list(of.doubles.select_related("by")) if of.sums else [],
            below=below(of) if of.sums else None,
            source=of.forms[-1].source,
            form_title=of.forms[-1].title,
            **kwargs,
        )


class Sheet(ReturnPage):
    """On paper: the whole form with places for signature and seal."""

    template_name = "returns/sheet.html"
    back = None

    def actions(self, of):
        return []

    def timeline(self, of):
        return []

    def history(self, of):
        return []


def tone(of):
    return {"open": "info", "approved": "good", "returned": "late", "excused": "quiet"}.get(of.state, "wait")


def below(of):
    """How many of those below have come as far as being summed."""
    states = list(of.below.values_list("state", flat=True))
    accepted, settled = states.count(State.APPROVED), sum(state in rules.SETTLED for state in states)
    return {"all": len(states), "accepted": accepted, "open": len(states) - settled}


def module_url(of, code):
    module = next(module for form in of.forms for module in form.modules if any(i.code == code for i in module.items))
    return reverse("returns:module", args=[of.pk, module.code]) + f"#id_{code}"


def modules_of(of, reading) -> list:
    """[(module, summed or not, lines, how many are filled, how many are lacking, open or not) …] for the template."""
    made = []
    for form in of.forms:
        for module in form.modules:
            lines = [line_of(item, reading, of) for item in module.items if reading.asks(item)]
            lacking = sum(line["lacking"] for line in lines) if reading.cells else 0
            filled = sum(bool(line["said"]) for line in lines)
            told = any(line["cell"] and (line["cell"].is_adjusted or line["cell"].note) for line in lines)
            made.append((module, of.sums and form is GRASSROOTS, lines, filled, lacking, lacking or told or not made))
    return made


def line_of(item, reading, of) -> dict:
    cell, value = reading.cells.get(item.code), reading.values.get(item.code)
    summed = of.sums and item.code in GRASSROOTS.by_code
    return {
        "item": item,
        "cell": cell,
        "computed": rules.plain(cell.computed) if cell else "",
        "adjusted_from": rules.plain(cell.adjusted_from) if cell else "",
        "said": (f"{value}%" if value is not None else "") if item.ratio else said_of(item, value),
        "before": before_of(item, reading.before),
        "hint": hint_of(item, summed, cell),
        "lacking": item.required and value is None and of.state != State.EXCUSED,
    }


def before_of(item, before) -> str:
    if not item.ratio:
        return said_of(item, before.get(item.code))
    value = rules.percent(*(before.get(code) for code in item.ratio))
    return "" if value is None else f"{value}%"


def hint_of(item, summed, cell) -> str:
    if item.ratio:
        return gettext("按上报数计算")
    if summed:
        return gettext("下级合计")
    if item.indicator and cell and cell.computed is None:
        return gettext("没有登记，请填报")
    if item.indicator and item.indicator in indicators:
        return str(indicators[item.indicator].name)
    return gettext("单位填报")
