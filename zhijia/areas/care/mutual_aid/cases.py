"""How the in-tray sees a claim."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Refused
from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions
from .showing import CLAIMS, stay_facts


@kinds
class ClaimCase(CaseKind):
    code = "mutual_aid.claim"
    name = _("医疗互助补助申请")
    prefix = "HZ"
    template = "mutual_aid/_claim.html"

    def url(self, case):
        return reverse("mutual_aid:claim", args=[case.pk])

    def context(self, case):
        claim = CLAIMS.get(pk=case.pk)
        papers = list(claim.evidence.select_related("file"))
        shown = {"claim": claim, "claim_facts": stay_facts(claim), "awards": list(claim.awards.all())}
        return shown | {"evidence": papers, "may_open": True}  # the link asks for the ability itself

    def withdraw(self, *, case, by, at):
        return actions.withdraw_claim(claim=case.mutual_aid_claim, by=by, at=at)

    def rule(self, *, case, by, ruling, note, at):
        _claims, skipped = actions.rule_claims(cases=[case], by=by, ruling=ruling, note=note, at=at)
        for _case, verdict in skipped:
            raise Refused(verdict.reasons)
