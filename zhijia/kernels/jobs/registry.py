"""What the worker can do: functions of a Job row, declared in a folder's `tasks` module.

@job("reports.build", title=_("生成工作报告"))
def build(job): ...

@every(hours=24, at="02:00", code="inbox.deadlines", title=_("检查到期事项"))
def check_deadlines(job): ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from zhijia.base.registry import Registry

jobs = Registry("tasks")


@dataclass(frozen=True)
class Task:
    code: str
    title: Any
    function: Callable
    attempts: int = 3  # how often it is begun again after its worker died
    period: timedelta | None = None
    at: time | None = None  # of the day, for what runs daily or less often

    def next_after(self, moment: datetime) -> datetime:
        """The next turn of a periodic task; `moment` is aware and in local time."""
        if self.at is None:
            return moment + self.period
        turn = moment.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        while turn <= moment:
            turn += self.period
        return turn


def job(code, *, title, attempts=3):
    """Declares a function that works off one Job row and returns what to say when it is done."""

    def declare(function):
        jobs.add(Task(code, title, function, attempts))
        return function

    return declare


def every(*, code, title, hours=0, minutes=0, at="", attempts=3):
    """Declares a periodic function. `at="02:00"`: the time of day of its turns."""

    def declare(function):
        turn = time.fromisoformat(at) if at else None
        jobs.add(Task(code, title, function, attempts, timedelta(hours=hours, minutes=minutes), turn))
        return function

    return declare
