"""Rounds, and the returns in them: who has reported and who is late."""

from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.jobs.actions import enqueue
from zhijia.web.pages import BulkAction, FormPage, Link, ListPage, Sheet, found

from .. import actions, rules
from ..filters import InRoundFilter, ReturnFilter, RoundFilter
from ..forms import ReasonForm, RoundChangeForm, RoundForm
from ..models import Return, Round
from ..tables import InRoundTable, ReturnTable, RoundTable

RECEIVED, APPROVED = Q(returns__state__in=rules.RECEIVED), Q(returns__state=rules.State.APPROVED)
ASKED = ~Q(returns__state=rules.State.EXCUSED)


class Rounds(ListPage):
    title = _("统计报送")
    intro = _("上级下发报表，各单位自动取数、核对、签报，逐级汇总后锁定。")
    queryset = Round.objects.select_related("unit")
    table = RoundTable
    filters = RoundFilter
    search_fields = ("title", "unit__name")
    search_hint = _("名称、下发单位")
    follows_unit = False
    links = [Link(_("下发统计报送"), "returns:round-new", ability="publish", primary=True)]
    empty_text = _("还没有统计报送。由市级以上产业工会下发。")

    def get_queryset(self):
        """Counted are the returns one sees behind the number."""
        mine = Q(returns__in=Return.objects.visible_to(self.request.user).values("pk"))
        return (
            super()
            .get_queryset()
            .annotate(
                asked=Count("returns", filter=mine & ASKED),
                received=Count("returns", filter=mine & RECEIVED),
                approved=Count("returns", filter=mine & APPROVED),
            )
        )


class RoundNew(FormPage):
    title = _("下发统计报送")
    intro = _("所辖每个工会都会收到一份报表：基层工会填基层工会调查表，以上工会汇总下级并填本级情况。")
    form_class = RoundForm
    ability = "publish"
    submit = _("下发")
    done = _("已下发，正在后台自动取数")
    cancel_url = "/returns/"

    def get_initial(self):
        year = self.today.year - 1
        first, last = self.today.replace(year=year, month=1, day=1), self.today.replace(year=year, month=12, day=31)
        title = gettext("%(year)s年工会统计年报") % {"year": year}
        return {"unit": self.unit and self.unit.pk, "title": title, "start": first, "end": last}

    def act(self, form):
        made = actions.open_round(**form.cleaned_data, by=self.request.user, at=self.now)
        payload = {"round": made.pk}
        enqueue(code="returns.fill", by=self.request.user, unit=made.unit, payload=payload, at=self.now)
        return made


class RoundChange(FormPage):
    queryset = Round.objects.select_related("unit")
    title = _("修改统计报送")
    intro = _("统计期间不能改：各单位的数已按这个期间取了。期间写错的，请撤回后重新下发。")
    form_class = RoundChangeForm
    ability = "publish"
    done = _("已修改")

    def act(self, form):
        return actions.change_round(round=self.object, **form.cleaned_data, by=self.request.user, at=self.now)


class RoundWithdraw(FormPage):
    queryset = Round.objects.select_related("unit")
    title, submit, done = _("撤回下发"), _("撤回"), _("已撤回，各单位会收到通知")
    intro = _("还没有单位提交时可以撤回；已取的数和已填的数一起删除。")
    form_class = ReasonForm
    ability = "publish"
    success_url = "/returns/"

    def allowed(self, round):
        return actions.may_withdraw_round(round, self.request.user)

    def act(self, form):
        reason = form.cleaned_data["reason"]
        actions.withdraw_round(round=self.object, reason=reason, by=self.request.user, at=self.now)


class Returns(ListPage):
    title = _("统计报表")
    queryset = Return.objects.select_related("unit", "round__unit", "above__unit")
    table = ReturnTable
    filters = ReturnFilter
    search_fields = ("unit__name", "unit__initials", "unit__code", "round__title")
    search_hint = _("单位名称、拼音首字母、编码")
    sheets = [Sheet("returns.values")]
    bulk = [
        BulkAction("approve", _("审核通过"), ability="review", act="approve", verdict="may_approve"),
        BulkAction("remind", _("催报"), ability="review", act_all="remind", verdict="may_remind", icon="bell"),
    ]
    empty_text = _("还没有统计报表")

    def get_queryset(self):
        unreported = ~Q(state__in=(*rules.RECEIVED, rules.State.EXCUSED))
        late = Case(
            When(unreported & Q(round__due_on__lt=self.today), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return super().get_queryset().annotate(late=late)

    def may_approve(self, row):
        return actions.may_approve(row, self.request.user)

    def approve(self, row, data):
        actions.approve(of=row, by=self.request.user, at=self.now)

    def may_remind(self, row):
        return actions.may_remind(row, self.request.user)

    def remind(self, rows, data):
        reached = actions.remind(returns=rows, by=self.request.user, at=self.now)
        return gettext("已向 %(units)s 个单位催报，通知 %(users)s 人") % {"units": len(rows), "users": reached}


class InRound(Returns):
    """One round: how far it is, and every return in it as far as one reaches."""

    table = InRoundTable
    parent = Round
    filters = InRoundFilter
    template_name = "returns/round.html"
    follows_unit = False

    @cached_property
    def round(self):
        rounds = Round.objects.visible_to(self.request.user, "view").select_related("unit", "opened_by")
        return found(rounds.filter(pk=self.kwargs["pk"]))

    def get_title(self):
        return self.round.title

    def get_queryset(self):
        return super().get_queryset().filter(round=self.round)

    @property
    def links(self):
        own = self.scoped_rows.filter(unit=self.unit).first() if self.unit else None
        top = self.scoped_rows.filter(above=None).first()
        found = [Link(_("本单位报表"), own.get_absolute_url(), primary=True, icon="file-text")] if own else []
        if top:
            found.append(Link(_("汇总表"), f"/returns/{top.pk}/summary/", icon="columns"))
        if actions.may_change(self.round, self.request.user):
            found.append(Link(_("改截止日期和要求"), f"{self.round.get_absolute_url()}change/", icon="edit"))
        if actions.may_withdraw_round(self.round, self.request.user):
            found.append(Link(_("撤回下发"), f"{self.round.get_absolute_url()}withdraw/", icon="arrow-left"))
        return [*found, *Returns.links]

    def get_context_data(self, **kwargs):
        return super().get_context_data(round=self.round, figures=self.figures(), today=self.today, **kwargs)

    def figures(self):
        """(label, number, unit, address): due, received, on time, accepted, late."""
        rows = self.scoped_rows
        counts = rows.order_by().aggregate(
            due=Count("pk", filter=~Q(state=rules.State.EXCUSED)),
            received=Count("pk", filter=Q(state__in=rules.RECEIVED)),
            approved=Count("pk", filter=Q(state=rules.State.APPROVED)),
        )
        address, unit = self.round.get_absolute_url(), gettext("份")
        return [
            (_("应报"), counts["due"], unit, address),
            (_("已报"), counts["received"], unit, address),
            (_("按时报送"), rows.on_time().count(), unit, address),
            (_("已审核"), counts["approved"], unit, f"{address}?state=approved"),
            (_("逾期未报"), rows.late(self.today).count(), unit, f"{address}?which=late"),
        ]
