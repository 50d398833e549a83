"""Pages on which a list is edited, a seat is filled, and what other pages show of bodies."""

from datetime import date

import pytest

from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.models import SeatProposal

from .conftest import at, given, seen, sent, text

pytestmark = pytest.mark.django_db


# --- the list being edited ---


def checked(client, cast, **data):
    client.force_login(cast.college_officer)
    return client.post(at("list"), {"people-unit": cast.college.pk, "people-listing": "delegates", **data})


def test_the_numbers_follow_every_change_of_the_list(cast, standards, people, client):
    keys = [person.pk for person in people[:9]]
    classed = {f"people-cat-{key}": ["front_line"] for key in keys[:7]}
    answer = text(checked(client, cast, people=keys, seats=10, **classed))
    assert "7 人，占 77.8%，低于 80%，还差 1 人" in answer and "不能提交" in answer
    answer = text(checked(client, cast, people=keys, seats=10, drop=keys[8], **classed))
    assert "7 人，占 87.5%（7/8）" in answer and "不能提交" not in answer
    answer = text(checked(client, cast, people=[*keys, people[9].pk], **classed))
    assert "林泉" in answer and "70%" in answer.replace("70.0%", "70%")
    answer = text(checked(client, cast, people=keys, **(classed | {f"people-cat-{keys[8]}": ["model", "grassroots"]})))
    assert "8 人，占 88.9%" in answer


def test_too_many_are_counted_in_words_also_when_the_form_comes_back(cast, term, people, client):
    keys = [person.pk for person in people[:4]]
    assert "超出 1 人" in text(checked(client, cast, people=keys, seats=3))
    assert "超出" not in text(checked(client, cast, people=keys, seats=4))
    typed = {"number": 4, "from_on": "2026-03-01", "years": 5, "seats": 3, "election_mode": "direct", "people": keys}
    answer = client.post(at("open-term", term.body.pk), typed)
    assert answer.status_code == 422 and "名额 3 人" in text(answer) and "超出 1 人" in text(answer)


def test_the_list_shows_nobody_from_next_door(cast, standards, client):
    assert "钱邻" not in text(checked(client, cast, people=[cast.qian.pk]))
    client.force_login(cast.sibling_officer)
    assert client.post(at("list"), {"people-unit": cast.college.pk}).status_code == 404
    assert client.post(at("list"), {}).status_code == 404


def test_the_search_box_of_the_list_offers_only_people_within_reach(cast, term, people, client):
    client.force_login(cast.college_officer)
    offered = text(client.get(at("open-term", term.body.pk), {"pick": "people", "pq": "安"}))
    assert "安澜" in offered
    assert "钱邻" not in text(client.get(at("open-term", term.body.pk), {"pick": "people", "pq": "钱"}))


# --- seats ---


def test_a_unit_proposes_for_its_seat_and_the_union_answers(cast, standards, people, client):
    body = actions.found_body(unit=cast.province, kind="committee", founded_on=date(2016, 6, 1))
    members = [given(cast.zhang, seat_unit=cast.college), given(cast.qian, seat_unit=cast.sibling)]
    term = actions.open_term(body=body, number=7, from_on=date(2022, 11, 11), years=5, seats=3, members=members)
    seat = term.posts.get(person=cast.zhang)
    actions.leave_post(post=seat, on=date(2026, 3, 1), reason="调离")
    page = text(seen(client, cast.college_officer, "seats"))
    assert "等待推荐" in page and at("propose", seat.pk) in page
    assert seen(client, cast.sibling_officer, "propose", seat.pk).status_code == 404
    assert seen(client, cast.college_officer, "body", body.pk).status_code == 404
    sent(client, cast.college_officer, "propose", seat.pk, person=people[0].pk, reason="一线教师")
    proposal = SeatProposal.objects.get()
    page = text(seen(client, cast.college_officer, "seats"))
    assert "安澜" in page and at("answer", proposal.pk) not in page
    assert at("answer", proposal.pk) in text(seen(client, cast.province_officer, "seats"))
    assert seen(client, cast.college_officer, "answer", proposal.pk).status_code == 404
    assert "推荐安澜接替" in text(seen(client, cast.province_officer, "body", body.pk))
    sent(client, cast.province_officer, "answer", proposal.pk, take="yes", on="2026-03-09")
    assert term.posts.current().get(seat_unit=cast.college).person == people[0]


# --- elsewhere ---


def test_the_page_of_a_unit_says_which_bodies_it_has_and_lacks(cast, term, client):
    client.force_login(cast.college_officer)
    page = text(client.get(cast.college.get_absolute_url()))
    assert "云岭财经职业学院工会委员会" in page and "经费审查委员会应与工会委员会同时选举产生" in page


def test_the_page_of_a_person_shows_their_posts(cast, term, client):
    client.force_login(cast.college_officer)
    assert "委员会第三届" in text(client.get(cast.zhang.get_absolute_url()))
