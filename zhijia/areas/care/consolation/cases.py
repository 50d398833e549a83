"""How the in-tray sees a round of gifts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions
from .models import Round


@kinds
class RoundCase(CaseKind):
    code = "consolation.round"
    name = _("慰问审批")
    prefix = "WW"
    template = "consolation/_round.html"

    def url(self, case):
        return reverse("consolation:round", args=[case.consolation_round.pk])

    def context(self, case):
        round_ = Round.objects.counted().select_related("unit", "made_by").get(case=case)
        gifts = round_.gifts.standing().select_related("person", "unit").order_by("unit__path", "person__initials")
        return {"round": round_, "gifts": gifts[:200]}

    def withdraw(self, *, case, by, at):
        return actions.withdraw_round(round_=case.consolation_round, by=by, at=at)

    def rule(self, *, case, by, ruling, note, at):
        return actions.rule_round(case=case, by=by, ruling=ruling, note=note, at=at)
