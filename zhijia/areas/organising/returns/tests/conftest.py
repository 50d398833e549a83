"""Three levels: the province, a city with one school, and two colleges directly below the province."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from zhijia.areas.organising.returns import actions
from zhijia.areas.organising.returns.models import Return, Round
from zhijia.areas.organising.returns.questionnaires import GRASSROOTS
from zhijia.kernels.org.actions import count_staff, found_unit
from zhijia.kernels.people.actions import register_member

START, END, DUE = date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 20)


@dataclass
class Year:
    cast: object
    units: dict = field(default_factory=dict)
    hands: dict = field(default_factory=dict)  # code → (officer, chair)

    def open(self, **changes) -> Round:
        facts = {"title": "2025年工会统计年报", "start": START, "end": END, "due_on": DUE} | changes
        by = self.cast.province_officer
        return actions.open_round(unit=self.cast.province, by=by, at=self.cast.now, **facts)

    def of(self, code, round=None) -> Return:
        rows = Return.objects.select_related("unit", "round__unit", "above__unit").filter(unit__code=code)
        return (rows.filter(round=round) if round else rows).latest("pk")

    def fill_in(self, code, round=None, **values) -> Return:
        """Everything that must be typed, as one would."""
        of = self.of(code, round)
        actions.fill(of=of, by=self.hands[code][0], at=self.cast.now)
        typed = {"B07": 1} if not of.sums else {}
        for item in (item for form in of.forms for item in form.items if item.required and item.stored):
            cell = of.cells.filter(item=item.code).first()
            if cell and cell.reported is None and not (of.sums and item.code in GRASSROOTS.by_code):
                typed.setdefault(item.code, 1)
        typed |= values
        put = {code: value if isinstance(value, dict) else {"adjusted": value} for code, value in typed.items()}
        actions.put_values(of=of, values=put, by=self.hands[code][0], at=self.cast.now)
        return self.of(code, round)

    def submit(self, code, round=None, days=0) -> Return:
        at = self.cast.now + timedelta(days=days)
        actions.submit(of=self.of(code, round), by=self.hands[code][0], at=at)
        return self.of(code, round)

    def sign(self, code, round=None, days=0) -> Return:
        at = self.cast.now + timedelta(days=days)
        actions.sign(of=self.of(code, round), by=self.hands[code][1], at=at)
        return self.of(code, round)

    def approve(self, code, by, round=None) -> Return:
        actions.approve(of=self.of(code, round), by=by, at=self.cast.now)
        return self.of(code, round)

    def report(self, code, by=None, round=None, **values) -> Return:
        """The whole way of one return."""
        self.fill_in(code, round, **values)
        self.submit(code, round)
        of = self.sign(code, round)
        return self.approve(code, by, round) if by else of


@pytest.fixture
def year(cast):
    made = Year(cast)
    city = found_unit(code="YL-C", name="云岭市教育工会", kind="city", superior=cast.province, on=date(2015, 1, 1))
    school = found_unit(code="YL-C-1", name="云岭市第一中学工会", kind="school", superior=city, on=date(2015, 1, 1))
    made.units = {"city": city, "school": school}
    for serial, name in enumerate(("陈一", "陈二", "陈三")):
        register_member(name=name, unit=school, joined_on=date(2020, 1, 1 + serial), sex="女" if serial else "男")
    for unit, total, women in ((school, 4, 2), (cast.college, 5, 3), (cast.sibling, 2, 1)):
        count_staff(unit=unit, on=date(2025, 6, 1), counts={"total": total, "women": women})
    made.hands = {
        "YL": (cast.province_officer, cast.province_chair),
        "YL-CJ": (cast.college_officer, cast.college_chair),
        "YL-LG": (cast.sibling_officer, cast.account("sibling_chair", "林立", cast.sibling, "chair")),
        "YL-C": (
            cast.account("city_officer", "石青", city, "officer"),
            cast.account("city_chair", "石坚", city, "chair"),
        ),
        "YL-C-1": (
            cast.account("school_officer", "叶青", school, "officer"),
            cast.account("school_chair", "叶坚", school, "chair"),
        ),
    }
    return made
