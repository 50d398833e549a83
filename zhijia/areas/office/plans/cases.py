"""How the in-tray sees a plan to adopt and a task to verify."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.registry import CaseKind, kinds

from . import actions
from .models import Plan, Report
from .rules.lines import Kind


@kinds
class Adoption(CaseKind):
    code = "plans.adoption"
    name = _("计划采纳")
    prefix = "JH"
    template = "plans/_adoption.html"

    def url(self, case):
        pk = Plan.objects.filter(case=case).values_list("pk", flat=True).first()
        return reverse("plans:plan", args=[pk]) if pk else reverse("plans:plans")

    def context(self, case):
        plan = Plan.objects.select_related("unit", "drafted_by", "revises").filter(case=case).first()
        if plan is None:  # the draft was handed in anew under another case
            return {"plan": None}
        counts = {
            kind: sum(node.kind == kind for node in plan.nodes) for kind in (Kind.CHAPTER, Kind.ITEM, Kind.MEASURE)
        }
        return {"plan": plan, "counts": counts, "guiding": plan.guiding}

    def withdraw(self, *, case, by, at):
        return actions.withdraw_plan(plan=Plan.objects.get(case=case), by=by, at=at)

    def rule(self, **ruling):
        return actions.rule_plan(**ruling)


@kinds
class TaskReport(CaseKind):
    code = "plans.task"
    name = _("任务核验")
    prefix = "RB"
    template = "plans/_report.html"

    def url(self, case):
        return reverse("plans:task", args=[Report.objects.get(case=case).task_id])

    def context(self, case):
        report = Report.objects.select_related("task__unit", "task__owner", "task__plan", "task__measure__parent").get(
            case=case
        )
        evidence = report.task.evidence.select_related("record", "attachment", "case", "by")
        return {
            "report": report,
            "task": report.task,
            "evidence": evidence,
            "parts": report.task.parts.select_related("unit"),
        }

    def withdraw(self, **taken):
        return flow.withdraw(**taken)  # what stands of a report is read off its case

    def rule(self, **ruling):
        return actions.rule_report(**ruling)
