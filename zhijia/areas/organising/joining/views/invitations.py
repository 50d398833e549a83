"""Whom a round may ask, and every invitation with what became of it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.people.models import Employment, Membership
from zhijia.web import formats, qr
from zhijia.web.keys import fitting
from zhijia.web.pages import Act, BulkAction, DetailPage, Link, ListPage, Scoped, found
from zhijia.web.states import State, tone_of

from .. import actions, links
from ..filters import CandidateFilter, InvitationFilter
from ..models import Invitation, Round
from ..tables import CandidateTable, InvitationTable


class OnRound(Scoped):
    """A page about one round that the user works for."""

    ability = "edit"
    parent = Round

    @cached_property
    def round(self):
        rows = Round.objects.visible_to(self.request.user, self.ability).select_related("unit")
        return found(rows.filter(pk=self.kwargs["pk"]))


class Candidates(OnRound, ListPage):
    """Staff of the unit who are members nowhere and have no invitation waiting: tick some, or all."""

    table = CandidateTable
    filters = CandidateFilter
    search_fields = ("person__name", "person__initials", "person__id_tail", "staff_no")
    search_hint = _("姓名、拼音首字母、证件尾号、工号")
    exports = False
    follows_unit = False
    empty_text = _("名册上的职工都已入会，或都已邀请。新来的职工请先导入职工名册。")
    bulk = [BulkAction("invite", _("邀请入会"), act_all="invite", verdict="may_invite", icon="send", ability="edit")]

    def get_title(self):
        return gettext("选择要邀请的职工：%(round)s") % {"round": self.round.title}

    @property
    def intro(self):
        return gettext("列出%(unit)s名册上还不是会员的职工。勾选后按“邀请入会”。") % {"unit": self.round.unit.name}

    @property
    def queryset(self):
        members = Membership.objects.standing().filter(person=OuterRef("person"))
        waiting = Invitation.objects.answerable(self.today).filter(person=OuterRef("person"))
        staff = Employment.objects.current().under(self.round.unit.path).filter(person__merged_into__isnull=True)
        declined = self.round.invitations.declined().filter(person=OuterRef("person"))
        return staff.filter(~Exists(members), ~Exists(waiting), ~Exists(declined)).select_related("person", "unit")

    @cached_property
    def judge(self):
        rows = self.get_queryset()
        if self.picked:
            rows = rows.filter(pk__in=fitting(rows.model, self.request.POST.getlist("row")))
        return actions.Judge(self.round, list(rows.values_list("person", flat=True)), self.today)

    @property
    def picked(self):
        return not self.request.POST.get("every")

    def may_invite(self, row):
        person = row.person
        return actions.may_invite(self.round, self.today) & self.judge.verdict(
            person.pk, person.name, bool(person.id_digest)
        )

    def invite(self, rows, data):
        persons = [row.person for row in rows]
        outcome = actions.invite(round=self.round, persons=persons, by=self.request.user, at=self.now)
        return gettext("已邀请 %(count)s 人，请回到批次页打印二维码或下载链接") % {"count": len(outcome.made)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(links=[Link(_("返回这一批"), self.round.get_absolute_url())], **kwargs)


class Invitations(ListPage):
    title = _("入会邀请")
    table = InvitationTable
    filters = InvitationFilter
    search_fields = ("person__name", "person__initials", "person__id_tail")
    search_hint = _("姓名、拼音首字母、证件尾号")
    links = [Link(_("按批次看"), "joining:rounds", icon="folder")]
    bulk = [
        BulkAction("remind", _("提醒"), act_all="remind", verdict="may_remind", icon="bell"),
        BulkAction("take_back", _("收回邀请"), act_all="take_back", verdict="may_take_back", danger=True),
    ]
    empty_text = _("还没有邀请。")

    @property
    def queryset(self):
        return Invitation.objects.select_related("person__user", "unit", "round").shown_on(self.today)

    def may_remind(self, row):
        return need(row.shown == "invited", "这份邀请%(state)s，不用提醒", state=word_of(row))

    def remind(self, rows, data):
        return reminded(*actions.remind(invitations=rows, by=self.request.user, at=self.now))

    def may_take_back(self, row):
        return actions.may_take_invitation_back(row)

    def take_back(self, rows, data):
        count = actions.take_invitations_back(invitations=rows, by=self.request.user, at=self.now)
        return gettext("已收回 %(count)s 份邀请") % {"count": count}


def word_of(row):
    return Invitation.SHOWN[row.shown]


def reminded(count, told):
    return gettext(
        "已记录提醒 %(count)s 人，其中 %(told)s 人有账号、会在“我的”里看到通知；其余请在微信群里再发一次链接"
    ) % {
        "count": count,
        "told": told,
    }


class InvitationPage(DetailPage):
    queryset = Invitation.objects.select_related("person", "unit", "round")
    template_name = "joining/invitation.html"
    context_object_name = "invitation"
    back = ("joining:invitations", _("入会邀请"))

    def get_queryset(self):
        return super().get_queryset().shown_on(self.today)

    def state(self, row):
        return State(word_of(row), tone_of(word_of(row), Invitation.state_colours, row.shown))

    def facts(self, row):
        return [
            (_("受邀职工"), row.person.name),
            (_("加入"), row.unit.name),
            (_("批次"), row.round.title),
            (_("邀请时间"), formats.moment(row.invited_at)),
            (_("截止日期"), formats.day(row.round.expires_on)),
            (_("确认时间"), formats.moment(row.answered_at) if row.answered_at else "—"),
            (_("提醒"), gettext("%(count)s 次") % {"count": row.reminders}),
        ]

    def actions(self, row):
        return [
            Act(_("查看人员"), reverse("people:person", args=[row.person_id]), args=(), icon="user"),
            Act(_("返回这一批"), row.round.get_absolute_url(), args=()),
        ]

    def get_context_data(self, **kwargs):
        row, shown = self.object, None
        may = self.request.user.can("edit", row.unit) and row.shown == "invited"
        if may:
            address = self.request.build_absolute_uri(links.slip_address(row))
            shown = {"address": address, "code": qr.svg(address, gettext("入会邀请二维码"))}
        again = row.shown == "lapsed" and self.request.user.can("edit", row.unit)
        return super().get_context_data(slip=shown, again=again, **kwargs)
