from datetime import date

import pytest

from zhijia.areas.organising.founding import actions
from zhijia.base.identity import synthetic_id
from zhijia.kernels.bodies.models import Body, Post
from zhijia.kernels.policy.actions import load_defaults


@pytest.fixture
def listed(cast):
    """A private school the province has surveyed."""

    def make(name="云岭博雅中学", unit=None, staff=40, **facts):
        unit = unit or cast.province
        by = facts.pop("by", cast.province_officer)
        facts = {"sort": "private_school", "women": staff // 2, "contact": "卢静"} | facts
        return actions.list_target(
            unit=unit, name=name, surveyed_on=cast.today, staff=staff, by=by, at=cast.now, **facts
        )

    return make


@pytest.fixture
def begun(cast, listed):
    """A preparatory group for one unit."""

    def make(name="云岭博雅中学工会", targets=None, kind="school", **facts):
        load_defaults(unit=cast.province, at=cast.now)
        return actions.begin(
            unit=cast.province,
            name=name,
            kind=kind,
            leader="卢静",
            group_members="卢静、裴洛、江南",
            targets=[listed()] if targets is None else targets,
            by=cast.province_officer,
            at=cast.now,
            **facts,
        )

    return make


@pytest.fixture
def joining(cast, begun):
    """The union above has agreed: members may apply."""

    def make(**facts):
        founding = actions.ask_founding(founding=begun(**facts), by=cast.province_officer, at=cast.now)
        return actions.rule_founding(case=founding.case, by=cast.province_chair, ruling="approve", at=cast.now)

    return make


def number_of(n):
    return synthetic_id(date(1990, 1 + n % 12, 1 + n % 27), n)


@pytest.fixture
def peopled(cast, joining):
    """So many members have applied and been checked."""

    def make(count=30, **facts):
        founding = joining(**facts)
        part = founding.parts.first()
        for n in range(count):
            actions.apply(
                founding=founding,
                name=f"职工{n:02d}",
                id_number=number_of(n),
                phone=f"138{n:08d}",
                at=cast.now,
                kind="non_established",
                part=part,
            )
        if count:
            rows = founding.applications.all()
            actions.accept_many(applications=rows, by=cast.province_officer, at=cast.now)
        return founding

    return make


COMMITTEE, AUDIT = Body.Kind.COMMITTEE, Body.Kind.AUDIT
CHAIR, MEMBER, DIRECTOR = Post.Title.CHAIR, Post.Title.MEMBER, Post.Title.DIRECTOR


def result(apps, expected=30):
    """Five seats, six candidates; an audit committee of three seats, four candidates."""
    votes = {0: 29, 1: 28, 2: 27, 3: 26, 4: 25, 5: 9}
    lines = [actions.Voted(apps[n], COMMITTEE, CHAIR if n == 0 else MEMBER, count) for n, count in votes.items()]
    audit = {6: 28, 7: 27, 8: 26, 9: 5}
    lines += [actions.Voted(apps[n], AUDIT, DIRECTOR if n == 6 else MEMBER, count) for n, count in audit.items()]
    return lines


@pytest.fixture
def congress(cast):
    return {
        "meeting": "all",
        "held_on": cast.today,
        "expected": 30,
        "attended": 29,
        "issued": 29,
        "returned": 29,
        "years": 5,
    }


@pytest.fixture
def elected(cast, peopled, congress):
    def make(**facts):
        founding = peopled(**facts)
        apps = list(founding.applications.order_by("pk"))
        return actions.record_congress(
            founding=founding,
            lines=result(apps),
            seats={COMMITTEE: 5, AUDIT: 3},
            by=cast.province_officer,
            at=cast.now,
            **congress,
        )

    return make


@pytest.fixture
def reported(cast, elected):
    def make(**facts):
        return actions.report_result(founding=elected(**facts), by=cast.province_officer, at=cast.now)

    return make


@pytest.fixture
def founded(cast, reported):
    def make(**facts):
        founding = reported(**facts)
        return actions.rule_founding(case=founding.result_case, by=cast.province_chair, ruling="approve", at=cast.now)

    return make
