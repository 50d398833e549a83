"""Lists of payments: drawn by one, paid by another, printed and taken to the bank."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from zhijia.base.money import capital, yuan
from zhijia.kernels.exchange.outgoing import answer
from zhijia.web import formats
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Scoped

from .. import actions
from ..filters import PaymentFilter
from ..forms import PayForm, ReasonForm
from ..models import PaymentList, Period
from ..tables import PaymentTable

LISTS = PaymentList.objects.select_related("unit", "period__scheme", "drawn_by", "paid_by")


class Payments(ListPage):
    title = _("补助金发放")
    intro = _("制表人不能发放自己制作的批次；发放后每笔补助登记一条台账。")
    queryset = LISTS.annotate(count=Count("claims"), fen=Sum("claims__amount_fen"))
    table = PaymentTable
    filters = PaymentFilter
    search_fields = ("number",)
    links = [Link(_("到互助期编制批次"), "mutual_aid:desk", ability="publish")]
    empty_text = _("还没有发放批次。审核通过的补助，在互助期页面上编成批次后由会计发放。")


class ListDraw(ActionPage):
    queryset = Period.objects.select_related("scheme__unit")
    ability = "publish"

    def act(self, period):
        self.drawn = actions.draw_list(period=period, by=self.request.user, at=self.now)
        return _("批次已编制，请会计发放")

    def get_success_url(self):
        return self.drawn.get_absolute_url() if hasattr(self, "drawn") else super().get_success_url()


def lines(drawn):
    return drawn.claims.select_related("case", "unit", "enrolment__person").order_by("unit__path", "case_id")


class PaymentPage(DetailPage):
    queryset = LISTS
    template_name = "mutual_aid/payment.html"
    context_object_name = "drawn"
    back = ("mutual_aid:payments", _("补助金发放"))

    def get_title(self):
        return gettext("发放批次 %(number)s") % {"number": self.object.number}

    def number(self, drawn):
        return ""

    def facts(self, drawn):
        return [
            (_("发放单位"), drawn.unit.name),
            (_("互助期"), drawn.period),
            (_("制表人"), drawn.drawn_by),
            (_("制表时间"), formats.moment(drawn.drawn_at)),
            (_("发放人"), drawn.paid_by or "—"),
            (_("发放日期"), drawn.paid_on or "—"),
        ]

    def actions(self, drawn):
        user, acts = self.request.user, []
        if drawn.state == PaymentList.State.DRAWN:
            acts.append(Act(_("登记已发放"), "mutual_aid:pay", verdict=actions.may_pay(drawn, user), primary=True))
            acts.append(Act(_("作废"), "mutual_aid:void", verdict=actions.may_void(drawn, user), danger=True))
        if user.can("export", drawn.unit):
            acts.append(Act(_("下载发放表"), "mutual_aid:payment-paper", icon="download"))
        return [*acts, Act(_("打印"), "mutual_aid:payment-sheet", icon="printer")]

    def get_context_data(self, **kwargs):
        claims = list(lines(self.object))
        fen = sum(claim.amount_fen for claim in claims)
        return super().get_context_data(claims=claims, fen=fen, capital=capital(fen), **kwargs)


class PaymentSheet(PaymentPage):
    """The list as paper, with its places to sign."""

    template_name = "mutual_aid/payment_sheet.html"

    def actions(self, drawn):
        return []

    def state(self, drawn):
        return None

    def history(self, drawn):
        return []


class PaymentPaper(Scoped, SingleObjectMixin, View):
    """The list as a spreadsheet for the bank. Accounts are not kept here yet: their columns are left to be filled."""

    queryset = LISTS
    ability = "export"

    def get(self, request, *args, **kwargs):
        drawn = self.get_object()
        if drawn.state == PaymentList.State.CANCELLED:
            raise PermissionDenied(_("作废的批次不能下载"))
        return answer("xlsx", f"{gettext('发放表')}_{drawn.number}", self.headings(), self.rows(drawn))

    def headings(self):
        heads = [_("序号"), _("姓名"), _("证件尾号"), _("单位"), _("申请编号"), _("补助金（元）")]
        return [*heads, _("开户行（待填）"), _("银行卡号（待填）")]

    def rows(self, drawn):
        total = 0
        for number, claim in enumerate(lines(drawn), 1):
            person, total = claim.enrolment.person, total + claim.amount_fen
            yield [number, person.name, person.id_tail, claim.unit.name, claim.number, claim.amount_fen / 100, "", ""]
        yield ["", gettext("合计"), "", capital(total), "", total / 100, "", ""]


class PaymentPay(FormPage):
    title = _("登记已发放")
    queryset = LISTS
    form_class = PayForm
    ability = "pay"
    submit = _("确认已发放")
    done = _("已发放，台账已登记")

    def allowed(self, drawn):
        return actions.may_pay(drawn, self.request.user)

    def get_initial(self):
        return {"paid_on": self.today}

    @property
    def intro(self):
        sums = self.object.claims.aggregate(count=Count("pk"), fen=Sum("amount_fen"))
        return gettext("共 %(count)s 笔，%(yuan)s 元") % {"count": sums["count"], "yuan": yuan(sums["fen"] or 0)}

    def act(self, form):
        return actions.pay_list(drawn=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class PaymentVoid(FormPage):
    title = _("作废发放批次")
    intro = _("作废后，其中的补助回到待发放，可以重新编制批次。")
    queryset = LISTS
    form_class = ReasonForm
    ability = "publish"
    submit = _("作废")
    done = _("已作废")

    def act(self, form):
        return actions.cancel_list(drawn=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
