"""The walk through the house shown a broken room each time: it must say so."""

import pytest

from zhijia.areas.care.consolation import views as consolation
from zhijia.kernels.org import views as org
from zhijia.kernels.people import views as people
from zhijia.web.forms import dress
from zhijia.web.pages import FormPage, ListPage, Scoped
from zhijia.web.pages import forms as form_pages
from zhijia.web.tables import Column

from . import test_nonsense as nonsense
from . import test_pages as promise
from . import walk


def route(name):
    return next(route for route in walk.routes() if route.name == name)


def broken():
    return pytest.raises(AssertionError)


def everything(page, rows, ability=None):
    """A page that asks nobody."""
    return rows


def test_a_detail_page_that_opens_to_the_neighbour_is_found(world, monkeypatch):
    promise.test_what_belongs_to_the_college_opens_to_the_college_only(world, route("people:person"))
    monkeypatch.setattr(people.PersonPage, "scope", everything)
    with broken():
        promise.test_what_belongs_to_the_college_opens_to_the_college_only(world, route("people:person"))


def test_a_verb_on_a_row_of_somebody_else_is_found(world, monkeypatch):
    monkeypatch.setattr(consolation.Withdraw, "scope", everything)
    with broken():
        promise.test_the_neighbour_changes_nothing_of_the_college(world, route("consolation:withdraw"))


def test_a_list_that_shows_everything_is_found(world, monkeypatch):
    monkeypatch.setattr(people.Roster, "scope", everything)
    for check in (
        promise.test_no_page_tells_the_neighbour_a_name_of_the_college,
        promise.test_an_export_holds_what_its_reader_may_see_and_no_number_of_a_person,
    ):
        with broken():
            check(world, route("people:roster"))


def test_ticking_rows_of_somebody_else_is_found(world, monkeypatch):
    monkeypatch.setattr(Scoped, "scope", everything)
    monkeypatch.setattr("zhijia.areas.care.mutual_aid.views.claims.Claims.may_approve", lambda page, row: True)
    monkeypatch.setattr(
        "zhijia.areas.care.mutual_aid.views.claims.Claims.approve",
        lambda page, rows, data: [row.save() for row in rows] and "",
    )
    with broken():
        promise.test_ticking_rows_of_the_college_does_nothing_for_the_neighbour(world, route("mutual_aid:claims"))


def test_a_choice_of_somebody_elses_rows_is_found(world, monkeypatch):
    monkeypatch.setattr(form_pages, "scope_choices", lambda form, user, ability="view": form)
    with broken():
        promise.test_no_choice_offers_the_neighbour_a_row_of_the_college(world, route("consolation:single"))


def test_a_number_of_a_person_in_an_export_is_found(world, monkeypatch):
    first = people.Roster.table.columns[0]
    monkeypatch.setattr(
        people.Roster.table,
        "columns",
        [first, Column("own", "证件", value=lambda row: "530102199003070018", sort=False)],
    )
    with broken():
        promise.test_an_export_holds_what_its_reader_may_see_and_no_number_of_a_person(world, route("people:roster"))


def test_a_query_for_every_row_is_found(world, monkeypatch):
    monkeypatch.setattr(consolation.Gifts, "queryset", consolation.Gifts.queryset.select_related(None))
    with broken():
        promise.test_a_list_costs_the_same_for_one_row_and_for_many(world, route("consolation:gifts"), monkeypatch)


def test_a_fragment_from_elsewhere_is_found(world, monkeypatch):
    monkeypatch.setattr(org.Units, "template_fragment", "web/search.html")
    with broken():
        promise.test_the_fragment_of_a_list_is_a_part_of_it(world, route("org:units"))


def test_a_form_that_forgets_what_was_typed_or_why_it_was_refused_is_found(world, monkeypatch):
    def as_if_new(page, form):
        page.request.method = "GET"
        answer = page.get(page.request).render()
        answer.status_code = 422
        return answer

    wrongly = nonsense.test_a_form_takes_what_it_offers_and_keeps_what_it_refuses
    wrongly(world, route("people:register"))
    monkeypatch.setattr(FormPage, "form_invalid", as_if_new)
    with pytest.raises(AssertionError, match="is lost") as found:
        wrongly(world, route("people:register"))
    assert "no reason is given" in str(found.value)


def test_a_form_that_refuses_what_it_offers_is_found(world, monkeypatch):
    def too_soon(form):
        dress(form)  # looks at what was typed before the page has cut the choices
        return form

    sent = nonsense.test_a_form_takes_what_it_offers_and_keeps_what_it_refuses
    sent(world, route("elections:nominate"))
    monkeypatch.setattr(form_pages, "dress_fields", too_soon)
    with pytest.raises(AssertionError, match="offered: office"):
        sent(world, route("elections:nominate"))


def test_a_page_shut_for_no_reason_and_one_open_for_no_reason_are_found(world, monkeypatch):
    promise.test_every_page_answers_everybody(world, route("people:register"))
    monkeypatch.setattr(FormPage, "demands", False)
    monkeypatch.setattr(people.Register, "check_ability", lambda page: None)
    monkeypatch.setattr(promise, "expected", lambda route, user, words: 403)
    with broken():
        promise.test_every_page_answers_everybody(world, route("people:register"))


@pytest.mark.parametrize(
    "html",
    [
        "<html><title>x</title><h1>一</h1><h1>二</h1>",
        "<html><title></title><h1>一</h1>",
        "<html><title>x</title><h1>一</h1><td>None</td>",
        "<html><title>x</title><h1>一</h1><p>This field is required.</p>",
        "<html><title>x</title><h1>一</h1><p>{{ unit }}</p>",
        "<html><title>x</title><h1>一</h1><i id=a></i><i id=a></i>",
        "<html><title>x</title><h1>一</h1><a href='/'></a>",
    ],
)
def test_what_a_reader_would_stumble_over_is_found(html):
    assert walk.faults_of("<html><title>x</title><h1>一</h1><p>正常</p>") == []
    assert len(walk.faults_of(html)) == 1


def test_private_numbers_are_told_from_others():
    assert walk.private_in("530102199003070018，13900000001") == ["530102199003070018", "13900000001"]
    assert walk.private_in("530***********0018，HZ-2026-000077，20261119001234567890") == []


def test_a_list_page_is_recognised():
    assert route("people:roster").lists and issubclass(people.Roster, ListPage)
