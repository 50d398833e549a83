from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile

from zhijia.areas.office.plans import actions
from zhijia.areas.office.plans.actions import Assignment
from zhijia.areas.office.plans.demo import example
from zhijia.areas.office.plans.models import Report
from zhijia.areas.office.plans.rules.lines import Kind


class Office:
    """The college's plan at work: shorthand for what a test needs done before it begins."""

    def __init__(self, cast):
        self.cast, self.at = cast, cast.now

    def draft(self, name="college", unit=None, by=None, **more):
        unit, by = unit or self.cast.college, by or self.cast.college_officer
        return actions.read_text(
            text=example(name), name="工作要点.txt", unit=unit, year=2026, by=by, at=self.at, **more
        )

    def adopt(self, plan=None, by=None):
        plan = plan or self.draft()
        actions.settle(plan=plan, by=plan.drafted_by, at=self.at)
        plan = actions.submit_plan(plan=plan, by=plan.drafted_by, at=self.at)
        chair = by or (self.cast.college_chair if plan.unit == self.cast.college else self.cast.province_chair)
        return actions.rule_plan(case=plan.case, by=chair, ruling="approve", at=self.at)

    def measures(self, plan):
        return [node for node in plan.nodes if node.kind == Kind.MEASURE]

    def give(self, plan=None, count=1, unit=None, owner=None, due_on=date(2026, 6, 30), **more):
        """Tasks for the first measures of an adopted plan."""
        plan = plan or self.adopt()
        rows = [
            Assignment(measure, unit or self.cast.college, due_on, owner=owner, **more)
            for measure in self.measures(plan)[:count]
        ]
        return actions.assign(plan=plan, assignments=rows, by=plan.drafted_by, at=self.at)

    def prove(self, task, by):
        upload = ContentFile("签到表\n张三\n李四".encode(), name="签到表.txt")
        return actions.attach(task=task, upload=upload, by=by, at=self.at)

    def report(self, task, by, kind=Report.Kind.COMPLETION, **words):
        return actions.report(task=task, kind=kind, by=by, at=self.at, **words)

    def rule(self, report, by, ruling="approve", note="", days=0):
        at = self.at + timedelta(days=days)
        return actions.rule_report(case=report.case, by=by, ruling=ruling, note=note, at=at)

    def finish(self, task, by, ruler):
        self.prove(task, by)
        return self.rule(self.report(task, by), ruler)


@pytest.fixture
def office(cast):
    return Office(cast)


@pytest.fixture
def at_work(office, cast):
    """An adopted plan, one task at the college, one at the branch."""
    plan = office.adopt()
    (own,) = office.give(plan, owner=cast.college_officer)
    measure = office.measures(plan)[1]
    given = [Assignment(measure, cast.branch, date(2026, 5, 31), standard="全员参加")]
    (below,) = actions.assign(plan=plan, assignments=given, by=cast.college_officer, at=cast.now)
    return SimpleNamespace(plan=plan, own=own, below=below)
