"""What the demonstration knows of its unions: their party line, who owns them, their papers as legal persons."""

from datetime import date, timedelta

from . import actions
from .models import Edge, LegalPersonEvent, Unit

TITLE = "单位资料和工会法人"  # what the demo command calls it

AREAS = {"YL-LJ": "530100", "YL-WC": "530200", "YL-WC-QS": "530222"}  # of the nearest unit above; else the province
PRIVATE = "YL-WC-QS-LH"
CODES = {  # invented, with sound check signs
    "YL-LG": "81530000004123016N",
    "YL-SF": "8153000041231118XW",
    "YL-CJ": "8153000000412318XT",
    "YL-ZX": "8153000000412326XE",
    "YL-NK": "8153000000412334X2",
    "YL-LJ-SY": "8153010000412350XE",
    "YL-LJ-YZ": "8153010000412369XD",
    "YL-WC-QS-XX": "8153022200412377X2",
}
APPLIED, CHANGED, SOON = "YL-WC-QS-LH", "YL-SF", "YL-ZX"
REGISTERED, YEARS = date(2021, 9, 1), 5


def build(world):
    for code, unit in world.units.items():
        if unit.kind not in (Unit.Kind.PROVINCE, *Unit.INSIDE):
            actions.edit_unit(unit=unit, by=world.officer_of(unit.superior), **facts_of(code, unit))
    for code, uscc in CODES.items():
        register(world, world.units[code], uscc)
    actions.register_legal_person(
        unit=world.units[APPLIED],
        on=world.today - timedelta(days=12),
        by=world.officer_of(world.units[APPLIED]),
        representative=chair_of(world, world.units[APPLIED]),
    )
    hospital = world.units["YL-LJ-SY"]
    since = date(2019, 1, 1)
    actions.link_unit(unit=hospital, superior=world.province, kind=Edge.Kind.GUIDANCE, on=since, by=province(world))


def facts_of(code, unit) -> dict:
    area = next((area for above, area in reversed(AREAS.items()) if f"{code}-".startswith(f"{above}-")), "530000")
    facts = {"area_code": area}
    if unit.kind in Unit.GRASSROOTS:
        facts["ownership"] = Unit.Ownership.PRIVATE if code == PRIVATE else Unit.Ownership.PUBLIC
    if unit.kind in Unit.GRASSROOTS and unit.kind != Unit.Kind.JOINT:
        facts["party_organisation"] = f"中共{unit.name.removesuffix('工会')}委员会"
    return facts


def register(world, unit, uscc):
    """Certificates hold for five years; one was renewed in time, one runs out soon, one names a new representative."""
    done = {"by": province(world)}
    ends_on = world.today + timedelta(days=40) if unit.code == SOON else world.today + timedelta(days=900)
    begins_on = max(ends_on - timedelta(days=365 * YEARS), REGISTERED)
    held = actions.register_legal_person(
        unit=unit,
        on=begins_on,
        uscc=uscc,
        certificate_no=f"云工法证字第{uscc[10:16]}号",
        representative="万里" if unit.code == CHANGED else chair_of(world, unit),
        address=f"{unit.name.removesuffix('工会')}工会办公室",
        registrar="云岭省总工会",
        registered_on=begins_on,
        valid_to=ends_on,
        **done,
    )
    if unit.code == CHANGED:
        on = world.today - timedelta(days=200)
        chair = chair_of(world, unit)
        actions.step_legal_person(
            legal_person=held, kind=LegalPersonEvent.Kind.CHANGE, on=on, representative=chair, **done
        )


def province(world):
    return world.officer_of(world.province)


def chair_of(world, unit) -> str:
    """Whom the demonstration elects into the chair: its first member."""
    return world.people(unit)[0].name
