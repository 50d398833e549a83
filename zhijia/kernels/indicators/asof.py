"""截至某日: what a unit was on one day beside another day, each number opening to its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.pages import Page

from .asked import unit_asked
from .base import Indicator, breakdown, indicators, tabulate
from .periods import ONE_DAY
from .readings import Reading
from .scope import Scope

CODES = ("units.direct", "units", "units.branches", "members", "staff", "members.coverage")


@dataclass(frozen=True)
class Line:
    """One number on both days, and how to open who came and who went."""

    label: Any
    then: Reading
    now: Reading
    gained: str = ""
    lost: str = ""

    @property
    def change(self) -> str:
        if self.then.value is None or self.now.value is None:
            return "—"
        difference = self.now.value - self.then.value
        return f"{difference:+,}" if difference else "0"

    @property
    def points(self) -> bool:
        return self.now.indicator.measure == "ratio"

    @property
    def opens(self) -> bool:
        """Members come and go though their number stays; of unions nothing happened."""
        return bool(self.gained) and (self.change != "0" or self.now.indicator.measure == "persons")


class AsOf(Page):
    title = _("截至某日")
    template_name = "indicators/asof.html"

    @cached_property
    def about(self):
        return unit_asked(self.request.user, self.request.GET.get("unit", ""), self.unit)

    def day(self, name, fallback) -> date:
        try:
            return min(date.fromisoformat(self.request.GET.get(name, "")), self.today)
        except ValueError:
            return fallback

    @cached_property
    def now_on(self):
        return self.day("day", self.today)

    @cached_property
    def then_on(self):
        """The day compared with, always the earlier one."""
        return min(self.day("before", date(self.now_on.year - 1, 12, 31)), self.now_on)

    @cached_property
    def scope(self):
        return Scope(self.about, self.now_on, self.now_on)

    @cached_property
    def days(self) -> tuple[Scope, Scope]:
        return self.scope.during((self.then_on, self.then_on)), self.scope

    @property
    def between(self) -> Scope:
        """From the day after the earlier one: what a change is measured over."""
        start = min(self.then_on + ONE_DAY, self.now_on)
        return self.scope.during((start, self.now_on))

    def lines(self) -> list[Line]:
        wanted = [indicators[code] for code in CODES]
        then, now = (tabulate(wanted, scope) for scope in self.days)
        return [self.line(one.name, one, then[one.code].get(""), now[one.code].get("")) for one in wanted]

    def line(self, label, indicator: Indicator, then, now, **filters) -> Line:
        readings = [
            Reading(indicator, scope.having(**filters), indicator.none if value is None else value)
            for scope, value in zip(self.days, (then, now), strict=True)
        ]
        return Line(label, *readings, *(self.turnover(indicator, name, filters) for name in ("gained", "lost")))

    def turnover(self, indicator, name, filters) -> str:
        code = f"{indicator.code}.{name}"
        shown = code in indicators and self.then_on < self.now_on
        return indicators[code].url(self.between.having(**filters)) if shown else ""

    def spread(self, code, tag, words) -> list[Line]:
        """By kind or another facet: what stood on either day."""
        indicator = indicators[code]
        then, now = (tabulate([indicator], scope, tag)[code] for scope in self.days)
        return [
            self.line(word, indicator, then.get(value), now.get(value), **{tag: value})
            for value, word in words.items()
            if then.get(value) or now.get(value)
        ]

    def below(self) -> list:
        """(unit, its line of members): every unit that stood directly below on either day."""
        members = indicators["members"]
        found: dict[int, list] = {}
        for place, scope in enumerate(self.days):
            for share in breakdown([members], scope)["members"]:
                if not share.scope.own:
                    found.setdefault(share.scope.unit.pk, [share.label, None, None])[place + 1] = share
        return [self.child(*one) for one in found.values()]

    def child(self, unit, then, now) -> Line:
        members = indicators["members"]
        readings = [
            Reading(members, share.scope if share else scope.at(unit), share.value if share else 0)
            for share, scope in zip((then, now), self.days, strict=True)
        ]
        return Line(unit, *readings)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            about=self.about,
            then_on=self.then_on,
            now_on=self.now_on,
            lines=self.lines(),
            kinds=self.spread("units", "kind", dict(Unit.Kind.choices)),
            below=self.below(),
            choices=self.choices(),
            units=self.units(),
            print_url=self.address(print=1),
            **kwargs,
        )

    def address(self, **changes):
        asked = {"unit": self.about.code, "day": self.now_on, "before": self.then_on} | changes
        return f"{reverse('indicators:asof')}?{urlencode(asked)}"

    def choices(self):
        """(label, address): today and the ends of years, each beside the year before."""
        year = self.today.year
        pairs = [(say("今天"), self.today)] + [
            (say("%(year)s年底") % {"year": y}, date(y, 12, 31)) for y in range(year - 1, year - 6, -1)
        ]
        return [
            (label, self.address(day=day, before=date(day.year - 1, 12, 31)), day == self.now_on)
            for label, day in pairs
        ]

    def units(self):
        user, unit = self.request.user, self.about
        above = [(up, self.address(unit=up.code)) for up in unit.ancestors() if user.can("view", up)]
        below = [
            (one.unit, self.address(unit=one.unit.code))
            for one in self.scope.children.values()
            if one.stood(self.now_on)
        ]
        return {"above": above, "below": below}
