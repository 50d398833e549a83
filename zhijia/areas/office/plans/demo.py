"""Two years of the college and one of the province, drafted, adopted, given out, done, late, put off and called off."""

from datetime import date, timedelta
from pathlib import Path

from django.core.files.base import ContentFile

from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.org.models import Unit
from zhijia.kernels.records.models import ServiceRecord

from . import actions
from .actions import Assignment
from .models import Plan, Report, Supervision
from .rules.lines import Kind

TITLE = "工作计划"  # what the demo command calls it

EXAMPLES = Path(__file__).parent / "examples"


def example(name, year=2026, last=2026) -> str:
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    return text if year == last else text.replace(str(last), str(year)).replace("第十九期", "第十八期")


def seat(unit, ability, day, others=()):
    """Somebody who sits there with that ability, other than those."""
    held = RoleHeld.objects.sitting_at(unit, ability, day).exclude(user__in=others).select_related("user")
    found = held.order_by("pk").first()
    return found.user if found else None


class Story:
    """One unit's year: who drafts, who adopts, and what then becomes of the tasks."""

    def __init__(self, world, unit, name, year):
        self.world, self.unit, self.name, self.year = world, unit, name, year
        self.officer = seat(unit, "edit", world.today)
        self.chair = seat(unit, "approve", world.today, [self.officer] if self.officer else [])
        self.below = list(Unit.objects.standing().filter(superior=unit).order_by("path")[:6])

    def at(self, day):
        return self.world.at(min(day, self.world.today))

    def adopt(self) -> Plan:
        at = self.at(date(self.year, 1, 12))
        text = example(self.name, self.year, 2026)
        plan = actions.read_text(
            text=text, name=f"{self.year}年工作要点.txt", unit=self.unit, year=self.year, by=self.officer, at=at
        )
        actions.settle(plan=plan, by=self.officer, at=at)
        self.align(plan, at)
        plan = actions.submit_plan(plan=plan, by=self.officer, at=at)
        return actions.rule_plan(
            case=plan.case, by=self.chair, ruling=Ruling.APPROVE, at=self.at(date(self.year, 1, 14))
        )

    def align(self, plan, at):
        """Items that share words with an item of the province's plan carry it out."""
        uppers = [
            node
            for upper in Plan.objects.standing_over(plan.unit).filter(year=plan.year)
            for node in upper.nodes
            if node.kind == Kind.ITEM
        ]
        for word in ("医疗互助", "技能", "文化", "会员"):
            item = next((node for node in plan.nodes if node.kind == Kind.ITEM and word in node.words), None)
            found = [up for up in uppers if word in up.words or any(word in c.words for c in up.children.all())]
            if item and found:
                actions.align(item=item, uppers=found[:1], by=self.officer, at=at)

    def give_out(self, plan):
        measures = [node for node in plan.nodes if node.kind == Kind.MEASURE]
        rows = [self.assignment(n, measure) for n, measure in enumerate(measures)]
        return actions.assign(plan=plan, assignments=rows, by=self.officer, at=self.at(date(self.year, 1, 15)))

    def assignment(self, n, measure):
        below = self.below[n % len(self.below)] if self.below and n % 3 == 2 else None
        due = date(self.year, 2, 25) + timedelta(days=21 * (n % 15))
        return Assignment(
            measure,
            below or self.unit,
            due,
            owner=None if below else self.officer,
            helpers=tuple(self.below[:2]) if n % 4 == 0 else (),
            evidence_kind=("activity", "meeting", "document", "record")[n % 4],
            key=n in (0, 4),
            **self.target(measure.words),
        )

    def target(self, words) -> dict:
        """What the platform counts already needs no other proof."""
        code, value = next(
            ((code, value) for word, code, value in TARGETS if word in words and code in indicators), ("", None)
        )
        if not code:
            return {}
        window = {"window_from": date(self.year, 1, 1), "window_to": date(self.year, 12, 31)}
        return {"indicator": code, "comparison": "at_least", "target": value, **window}

    def carry_on(self, tasks):
        """Last year's are mostly done; this year's stand as they do in March."""
        past = self.year < self.world.today.year
        for n, task in enumerate(tasks):
            worker = task.owner or seat(task.unit, "edit", self.world.today) or self.officer
            day = min(task.due_on - timedelta(days=3), self.world.today)
            if not task.received_on:
                if not past and n % 2:
                    continue  # still waits for its receipt
                actions.receive(task=task, by=worker, at=self.at(task.issued_on + timedelta(days=2)))
            if past:
                self.finish(task, worker, day, n)
            else:
                self.present(task, worker, n)

    def finish(self, task, worker, day, n):
        if n % 9 == 8:
            self.ask(task, Report.Kind.CANCEL, worker, day, reason="场地改造，本年不再举办，经研究取消。")
        elif self.prove(task, worker, day):
            self.ask(task, Report.Kind.COMPLETION, worker, day, reason="已按要求完成，佐证见附件。")

    def present(self, task, worker, n):
        today = self.world.today
        if task.due_on <= today and n % 2 == 0:
            if self.prove(task, worker, today):
                self.ask(task, Report.Kind.COMPLETION, worker, today, reason="已完成。")
        elif n % 5 == 1:
            until = max(task.due_on, today) + timedelta(days=30)
            self.ask(
                task, Report.Kind.EXTENSION, worker, today, reason="承办场地档期调整，申请顺延一个月。", until_on=until
            )
        elif n % 5 in (3, 4):
            actions.note_progress(task=task, text="方案已拟定，正在征求各分工会意见。", by=worker, at=self.at(today))

    def prove(self, task, worker, day) -> bool:
        """Records of the unit where there are any, else a short note of the deed."""
        if task.goal:
            return task.goal.met(task.declared.value(task.scope), day)
        records = ServiceRecord.objects.standing().under(task.unit.path).filter(day__year=self.year, day__lte=day)
        found = (
            list(records.exclude(kind="plans.task").order_by("day", "pk")[:5]) if task.evidence_kind == "record" else []
        )
        if found:
            actions.link_records(task=task, records=found, by=worker, at=self.at(day))
        else:
            text = f"{task.unit.name}\n{task.title}\n{day:%Y年%m月%d日}开展，参加人员名单和照片另存。"
            actions.attach(
                task=task, upload=note_file("活动小结.txt", text), by=worker, at=self.at(day), note="活动小结"
            )
        return True

    def ask(self, task, kind, worker, day, **words):
        report = actions.report(task=task, kind=kind, by=worker, at=self.at(day), **words)
        ability = "review" if task.from_above else "approve"
        ruler = seat(task.verifier, ability, self.world.today, [worker, *([task.owner] if task.owner else [])])
        if ruler:
            actions.rule_report(case=report.case, by=ruler, ruling=Ruling.APPROVE, at=self.at(day + timedelta(days=1)))

    def watch_over(self, tasks):
        for task in tasks:
            if task.key and self.chair:
                for act, days in ((Supervision.Act.DEPLOY, 3), (Supervision.Act.CHECK, 20)):
                    day = min(task.issued_on + timedelta(days=days), self.world.today)
                    note = "明确牵头分工，按月调度。" if act == Supervision.Act.DEPLOY else "方案要再细化到人。"
                    actions.supervise(
                        task=task,
                        act=act,
                        leader=self.chair,
                        held_on=day,
                        note=note,
                        by=self.officer,
                        at=self.at(self.world.today),
                    )

    def run(self) -> None:
        if self.officer is None or self.chair is None:
            return
        tasks = self.give_out(self.adopt())
        self.carry_on(tasks)
        self.watch_over(tasks)
        self.decompose(tasks)

    def decompose(self, tasks):
        """One of this year's tasks is handed on to the units below."""
        if self.year != self.world.today.year or len(self.below) < 2:
            return
        for task in tasks:
            task.refresh_from_db()
            if (
                task.unit_id == self.unit.pk
                and not (task.completed_on or task.cancelled_on)
                and not task.reports.open().exists()
            ):
                actions.decompose(
                    task=task,
                    units=self.below[:3],
                    due_on=task.due_on,
                    standard="上报名单和活动小结",
                    by=self.officer,
                    at=self.at(self.world.today),
                )
                return


TARGETS = (
    ("参互", "mutual_aid.enrolments", 400),
    ("补助申请", "mutual_aid.claims", 20),
    ("生日慰问", "consolation.times", 60),
)


def note_file(name, text):
    return ContentFile(text.encode(), name=name)


def build(world):
    province = world.province
    college = next((u for u in world.units.values() if u.kind == Unit.Kind.COLLEGE), None)
    Story(world, province, "province", world.years[-1]).run()
    if college is not None:
        for year in world.years:
            Story(world, college, "college", year).run()
        draft(world, college)
    actions.start_by_numbers(today=world.today)


def draft(world, college):
    """A plan still being worked at, so that the pages of correction show something."""
    branch = college.children.order_by("path").first()
    officer = branch and seat(branch, "edit", world.today)
    if officer:
        text = example("college").replace("云岭财经职业学院工会", branch.name)
        actions.read_text(
            text=text,
            name="分工会工作要点.txt",
            unit=branch,
            year=world.years[-1],
            by=officer,
            at=world.at(world.today),
        )
