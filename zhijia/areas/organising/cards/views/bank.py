"""Bank cards: batches, what the bank is given, what it gives back."""

from tempfile import NamedTemporaryFile

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets.writing import write_xlsx
from zhijia.kernels.people.models import Membership
from zhijia.web.exporters import attachment
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, FormPage, Link, ListPage, Sheet, found

from .. import actions, rules
from ..filters import BankCardFilter, BatchFilter, MemberFilter
from ..forms import BatchForm, ReasonForm, SendForm
from ..models import BankBatch, BankCard
from ..rules import BANK_COLOURS, BANK_NAMES, BANK_OVER, BankState
from ..tables import BankCardTable, BatchTable, MemberTable

BANK_CARDS = BankCard.objects.select_related("person__home", "person__user", "batch")
STILL = ~Q(cards__state__in=BANK_OVER)


class Batches(ListPage):
    title = _("银行会员卡批次")
    queryset = BankBatch.objects.select_related("unit").annotate(
        people=Count("cards"),
        made=Count("cards", STILL & Q(cards__made_on__isnull=False)),
        activated=Count("cards", STILL & Q(cards__activated_on__isnull=False)),
    )
    table = BatchTable
    filters = BatchFilter
    search_fields = ("number", "bank", "unit__name")
    search_hint = _("批次号、银行、单位")
    links = [
        Link(_("登记一批"), "cards:batch-new", ability="edit", primary=True),
        Link(_("银行会员卡"), "cards:bank-cards"),
    ]
    sheets = [Sheet("cards.results")]
    empty_text = _("还没有批次。先登记一批，加入会员，再导出制卡名单送银行。")
    empty_link = Link(_("登记一批"), "cards:batch-new", ability="edit")


class BatchNew(FormPage):
    title = _("登记银行会员卡批次")
    form_class = BatchForm
    submit = _("登记")
    done = _("已登记，请加入要办卡的会员")

    def get_initial(self):
        return {"unit": self.unit}

    def act(self, form):
        return actions.open_batch(by=self.request.user, at=self.now, **form.cleaned_data)

    def came_from(self):
        return reverse("cards:batches")


class BatchPage(DetailPage):
    queryset = BankBatch.objects.select_related("unit", "opened_by")
    template_name = "cards/batch.html"
    context_object_name = "batch"
    back = ("cards:batches", _("银行会员卡批次"))

    def get_title(self):
        return gettext("银行会员卡批次：%(unit)s") % {"unit": self.object.unit}

    def facts(self, batch):
        return [
            (_("单位"), batch.unit.name),
            (_("合作银行"), batch.bank),
            (_("经办人"), batch.opened_by),
            (_("登记时间"), timezone.localdate(batch.opened_at)),
            (_("送银行时间"), timezone.localdate(batch.sent_at) if batch.sent_at else "—"),
        ]

    def actions(self, batch):
        user = self.request.user
        if not user.can("edit", batch.unit):
            return []
        is_open = batch.state == BankBatch.State.OPEN
        acts = [Act(_("加入会员"), "cards:batch-members", verdict=actions.may_apply(batch), primary=is_open)]
        if user.can("view_private", batch.unit):
            acts.append(Act(_("导出制卡名单送银行") if is_open else _("再次导出制卡名单"), "cards:batch-send"))
        return acts

    def get_context_data(self, **kwargs):
        counts = dict(self.object.cards.order_by().values_list("state").annotate(n=Count("pk")))
        address = reverse("cards:bank-cards")
        lines = [
            (name, BANK_COLOURS[state], counts[state], f"{address}?batch={self.object.pk}&state={state.value}")
            for state, name in BANK_NAMES.items()
            if counts.get(state)
        ]
        return super().get_context_data(lines=lines, total=sum(counts.values()), **kwargs)


class BatchMembers(ListPage):
    """Members without a bank card: tick some, or all."""

    parent = BankBatch
    table = MemberTable
    filters = MemberFilter
    ability = "edit"
    exports = False
    follows_unit = False
    search_fields = ("person__name", "person__initials")
    search_hint = _("姓名、拼音首字母")
    intro = _("勾选要制卡的会员，再点“申领会员卡”。")
    bulk = [BulkAction("apply", _("申领会员卡"), act_all="apply_all", verdict="may_apply", icon="check")]
    empty_text = _("这个单位的在籍会员都有银行会员卡，或正在申领。")

    @cached_property
    def batch(self):
        rows = BankBatch.objects.visible_to(self.request.user, "edit").select_related("unit")
        return found(rows.filter(pk=self.kwargs["pk"]))

    @property
    def queryset(self):
        held = BankCard.objects.standing().values("person")
        members = Membership.objects.active().under(self.batch.unit.path)
        return members.exclude(person__in=held).select_related("person", "unit")

    @property
    def back(self):
        return self.batch.get_absolute_url(), str(self.batch)

    def get_title(self):
        return gettext("加入会员：%(batch)s") % {"batch": self.batch.number}

    def may_apply(self, membership):
        return actions.may_apply(self.batch)

    def apply_all(self, memberships, data):
        persons = [membership.person for membership in memberships]
        cards, refused = actions.apply_many(batch=self.batch, persons=persons, by=self.request.user, at=self.now)
        said = gettext("已加入 %(count)s 人") % {"count": len(cards)}
        first = next((str(verdict) for _person, verdict in refused), "")
        more = gettext("；%(count)s 人不能加入（%(first)s）") % {"count": len(refused), "first": first}
        return said + more if refused else said


class BatchSend(FormPage):
    """A reason first; then the list with full numbers, once, kept nowhere."""

    queryset = BankBatch.objects.select_related("unit")
    ability = "view_private"
    form_class = SendForm
    submit = _("导出名单")
    drafts = False

    def get_title(self):
        return gettext("导出制卡名单：%(batch)s") % {"batch": self.object.number}

    def form_valid(self, form):
        response = super().form_valid(form)
        return self.sheet(self.object) if response.status_code == 302 else response

    done = ""

    def act(self, form):
        return actions.send_batch(batch=self.object, by=self.request.user, at=self.now, **form.cleaned_data)

    def sheet(self, batch):
        heads = [
            gettext("序号"),
            gettext("姓名"),
            gettext("性别"),
            gettext("身份证号"),
            gettext("手机号"),
            gettext("单位"),
        ]
        cards = batch.cards.exclude(state__in=BANK_OVER).select_related("person__home").order_by("pk")
        lines = ([n, *columns(card.person)] for n, card in enumerate(cards, 1))
        with NamedTemporaryFile(suffix=".xlsx") as file:
            write_xlsx(file.name, heads, lines)
            body = open(file.name, "rb").read()  # noqa: SIM115 - the writer replaces the file by its name
        response = HttpResponse(body, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        response["Content-Disposition"] = attachment(gettext("制卡名单_%(number)s.xlsx") % {"number": batch.number})
        response["Cache-Control"] = "no-store, private"
        return response


def columns(person):
    return [person.name, person.sex, person.id_number.reveal(), person.phone.reveal(), person.home.name]


class BankCards(ListPage):
    title = _("银行会员卡")
    intro = _("由合作银行制作的实体会员卡。平台只保存卡号后四位。")
    queryset = BANK_CARDS
    table = BankCardTable
    filters = BankCardFilter
    search_fields = ("person__name", "person__initials", "tail")
    search_hint = _("姓名、拼音首字母、卡号后四位")
    links = [Link(_("批次"), "cards:batches")]
    empty_text = _("还没有申领银行会员卡。请先登记一批。")
    empty_link = Link(_("登记一批"), "cards:batch-new", ability="edit")


class BankCardPage(DetailPage):
    queryset = BANK_CARDS
    context_object_name = "card"

    @property
    def back(self):
        own = self.object.person.user_id == self.request.user.pk
        return ("cards:mine", _("电子会员卡")) if own else ("cards:bank-cards", _("银行会员卡"))

    def get_title(self):
        return gettext("银行会员卡：%(name)s") % {"name": self.object.person.name}

    def facts(self, card):
        return [
            (_("会员"), card.person.name),
            (_("所在单位"), card.person.home.name),
            (_("批次"), card.batch),
            (_("合作银行"), card.batch.bank),
            (_("卡号后四位"), card.tail or "—"),
            (_("申领日期"), card.applied_on),
            (_("制卡日期"), card.made_on or "—"),
            (_("激活日期"), card.activated_on or "—"),
            (_("挂失日期"), card.lost_on or "—"),
            (_("注销日期"), card.ended_on or "—"),
            (_("说明"), card.note or "—"),
        ]

    def actions(self, card):
        user = self.request.user
        desk = user.can("edit", card.person.home_path)
        if not (desk or card.person.user_id == user.pk):
            return []
        lost, ended = (rules.bank_may_become(card.state, to) for to in (BankState.LOST, BankState.ENDED))
        sure = _("这里只作登记；请同时拨打银行客服电话挂失。确定登记挂失吗？")
        end = Act(_("注销"), "cards:bank-end", verdict=ended, danger=True)
        return [
            Act(_("登记挂失"), "cards:bank-lose", verdict=lost, danger=True, confirm=sure),
            *([end] if desk else []),
        ]


class BankCardLose(ActionPage):
    queryset = BANK_CARDS
    ability = "view"

    def act(self, card):
        actions.report_bank_loss(card=card, by=self.request.user, at=self.now)
        return gettext("已登记挂失；请同时拨打银行客服电话，以银行挂失为准")


class BankCardEnd(FormPage):
    queryset = BANK_CARDS
    form_class = ReasonForm
    title = _("注销银行会员卡")
    submit = _("注销")
    done = _("已注销")

    def act(self, form):
        return actions.give_up(card=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
