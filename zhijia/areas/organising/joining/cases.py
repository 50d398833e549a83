"""How the in-tray sees an application."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Refused
from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions
from .showing import APPLICATIONS, facts_of


@kinds
class ApplicationCase(CaseKind):
    code = "joining.application"
    name = _("入会申请")
    prefix = "RH"
    template = "joining/_application.html"

    def url(self, case):
        return reverse("joining:application", args=[case.pk])

    def context(self, case):
        application = APPLICATIONS.get(pk=case.pk)
        return {
            "application": application,
            "application_facts": facts_of(application),
            "findings": actions.findings(application),
        }

    def withdraw(self, *, case, by, at):
        return actions.take_back(application=case.joining_application, by=by, at=at)

    def rule(self, *, case, by, ruling, note, at):
        _applications, skipped = actions.rule_applications(cases=[case], by=by, ruling=ruling, note=note, at=at)
        for _case, verdict in skipped:
            raise Refused(verdict.reasons)
