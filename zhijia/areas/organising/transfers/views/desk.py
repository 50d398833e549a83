"""What leaves, what arrives, one transfer, and the answer of an end."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base import masking
from zhijia.base.verdict import Verdict, need
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, FormPage, Link, ListPage, Sheet, Turn

from .. import actions
from ..filters import TransferFilter
from ..forms import RefuseForm
from ..models import Transfer
from ..rules import Side, State
from ..tables import TransferTable
from ..timeline import story

TRANSFERS = Transfer.objects.select_related("person", "from_unit", "to_unit", "desk", "opened_by")
SHEETS = [Sheet("transfers.batch")]


class Transfers(ListPage):
    queryset = TRANSFERS
    table = TransferTable
    filters = TransferFilter
    search_fields = ("person__name", "person__initials", "number")
    search_hint = _("姓名、拼音首字母、编号")
    side = None
    bulk = [
        BulkAction("accept", _("批量同意"), ability="review", verdict="may_accept", act_all="accept_all", icon="check")
    ]

    def scope(self, rows, ability=None):
        return rows.at_end(self.side, self.request.user, ability or self.ability)

    def may_accept(self, transfer) -> Verdict:
        return actions.may_accept(transfer, self.request.user)

    def accept_all(self, transfers, data):
        done, refused = actions.accept_many(transfers=transfers, by=self.request.user, at=self.now)
        said = gettext("已同意 %(count)s 件") % {"count": len(done)}
        first = next((f"{transfer.person.name}：{verdict}" for transfer, verdict in refused), "")
        more = gettext("；%(count)s 件没有办成（%(first)s）") % {"count": len(refused), "first": first}
        return said + more if refused else said


class Leaving(Transfers):
    title = _("会籍转出")
    intro = _("从本单位转到别的工会的会员。双方都同意，或在期限内没有答复，会籍当天转走。")
    side = Side.OLD
    links = [
        Link(_("办理转出"), "transfers:leave", ability="edit", primary=True),
        Link(_("批量转出"), "transfers:members", ability="edit"),
    ]
    sheets = SHEETS
    empty_text = _("还没有转出的会员。")
    empty_link = Link(_("办理转出"), "transfers:leave", ability="edit")


class Arriving(Transfers):
    title = _("会籍转入")
    intro = _("从别的工会转到本单位的会员。双方都同意，或在期限内没有答复，会籍当天转来。")
    side = Side.NEW
    links = [Link(_("办理转入"), "transfers:enter", ability="edit", primary=True)]
    sheets = SHEETS
    empty_text = _("还没有转入的会员。")
    empty_link = Link(_("办理转入"), "transfers:enter", ability="edit")


class TransferPage(DetailPage):
    queryset = TRANSFERS
    template_name = "transfers/transfer.html"
    context_object_name = "transfer"

    def get_title(self):
        return gettext("会籍接转：%(name)s") % {"name": self.object.person.name}

    @property
    def back(self):
        user, transfer = self.request.user, self.object
        if user.can("view", transfer.from_unit):
            return "transfers:leaving", _("会籍转出")
        return (
            ("transfers:arriving", _("会籍转入"))
            if user.can("view", transfer.to_unit)
            else ("transfers:mine", _("会籍接转"))
        )

    def turn(self, transfer):
        return Turn(transfer.desk, transfer.due_on, transfer.moved_at) if transfer.state == State.OPEN else None

    def facts(self, transfer):
        """What either end needs to know whom it is about; no more of the other's roll."""
        person = transfer.person
        return [
            (_("会员"), person.name),
            (_("身份证号"), masking.id_number(person.id_number.reveal()) or "—"),
            (_("转出单位"), transfer.from_unit.name),
            (_("转入单位"), transfer.to_unit.name),
            *([(_("新单位（尚未建会）"), transfer.employer)] if transfer.employer else []),
            (_("接转原因"), transfer.reason or "—"),
            (_("发起"), f"{transfer.get_start_display()} {transfer.opened_by or ''}"),
        ]

    def actions(self, transfer):
        user, is_open = self.request.user, transfer.state == State.OPEN
        acts = []
        if actions.may_accept(transfer, user):
            acts += [
                Act(_("同意"), "transfers:accept", verdict=need(not self.trouble, self.trouble), primary=True),
                Act(_("不同意"), "transfers:refuse", danger=True),
            ]
        if is_open and actions.may_withdraw(transfer, user):
            sure = _("撤回后要重新申请，确定撤回吗？")
            acts.append(Act(_("撤回"), "transfers:withdraw", danger=True, confirm=sure))
        if actions.may_begin_again(transfer, user):
            again = f"{reverse('transfers:leave')}?person={transfer.person_id}"
            acts.append(Act(_("重新办理"), again, args=()))
        if user.can("view", transfer.person.home_path):
            acts.append(Act(_("会员资料"), "people:person", args=(transfer.person_id,)))
        return [*acts, Act(_("打印接转单"), "transfers:sheet")]

    def timeline(self, transfer):
        return story(transfer, self.trouble)

    @cached_property
    def trouble(self):
        return actions.trouble(self.object, self.today) if self.object.state == State.OPEN else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(trouble=self.trouble, **kwargs)


class Accept(ActionPage):
    queryset = TRANSFERS
    ability = "review"

    def act(self, transfer):
        done = actions.accept(transfer=transfer, by=self.request.user, at=self.now)
        if done.state == State.DONE:
            return gettext("已同意，会籍已转到%(unit)s") % {"unit": done.to_unit}
        return gettext("已同意，等待%(unit)s确认") % {"unit": done.desk}


class Refuse(FormPage):
    queryset = TRANSFERS
    ability = "review"
    form_class = RefuseForm
    submit = _("不同意")
    done = _("已答复不同意，会员会收到通知")
    drafts = False

    def get_title(self):
        return gettext("不同意接转：%(name)s") % {"name": self.object.person.name}

    def allowed(self, transfer):
        return actions.may_accept(transfer, self.request.user)

    def act(self, form):
        return actions.refuse(transfer=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Withdraw(ActionPage):
    """By whoever started it or whom it is about: both see it as their own."""

    queryset = TRANSFERS
    ability = "view"

    def act(self, transfer):
        actions.withdraw(transfer=transfer, by=self.request.user, at=self.now)
        return gettext("已撤回")


class Sheet(DetailPage):
    """会籍接转单: the same matter as paper, for an end that works with a seal."""

    queryset = TRANSFERS
    template_name = "transfers/sheet.html"
    context_object_name = "transfer"

    def get_title(self):
        return gettext("工会会员会籍接转单")

    def state(self, transfer):
        return None

    def number(self, transfer):
        return ""

    def history(self, transfer):
        return []

    def get_context_data(self, **kwargs):
        transfer = self.object
        answers = {answer.side: answer for answer in transfer.answers.select_related("by", "unit")}
        ends = [
            (_("转出工会意见"), transfer.from_unit, answers.get(Side.OLD)),
            (_("转入工会意见"), transfer.to_unit, answers.get(Side.NEW)),
        ]
        number = masking.id_number(transfer.person.id_number.reveal())
        episode = transfer.person.memberships.filter(unit=transfer.from_unit).order_by("-joined_on").first()
        return super().get_context_data(ends=ends, id_number=number, episode=episode, **kwargs)
