"""The in-tray and the page on which a desk decides: everything needed is on one screen."""

from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Verdict
from zhijia.web import formats
from zhijia.web.forms import dress
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, FormPage, Link, ListPage, Turn

from . import actions
from .filters import CaseFilter, InPlaceFilter, InTrayFilter
from .forms import RulingForm
from .models import Case, RulingGiven
from .rules import Ruling, State, may_rule
from .tables import CaseTable, InPlaceTable, InTrayTable
from .timeline import story

CASES = Case.objects.select_related("unit", "desk_unit", "opened_by", "subject")


class InTray(ListPage):
    """What waits for me, soonest due first."""

    title = _("待我审核")
    queryset = CASES
    table = InTrayTable
    filters = InTrayFilter
    search_fields = ("title", "number")
    search_hint = _("姓名、编号")
    follows_unit = False
    exports = False
    empty_text = _("没有等您审核的事项。")
    bulk = [
        BulkAction("approve", _("批量同意"), ability="view", verdict="may_approve", act_all="approve_all", icon="check")
    ]

    def scope(self, rows, ability=None):
        return rows.awaiting(self.request.user).naming_the_absent(self.request.user)

    def may_approve(self, case) -> Verdict:
        return may_rule(self.request.user.pk, case.opened_by_id, case.subject_id, Ruling.APPROVE, "")

    def approve_all(self, cases, data):
        for case in cases:
            case.declared.rule(case=case, by=self.request.user, ruling=Ruling.APPROVE, note="", at=self.now)
        return _("已同意 %(count)s 件") % {"count": len(cases)}


class Cases(ListPage):
    title = _("审批事项")
    queryset = CASES
    table = CaseTable
    filters = CaseFilter
    search_fields = ("title", "number")
    search_hint = _("姓名、编号")
    empty_text = _("还没有审批事项。业务页面提交申请后会出现在这里。")
    links = [Link(_("代办记录"), "flow:deputised", ability="view", icon="users")]


class Deputised(ListPage):
    """What deputies ruled in the place of whoever was away: the returning holder reads here what was done for them."""

    title = _("代办记录")
    intro = _("代理期间由代理人办理的审核意见。您外出期间别人代您办的，选“与我有关：代我办理的”。")
    queryset = RulingGiven.objects.in_place_of_others().with_names().select_related("case__unit", "hand_over")
    table = InPlaceTable
    filters = InPlaceFilter
    search_fields = ("case__title", "case__number", "by__name", "absent__name")
    search_hint = _("姓名、编号")
    follows_unit = False
    empty_text = _("没有代理人办理过的事项。")


class StuckCases(Cases):
    """Nobody can act on these: somebody must be appointed, or the desk's holder is the applicant."""

    title = _("无人办理的事项")
    intro = _("这些事项所在的岗位现在没有可以办理的人。请为该单位任命负责人，或由系统管理员授予角色。")
    empty_text = _("没有停住的事项。")
    filters = None
    bulk = ()

    def get_queryset(self):
        return super().get_queryset().stuck(self.today)


class MyCases(ListPage):
    """我的申请: what I handed in or what is about me, each with whom it is now."""

    title = _("我的申请")
    queryset = CASES
    table = CaseTable
    ability = None
    follows_unit = False
    exports = False
    empty_text = _("您还没有提交过申请。")

    def scope(self, rows, ability=None):
        return rows.of(self.request.user)


class SeesOwnDesk:
    """A case is seen by reach, by whom it is about, by who handed it in, and by the desk it lies on."""

    queryset = CASES

    def scope(self, rows, ability=None):
        return rows.readable_by(self.request.user)


class CasePage(SeesOwnDesk, DetailPage):
    template_name = "flow/case.html"
    ability = None

    def get_title(self):
        return self.object.title

    def turn(self, case):
        if case.state == State.IN_REVIEW:
            return Turn(case.desk_unit, case.due_on, case.moved_at)
        return Turn(case.opened_by) if case.state in (State.DRAFT, State.RETURNED) else None

    def facts(self, case):
        return [
            (_("类别"), case.declared.name),
            (_("单位"), case.unit),
            (_("提交人"), case.opened_by or "—"),
            (_("登记时间"), formats.moment(case.opened_at)),
        ]

    def actions(self, case):
        user = self.request.user
        acts = [Act(_("查看业务详情"), case.business_url, args=())]
        if user.pk in (case.opened_by_id, case.subject_id):
            acts.append(
                Act(
                    _("撤回"),
                    "flow:withdraw",
                    verdict=actions.may_withdraw(case, user),
                    danger=True,
                    confirm=case.declared.withdrawing,
                )
            )
        return acts

    def timeline(self, case):
        return story(case)

    def get_context_data(self, **kwargs):
        case, user = self.object, self.request.user
        mine = Case.objects.awaiting(user).naming_the_absent(user).filter(pk=case.pk).first()
        kind = case.declared
        return super().get_context_data(
            case=case,
            kind_template=kind.template,
            ruling_form=dress(RulingForm()) if mine else None,
            absent=mine and mine.absent,
            **kind.context(case),
            **kwargs,
        )


class Rule(SeesOwnDesk, FormPage):
    """The desk's opinion; then straight on to the next case in the tray."""

    form_class = RulingForm
    template_name = "flow/rule.html"
    ability = None
    demands = False
    title = _("审核意见")
    submit = _("提交意见")
    done = _("审核意见已提交")

    def act(self, form):
        case = self.object
        case.declared.rule(
            case=case,
            by=self.request.user,
            ruling=form.cleaned_data["ruling"],
            note=form.cleaned_data["note"],
            at=self.now,
        )
        return self.following(case)

    def following(self, case):
        """The next one that waits for this user, else the tray."""
        tray = Case.objects.awaiting(self.request.user).exclude(pk=case.pk)
        following = tray.order_by("due_on", "pk").first()
        return resolve_url(following) if following else reverse("flow:intray")

    def get_context_data(self, **kwargs):
        kind = self.object.declared
        return super().get_context_data(
            case=self.object, kind_template=kind.template, **kind.context(self.object), **kwargs
        )


class Withdraw(SeesOwnDesk, ActionPage):
    ability = None

    def act(self, case):
        case.declared.withdraw(case=case, by=self.request.user, at=self.now)
        return _("已撤回")
