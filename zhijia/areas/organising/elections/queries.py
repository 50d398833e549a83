"""How the lists of a change of term stand: the constituencies, the shares among delegates, the width of each ballot."""

from zhijia.kernels.bodies.listing import Composition, compose
from zhijia.kernels.bodies.rules.elections import candidates_min

from .rules import standing
from .standards import Standards


def sent(change) -> list[tuple]:
    """(constituency, seats, delegates listed)."""
    rows = change.constituencies.with_listed().select_related("place")
    return [(str(row.place), row.seats, row.listed) for row in rows]


def composition_of(change) -> Composition:
    """How the list stands against every quota; what is missing is told for the full number, women as among members."""
    standards = Standards(change.unit, change.begun_on)
    rows = change.delegates.standing().select_related("person")
    entries = [(row.person, row.declared) for row in rows]
    return compose(
        entries,
        listing="delegates",
        unit=change.unit,
        on=change.counted_on,
        seats=change.delegate_seats,
        standards=standards.bodies,
        among=(change.women, change.members),
    )


def field_findings(change) -> list[standing.Field]:
    """For each office: seats, candidates wanted by its margin, candidates on the list."""
    standards = Standards(change.unit, change.begun_on)
    rows = change.candidates.standing().filter(write_in=False).values_list("office", flat=True)
    listed = list(rows)
    return [
        standing.Field(
            office,
            change.seats(office),
            candidates_min(change.seats(office), standards.margin(office)),
            listed.count(office),
        )
        for office in change.offices()
    ]
