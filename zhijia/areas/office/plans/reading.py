"""What the pages show of a plan: its lines as a tree, its tasks beside them, and the counts a chair asks for."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from zhijia.kernels.indicators.base import values
from zhijia.web.states import State as ShownState
from zhijia.web.states import tone_of

from .models import Alignment, Node, Plan, Task
from .rules import lines
from .rules.lines import FLAT, Kind
from .rules.tasks import OPEN, STATE_COLOURS, STATE_NAMES, State


@dataclass
class Count:
    """Of some tasks: how many, done, late. Cancelled ones are out of the rate."""

    label: object = ""
    url: str = ""
    total: int = 0
    done: int = 0
    late: int = 0
    cancelled: int = 0

    def add(self, shown: "Shown") -> None:
        self.cancelled += shown.state == State.CANCELLED
        self.total += shown.state != State.CANCELLED
        self.done += shown.state == State.DONE
        self.late += shown.late

    @property
    def percent(self) -> int | None:
        return self.done * 100 // self.total if self.total else None


@dataclass
class Shown:
    """A task as a line of the plan's page."""

    task: Task
    today: date
    actual: object = None

    @property
    def state(self) -> State:
        return self.task.state_on(self.today)

    @property
    def word(self) -> ShownState:
        return ShownState(STATE_NAMES[self.state], tone_of(self.state, STATE_COLOURS, self.state))

    @property
    def late(self) -> bool:
        return self.state in OPEN and self.task.due_on < self.today

    @property
    def goal(self):
        return self.task.goal

    @property
    def percent(self) -> int:
        return self.goal.share(self.actual) if self.goal else 0

    @property
    def bar(self) -> int:
        return min(self.percent, 100)

    @property
    def said(self) -> str:
        return self.task.declared.display(self.actual) if self.goal and self.actual is not None else ""

    @property
    def url(self) -> str:
        return self.task.declared.url(self.task.scope) if self.goal else ""


@dataclass
class Row:
    """One line of the plan with what hangs on it."""

    node: Node
    chapter: Node | None
    guiding: bool = False
    tasks: list[Shown] = field(default_factory=list)
    doubts: list = field(default_factory=list)
    uppers: list = field(default_factory=list)
    count: Count | None = None  # of the chapter's tasks

    @property
    def kind(self):
        return self.node.kind

    @property
    def indent(self) -> int:
        return 1 if self.node.kind in FLAT else min(self.node.level, 5)


def with_values(tasks, today) -> list[Shown]:
    """Numeric targets are read from their indicators now: one reading for all targets of a unit and window."""
    shown = [Shown(task, today) for task in tasks]
    by_scope = defaultdict(list)
    for one in shown:
        if one.goal:
            by_scope[(one.task.unit_id, one.task.window_from, one.task.window_to)].append(one)
    for group in by_scope.values():
        wanted = {one.task.indicator: one.task.declared for one in group}
        found = values(list(wanted.values()), group[0].task.scope)
        for one in group:
            one.actual = found[one.task.indicator]
    return shown


class Picture:
    """A plan with its tasks on a day, read in a handful of queries."""

    def __init__(self, plan: Plan, user, today: date):
        self.plan, self.today = plan, today
        tasks = Task.objects.visible_to(user).filter(plan=plan).select_related("unit", "owner", "measure", "plan__unit")
        self.shown = with_values(tasks.order_by("unit__path", "pk"), today)
        self.rows = self._rows()

    def _rows(self) -> list[Row]:
        nodes = self.plan.nodes
        texts = self.plan.lines
        above = lines.chapters(texts)
        guides = set(lines.guiding(texts))
        doubts, uppers, tasks = defaultdict(list), defaultdict(list), defaultdict(list)
        for doubt in self.plan.doubts.open():
            doubts[doubt.node_id].append(doubt)
        for one in self.alignments():
            uppers[one.item_id].append(one)
        for one in self.shown:
            tasks[one.task.measure_id].append(one)
        rows = [
            Row(node, None if up is None else nodes[up], at in guides, tasks[node.pk], doubts[node.pk], uppers[node.pk])
            for at, (node, up) in enumerate(zip(nodes, above, strict=True))
        ]
        self.loose_doubts = doubts[None]
        known = {node.pk for node in nodes}
        self.orphans = [one for one in self.shown if one.task.measure_id not in known]
        return rows

    def alignments(self):
        return Alignment.objects.filter(item__plan=self.plan).select_related("upper__plan__unit")

    def kind_count(self, kind) -> int:
        return sum(node.kind == kind for node in self.plan.nodes)

    @property
    def around(self) -> list[Row]:
        """What stood around the text in its file."""
        return [row for row in self.rows if row.kind == Kind.ENVELOPE]

    @property
    def items(self) -> int:
        return self.kind_count(Kind.ITEM)

    @property
    def measures(self) -> int:
        return self.kind_count(Kind.MEASURE)

    @property
    def guiding(self) -> list[Row]:
        return [row for row in self.rows if row.guiding]

    @property
    def bare(self) -> list[Row]:
        """Measures nobody has been given."""
        return [row for row in self.rows if row.kind == Kind.MEASURE and not row.tasks]

    @property
    def top(self) -> list[Shown]:
        """Parts are counted in their parent, not beside it."""
        return [one for one in self.shown if one.task.parent_id is None]

    @property
    def whole(self) -> Count:
        count = Count()
        for one in self.top:
            count.add(one)
        return count

    @property
    def by_chapter(self) -> list[Count]:
        place = {row.node.pk: row.chapter for row in self.rows}
        made: dict[int, Count] = {}
        for row in self.rows:
            if row.kind == Kind.CHAPTER:
                made[row.node.pk] = Count(f"{row.node.number}{row.node.label}", f"#n{row.node.pk}")
        for one in self.top:
            chapter = place.get(one.task.measure_id)
            if chapter is not None:
                made[chapter.pk].add(one)
        return [count for count in made.values() if count.total or count.cancelled]

    @property
    def by_unit(self) -> list[Count]:
        made: dict[int, Count] = {}
        for one in self.top:
            unit = one.task.unit
            url = f"/plans/tasks/?plan={self.plan.pk}&unit={unit.pk}"
            made.setdefault(unit.pk, Count(unit, url)).add(one)
        return list(made.values())

    @property
    def key_tasks(self) -> list[Shown]:
        return [one for one in self.top if one.task.key]
