"""How the in-tray sees the admission of a partner."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions


@kinds
class Admission(CaseKind):
    code = actions.CASE
    name = _("合作单位准入")
    prefix = "HZDW"
    template = "partners/_case.html"

    def url(self, case):
        return reverse("partners:partner", args=[case.partner.pk])

    def context(self, case):
        partner = case.partner
        return {
            "partner": partner,
            "papers": partner.papers.all(),
            "interests": partner.interests.select_related("user"),
        }

    def withdraw(self, *, case, by, at):
        return actions.withdraw(partner=case.partner, by=by, at=at)

    def rule(self, *, case, by, ruling, note, at):
        return actions.rule(case=case, by=by, ruling=ruling, note=note, at=at)
