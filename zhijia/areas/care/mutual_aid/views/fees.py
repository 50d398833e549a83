"""Money in: what arrived, and whether it is what the list owes."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.files import actions as files
from zhijia.web import formats
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage

from .. import actions
from ..filters import ReceiptFilter
from ..forms import ReasonForm, ReceiptForm
from ..models import FeeReceipt
from ..tables import ReceiptTable

RECEIPTS = FeeReceipt.objects.select_related("period__scheme__unit", "unit", "voucher", "entered_by", "reconciled_by")


class Receipts(ListPage):
    title = _("互助金缴费")
    intro = _("到账金额与名册应缴一分不差，核对后参互才生效。")
    queryset = RECEIPTS
    table = ReceiptTable
    filters = ReceiptFilter
    search_fields = ("unit__name", "unit__initials", "reference")
    search_hint = _("单位、银行流水号")
    links = [Link(_("登记到账"), "mutual_aid:receipt-new", ability="pay", primary=True)]
    empty_text = _("还没有缴费。由主办工会的会计按银行流水登记。")


class ReceiptNew(FormPage):
    title = _("登记互助金到账")
    form_class = ReceiptForm
    ability = "pay"
    submit = _("登记")
    done = _("已登记，请核对名册")

    def get_initial(self):
        return {"received_on": self.today, "period": self.request.GET.get("period", "")}

    def act(self, form):
        facts = dict(form.cleaned_data)
        upload, unit = facts.pop("voucher"), facts["unit"]
        by, at = self.request.user, self.now
        voucher = files.store(upload=upload, unit=unit, by=by, at=at, kinds=("pdf", "jpg", "png")) if upload else None
        return actions.receive_fee(**facts, voucher=voucher, by=by, at=at)

    def came_from(self):
        return reverse("mutual_aid:receipts")


class ReceiptPage(DetailPage):
    queryset = RECEIPTS
    template_name = "mutual_aid/receipt.html"
    back = ("mutual_aid:receipts", _("互助金缴费"))

    def facts(self, row):
        return [
            (_("缴费单位"), row.unit.name),
            (_("互助期"), row.period),
            (_("到账金额（元）"), formats.yuan(row.amount_fen)),
            (_("到账日期"), row.received_on),
            (_("银行流水号"), row.reference),
            (_("登记人"), row.entered_by),
            (_("核对人"), row.reconciled_by or "—"),
        ]

    def attachments(self, row):
        return [row.voucher] if row.voucher else []

    def actions(self, row):
        user = self.request.user
        if row.state != FeeReceipt.State.RECEIVED or not user.can("pay", row.period.scheme.unit):
            return []
        verdict = actions.may_reconcile(row, user)
        return [
            Act(_("核对生效"), "mutual_aid:reconcile", verdict=verdict, primary=True),
            Act(_("退回这笔款"), "mutual_aid:return", danger=True),
        ]

    def get_context_data(self, **kwargs):
        row = self.object
        heads, owed = actions.due(row.period, row.unit)
        pending = FeeReceipt.objects.pending().filter(period=row.period, unit=row.unit)
        arrived = sum(pending.values_list("amount_fen", flat=True))
        match = {"heads": heads, "owed": owed, "arrived": arrived, "gap": arrived - owed}
        return super().get_context_data(match=match if row.state == FeeReceipt.State.RECEIVED else None, **kwargs)


class ReceiptReconcile(ActionPage):
    queryset = FeeReceipt.objects.all()
    ability = "pay"

    def act(self, row):
        receipt = actions.reconcile(receipt=row, by=self.request.user, at=self.now)
        return _("%(count)s 人参互生效") % {"count": receipt.heads}


class ReceiptReturn(FormPage):
    title = _("退回互助金")
    queryset = FeeReceipt.objects.select_related("unit", "period__scheme")
    form_class = ReasonForm
    ability = "pay"
    submit = _("退回")
    done = _("已退回")

    def act(self, form):
        return actions.return_fee(receipt=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
