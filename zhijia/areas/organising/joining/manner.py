"""How a unit takes in members online: open or not, by whom reviewed, how many days. Nearest setting above it acts."""

from dataclasses import dataclass

from zhijia.engines.flow.rules import Stop
from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import ancestors_of
from zhijia.kernels.policy.lookup import resolve_many

from .models import Door
from .policies import DESK, INVITE_DAYS, REVIEW_DAYS

JOINABLE = (*Unit.GRASSROOTS, Unit.Kind.BRANCH)  # one joins at the grassroots; groups and unions above take in nobody
UNIT_DESK, BRANCH_FIRST = "单位审核", "分工会初审后单位审核"
DEFAULTS = {DESK: UNIT_DESK, REVIEW_DAYS: 3, INVITE_DAYS: 30}


@dataclass(frozen=True)
class Manner:
    open: bool
    contact: str
    desk: str
    review_days: int
    invite_days: int

    @property
    def route(self) -> tuple[Stop, ...]:
        """The union always decides; a branch that looks first is skipped where there is none."""
        union = Stop("review", "单位审核", kinds=tuple(Unit.GRASSROOTS), days=self.review_days)
        branch = Stop("review", "分工会初审", kinds=(Unit.Kind.BRANCH, *Unit.GRASSROOTS), days=self.review_days)
        return (branch, union) if self.desk == BRANCH_FIRST else (union,)


def manner_of(unit, on) -> Manner:
    acting = resolve_many([DESK, REVIEW_DAYS, INVITE_DAYS], unit=unit, on=on)
    value = {key: acting[key].value if key in acting and not acting[key].unknown else DEFAULTS[key] for key in DEFAULTS}
    door = nearest(doors_above([unit]), unit.path)
    return Manner(
        open=unit.dissolved_on is None and unit.kind in JOINABLE and (door is None or door.open),
        contact=contact_of(unit),
        desk=value[DESK] if value[DESK] in (UNIT_DESK, BRANCH_FIRST) else UNIT_DESK,
        review_days=value[REVIEW_DAYS],
        invite_days=value[INVITE_DAYS],
    )


def doors_above(units) -> dict:
    """Doors set on these units or above them, by path."""
    paths = {path for unit in units for path in [*ancestors_of(unit.path), unit.path]}
    return {door.unit.path: door for door in Door.objects.filter(unit__path__in=paths).select_related("unit")}


def nearest(doors, path):
    return next((doors[place] for place in [path, *reversed(ancestors_of(path))] if place in doors), None)


def contact_of(unit) -> str:
    doors = doors_above([unit])
    places = [unit.path, *reversed(ancestors_of(unit.path))]
    return next((doors[place].contact for place in places if place in doors and doors[place].contact), "")


def open_ones(units) -> list:
    """Those of the units that take in members online; one query for all of them."""
    units = [unit for unit in units if unit.kind in JOINABLE and unit.dissolved_on is None]
    doors = doors_above(units)
    return [unit for unit in units if (door := nearest(doors, unit.path)) is None or door.open]


def find_open(text, limit=20) -> list:
    """Standing unions open to joining, by name, code or pinyin initials: all that a stranger may know of them."""
    found = Unit.objects.find(text).standing().filter(kind__in=JOINABLE).select_related("superior")
    return open_ones(found[: 3 * limit])[:limit]
