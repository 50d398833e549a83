"""What policy says about one election, asked once: the values of the unit on the day, else the ones kept beside."""

import json
from functools import cache, cached_property
from pathlib import Path

from zhijia.kernels.bodies import standards as bodies
from zhijia.kernels.bodies.models import Body
from zhijia.kernels.bodies.rules import sizes
from zhijia.kernels.policy.lookup import resolve_many

from .rules import steps
from .rules.standing import Office

MARGINS = {
    Office.COMMITTEE: "elections.margin_committee",
    Office.STANDING: "elections.margin_standing",
    Office.AUDIT: "elections.margin_audit",
}


@cache
def kept() -> dict:
    """The examples an office starts with, where nobody has entered anything yet."""
    rows = json.loads((Path(__file__).parent / "parameters.json").read_text(encoding="utf-8"))
    return {row["key"]: row["value"] for row in rows}


class Standards:
    def __init__(self, unit, on):
        self.unit, self.on = unit, on

    @cached_property
    def acting(self) -> dict:
        found = resolve_many(list(kept()), unit=self.unit, on=self.on)
        return {key: row.value for key, row in found.items() if not row.unknown}

    @cached_property
    def bodies(self):
        return bodies.Standards(self.unit, self.on)

    def value(self, key):
        return self.acting.get(key, kept()[key])

    def margin(self, office) -> str:
        """The share by which candidates exceed seats; leaders may stand unopposed."""
        return self.value(MARGINS[office]) if office in MARGINS else "0"

    @property
    def exception_allowed(self) -> bool:
        return self.value("elections.delegate_exception") == "可以"

    def leads(self) -> dict[str, int]:
        """Days before (−) or after (+) the end of the term, by step."""
        named = {about.name: step for step, about in steps.STEPS.items()}
        rows = self.value("elections.lead_days")
        return {
            named[row["step"]]: (row.get("after") or 0) - (row.get("before") or 0)
            for row in rows
            if row["step"] in named
        }

    def advice(self, change) -> list[str]:
        """Numbers that are unusual for so many members; said on the page, never refused."""
        asked = [
            (change.committee_seats, self.bodies.size_of(Body.Kind.COMMITTEE, change.members), "委员名额"),
            (change.standing_seats, self.bodies.size_of(Body.Kind.STANDING, change.members), "常委名额"),
            (change.audit_seats, self.bodies.size_of(Body.Kind.AUDIT, change.members), "经审委员名额"),
        ]
        if change.by_delegates:
            asked.append((change.delegate_seats, self.bodies.delegates(change.members), "代表名额"))
        said = [sizes.advice(number, wanted, what, change.members) for number, wanted, what in asked if number]
        return [sentence for sentence in said if sentence] if change.regular else []
