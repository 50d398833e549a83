"""Numbers made of other numbers: a share, a change, who came and who went."""

from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from .. import counting
from ..periods import ONE_DAY
from ..standing import Standing
from .many import line, tabulate
from .one import Indicator
from .registry import indicators


class Ratio(Indicator):
    """One indicator as a percentage of another; None where there is nothing to divide by."""

    measure = "ratio"
    counting_unit = "%"
    part: str = ""
    whole: str = ""
    digits = 1

    @property
    def made_of(self):
        return self.part, self.whole

    @property
    def stocked(self):
        return indicators[self.part].stocked

    @property
    def filters(self):
        return indicators[self.whole].filters | indicators[self.part].filters

    def rows(self, scope):
        """The rows of the part; the whole has an indicator of its own."""
        return indicators[self.part].rows(scope)

    def row_hash(self, scope):
        both = [indicators[code].row_hash(scope) for code in self.made_of]
        return sha256("/".join(both).encode()).hexdigest()

    def divide(self, part: dict, whole: dict) -> dict:
        return {group: _percent(part.get(group, 0), n, self.digits) for group, n in whole.items() if n}

    def say(self, value, rule="exact", **options):
        return "" if value is None else super().say(value, rule, **options)


class Change(Indicator):
    """By how much a stock differs from the day before the window; `relative`: as a percentage of what it was."""

    of: str = ""
    relative = False

    @property
    def measure(self):
        return "ratio" if self.relative or isinstance(indicators[self.of], Ratio) else indicators[self.of].measure

    @property
    def filters(self):
        return indicators[self.of].filters

    stocked = True
    additive = False

    def rows(self, scope):
        """The rows of the last day; those of the first are a click away."""
        return indicators[self.of].rows(scope)

    def row_hash(self, scope):
        both = [indicators[self.of].row_hash(at) for at in (self.before(scope), scope)]
        return sha256("/".join(both).encode()).hexdigest()

    def count(self, scope, by=None):
        of = indicators[self.of]
        then = tabulate([of], self.before(scope), None if by in counting.TRUNCATED else by)[self.of]
        now = tabulate([of], scope, by)[self.of]
        if by in counting.TRUNCATED:
            return self._steps(then.get("", of.none), line(now, of, scope, by))
        return {
            group: self._compare(then.get(group, of.none), now.get(group, of.none)) for group in {"": 0} | then | now
        }

    def _steps(self, then, ends):
        """Each end of a month beside the end of the one before."""
        befores = [then, *(value for _first, value in ends)]
        return {first: self._compare(before, now) for before, (first, now) in zip(befores, ends, strict=False)}

    def _compare(self, then, now):
        if then is None or now is None or (self.relative and not then):
            return None
        difference = now - then
        return _percent(difference, then, 1) if self.relative else difference

    @staticmethod
    def before(scope):
        day = scope.start - ONE_DAY
        return scope.during((day, day))

    def display(self, value):
        return "—" if value is None else f"{value:+,}{'%' if self.relative else ''}"

    def say(self, value, rule="exact", **options):
        return "" if value is None else super().say(value, rule, **options)


class Turnover(Indicator):
    """Who makes up a change: those of the last day not there the day before the window; `lost`: the reverse."""

    of: str = ""
    lost = False
    stocked = True

    @property
    def measure(self):
        return indicators[self.of].measure

    @property
    def filters(self):
        return indicators[self.of].filters

    def rows(self, scope):
        of = indicators[self.of]
        here, there = self._at(scope), Change.before(scope) if not self.lost else scope
        who = of.person if of.measure == "persons" else "pk"
        return of.rows(here).exclude(**{f"{who}__in": of.rows(there).order_by().values(who)})

    def _at(self, scope):
        return Change.before(scope) if self.lost else scope

    def _standing(self, rows, scope):
        here = self._at(scope)
        return Standing(here, here.end, here.end, rows.path)


def _percent(part, whole, digits):
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
