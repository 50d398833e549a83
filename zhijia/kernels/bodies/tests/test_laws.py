"""Whatever is done in whatever order: posts never overlap illegally, and roles are exactly those of the posts."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.base.verdict import Refused
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.models import Post, Term
from zhijia.kernels.bodies.rules.posts import HEADS
from zhijia.kernels.people.actions import open_account

from . import conftest

START = date(2020, 1, 1)
TITLES = ("chair", "vice_chair", "member")

steps = st.one_of(
    st.tuples(st.just("open"), st.integers(0, 3), st.integers(0, 5), st.integers(0, 2000)),
    st.tuples(st.just("take"), st.integers(0, 3), st.sampled_from(TITLES), st.integers(0, 2000)),
    st.tuples(st.just("leave"), st.integers(0, 3), st.none(), st.integers(0, 2000)),
    st.tuples(st.just("change"), st.integers(0, 3), st.sampled_from(TITLES), st.integers(0, 2000)),
    st.tuples(st.just("end"), st.none(), st.none(), st.integers(0, 2000)),
)


def do(body, crew, step):
    verb, who, what, day = step
    on = START + timedelta(days=day)
    term = body.terms.running().first()
    post = term and who is not None and term.posts.current().filter(person=crew[who]).first()
    if verb == "open":
        number = (body.terms.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        members = [conftest.given(crew[who], "chair", time="full"), conftest.given(crew[what % 4])][
            : 1 + (who != what % 4)
        ]
        actions.open_term(body=body, number=number, from_on=on, years=5, seats=4, members=members)
    elif verb == "take" and term:
        actions.take_post(term=term, person=crew[who], title=what, time="full", from_on=on)
    elif verb == "leave" and post:
        actions.leave_post(post=post, on=on, reason="调离")
    elif verb == "change" and post:
        actions.change_post(post=post, title=what, on=on, time="full")
    elif verb == "end" and term:
        actions.end_term(term=term, on=on)


def overlap(rows):
    rows = sorted(rows)
    return any(end is None or end > later for (_a, end), (later, _b) in zip(rows, rows[1:], strict=False))


def spans(rows):
    """Days, without those that held no day."""
    return [(start, end) for start, end in rows.values_list("from_on", "to_on") if start != end]


def merged(rows):
    """Adjoining spans of one role are one stretch of time."""
    joined = []
    for start, end in sorted(rows):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=10))
def test_posts_never_overlap_and_roles_equal_posts(cast, standards, people, rows):
    from django.db import transaction

    with transaction.atomic():
        crew = people[:4]
        for number, person in enumerate(crew):
            person.user = open_account(person=person, username=f"crew{number}", password="Yunling-2026")
        body = actions.found_body(unit=cast.college, kind="committee", founded_on=START)
        for step in rows:
            try:
                with transaction.atomic():
                    do(body, crew, step)
            except Refused:
                pass
        holds(body, crew)
        transaction.set_rollback(True)


def holds(body, crew):
    assert not overlap(Term.objects.filter(body=body).values_list("from_on", "ended_on"))
    for term in body.terms.all():
        assert not overlap(spans(term.posts.filter(title__in=HEADS)))
        for person in crew:
            assert not overlap(spans(term.posts.filter(person=person)))
        outside = term.posts.filter(from_on__lt=term.from_on)
        assert not outside.exists() and (term.ended_on is None or not term.posts.current().exists())
    for person in crew:
        posts = Post.objects.filter(person=person, title__in=("chair", "vice_chair"))
        assert merged(spans(posts)) == merged(spans(RoleHeld.objects.filter(user=person.user, role="chair")))
