"""How the superior's in-tray sees a request or a report of an election."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions


@kinds
class PaperCase(CaseKind):
    code = "elections.paper"
    name = _("换届选举报批")
    prefix = "HJ"
    template = "elections/_case.html"

    def url(self, case):
        return reverse("elections:change", args=[case.election_paper.change_id])

    def context(self, case):
        from .showing import sheet

        paper = case.election_paper
        return {"paper": paper, "change": paper.change, "sheet": sheet(paper.change, paper.kind, paper)}

    def withdraw(self, *, case, by, at):
        return actions.withdraw_paper(paper=case.election_paper, by=by, at=at)

    def rule(self, *, case, by, ruling, note, at):
        return actions.rule_paper(case=case, by=by, ruling=ruling, note=note, at=at)
