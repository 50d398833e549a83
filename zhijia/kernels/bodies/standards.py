"""What policy says at a unit on a day about sizes, terms and shares. Where nothing is entered, nothing is demanded."""

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person
from zhijia.kernels.policy.lookup import resolve_many

from .queries import roll_of
from .rules import composition, posts, sizes

SIZES = {
    posts.COMMITTEE: "bodies.committee_size",
    posts.STANDING: "bodies.standing_size",
    posts.AUDIT: "bodies.audit_size",
}
QUOTAS = {
    "committee": "bodies.committee_quotas",
    "standing": "bodies.standing_quotas",
    "delegates": "bodies.delegate_quotas",
}


class Standards:
    """All keys of this folder for one unit and day, in one query."""

    KEYS = (
        *SIZES.values(),
        *QUOTAS.values(),
        "bodies.delegate_number",
        "bodies.committee_at",
        "bodies.women_committee_at",
        "bodies.term_years_grassroots",
        "bodies.term_years_above",
        "bodies.extension_months",
        "bodies.vacancy_months",
        "bodies.young_age",
        "bodies.duty_areas",
    )

    def __init__(self, unit, on):
        self.unit, self.on = unit, on
        self.found = resolve_many(self.KEYS, unit=unit, on=on)

    def value(self, code, default=None):
        found = self.found.get(code)
        return default if found is None or found.unknown else found.value

    def cited(self, code) -> str:
        return self.found[code].cited if code in self.found else ""

    def bands(self, code) -> list[sizes.Band]:
        return sizes.bands_of(self.value(code, []), self.cited(code))

    def size_of(self, kind, members) -> sizes.Range | None:
        """How many seats a body of that kind has for so many members; the bands are of grassroots unions."""
        if self.unit.kind not in Unit.GRASSROOTS:
            return None
        return sizes.committee_size(members, self.bands(SIZES[kind])) if kind in SIZES else None

    def delegates(self, members) -> sizes.Range | None:
        return sizes.delegate_number(members, self.bands("bodies.delegate_number"))

    def quotas(self, listing) -> list[composition.Quota]:
        """`listing`: committee, standing or delegates."""
        return [composition.quota_of(row) for row in self.value(QUOTAS[listing], [])]

    @property
    def years(self) -> list[int]:
        below = (*Unit.GRASSROOTS, Unit.Kind.BRANCH, Unit.Kind.GROUP)
        level = "grassroots" if self.unit.kind in below else "above"
        return [row["years"] for row in self.value(f"bodies.term_years_{level}", [])]

    @property
    def extension_months(self) -> int:
        return self.value("bodies.extension_months", 6)

    @property
    def vacancy_months(self) -> int:
        return self.value("bodies.vacancy_months", 3)

    @property
    def young_age(self) -> int:
        return self.value("bodies.young_age", 0)

    @property
    def duty_areas(self) -> list[str]:
        return [row["area"] for row in self.value("bodies.duty_areas", [])]

    @property
    def committee_at(self) -> int:
        return self.value("bodies.committee_at", sizes.MUST_HAVE_COMMITTEE)

    @property
    def women_committee_at(self) -> int:
        return self.value("bodies.women_committee_at", sizes.MUST_HAVE_WOMEN)


def members_of(unit, day) -> tuple[int, int]:
    """Full members of the unit and all below it on that day, and the women among them."""
    return counted(roll_of(unit, day))


def counted(roll) -> tuple[int, int]:
    return roll.count(), roll.filter(person__sex=Person.Sex.FEMALE).count()
