"""How the in-tray sees a founding, its result, and a change."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions
from .showing import CHANGES, FOUNDINGS, change_facts, seat_word, with_members


class OfFounding(CaseKind):
    template = "founding/_case.html"
    withdrawing = _(
        "撤回后建会事项终止，单位回到摸排名单，再办要从头登记。只想改材料的，请联系上级工会退回补充。确定撤回吗？"
    )

    def founding(self, case):
        raise NotImplementedError

    def url(self, case):
        return reverse("founding:founding", args=[self.founding(case).pk])

    def context(self, case):
        founding = with_members(FOUNDINGS).get(pk=self.founding(case).pk)
        seats = [(seat, seat_word(seat)) for seat in founding.seats.select_related("application").order_by("pk")]
        return {"founding": founding, "parts": founding.parts.all(), "seats": seats}

    def rule(self, *, case, by, ruling, note, at):
        return actions.rule_founding(case=case, by=by, ruling=ruling, note=note, at=at)

    def withdraw(self, *, case, by, at):
        return actions.withdraw_founding(case=case, by=by, at=at)


@kinds
class PrepareCase(OfFounding):
    code = "founding.prepare"
    name = _("筹建工会的请示")
    prefix = "ZJ"

    def founding(self, case):
        return case.founding


@kinds
class ResultCase(OfFounding):
    code = "founding.result"
    name = _("新建工会选举结果")
    prefix = "JH"

    def founding(self, case):
        return case.founding_result


@kinds
class ChangeCase(CaseKind):
    code = "founding.change"
    name = _("组织变更的请示")
    prefix = "BG"
    template = "founding/_change.html"
    withdrawing = _("撤回后这件申请作废，要办须重新申请。确定撤回吗？")

    def url(self, case):
        return reverse("founding:change", args=[case.org_change.pk])

    def context(self, case):
        change = CHANGES.get(case=case)
        return {"change": change, "change_facts": change_facts(change)}

    def rule(self, *, case, by, ruling, note, at):
        return actions.rule_change(case=case, by=by, ruling=ruling, note=note, at=at)

    def withdraw(self, *, case, by, at):
        return actions.withdraw_change(case=case, by=by, at=at)
