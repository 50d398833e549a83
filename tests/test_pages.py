"""Every page of the house, walked through in the demonstration union by everybody who might come along."""

import pytest
from django.db import connection
from django.test import Client

from zhijia.kernels.access.abilities import ABILITIES
from zhijia.kernels.org.models import Unit, under
from zhijia.kernels.trail.models import Change, Entry
from zhijia.kernels.trail.registry import verbs
from zhijia.web import query as web_query

from . import walk
from .promises import CJK, OURS, reaches_a_unit
from .walk import OUTSIDER, inside_rows, list_routes, plain_routes, row_routes, text_of, tried

PEOPLE = ("province", "college", "college_chair", "branch_chair", "auditor", "member", "admin")
FEW = 2  # values of a word in an address tried by everybody; the college officer tries them all
HTMX = {"headers": {"HX-Request": "true"}}

# Pages that lead elsewhere.
LEAD_ON = {"web:start", "mutual_aid:desk", "joining:supply"}
# Pages that are about the list one comes from, and answer 404 without it.
ABOUT_A_LIST = {"exchange:private"}
# Answers that are no whole page by design: a piece for htmx, or a file.
PIECES = {"web:bell", "web:units", "exchange:template", "plans:ics", "cards:code"}
PIECES |= {f"cards:{name}" for name in ("keyring", "dead", "standing", "worker")}
# Pages on which every figure is counted anew: they cost more the more figures they show.
COUNTS_FIGURES = {"reports:report": 60, "reports:changes": 60}


def names(routes):
    return pytest.mark.parametrize("route", routes, ids=str)


def expected(route, user, words):
    """403 where a page demands an ability that its visitor holds nowhere; else the page."""
    if route.posts_only:
        return 405
    if route.name in LEAD_ON:
        return 302
    if route.name in ABOUT_A_LIST and user.can(route.view.ability):
        return 404
    page = route.page(user, **words)
    return 403 if page.demands and page.ability and not user.can(page.ability) else 200


# --- everybody, everywhere ---


@names(plain_routes())
def test_every_page_answers_everybody(world, route):
    wrong = []
    for username in PEOPLE:
        user, client = world.users[username], world.client(username)
        for words in route.wordings(most=None if username == "college" else FEW):
            url, due = route.url(**words), expected(route, user, words)
            answer = tried(client.get, url)
            if answer.status != due:
                wrong.append(f"{username} {url}: {answer.status} instead of {due}")
            elif answer.status == 200 and route.name not in PIECES:
                wrong += [f"{username} {url}: {fault}" for fault in walk.faults_of(answer.text)]
            if len(answer.statements) > 30:
                wrong.append(f"{username} {url}: {len(answer.statements)} queries")
    assert wrong == []


@names(plain_routes())
def test_a_visitor_is_led_to_the_sign_in(world, route):
    for url in route.urls(FEW):
        answer = Client().post(url) if route.posts_only else Client().get(url)
        assert route.view.public or (answer.status_code == 302 and "login" in answer["Location"])


# --- lists ---


@names(list_routes())
def test_the_fragment_of_a_list_is_a_part_of_it(world, route):
    client = world.client("above")
    for url in route.urls(FEW):
        page, fragment = client.get(url), client.get(url, **HTMX)
        assert fragment.status_code == 200
        assert walk.without_tokens(text_of(fragment)) in walk.without_tokens(text_of(page))


@names(list_routes())
def test_a_list_costs_the_same_for_one_row_and_for_many(world, route, monkeypatch):
    monkeypatch.setattr(web_query, "SIZES", (25, 1))
    most = 0
    for username in ("above", "insider", "college", "member"):
        client = world.client(username)
        for url in route.urls(FEW):
            first = client.get(url)
            if first.status_code != 200:
                continue
            most = max(most, first.context["total"])
            one, many = tried(client.get, f"{url}?size=1"), tried(client.get, f"{url}?size=25")
            assert len(one.statements) == len(many.statements) <= 30, username
    assert most > 1


# --- what belongs to the college does not exist for its neighbour ---


@pytest.mark.parametrize("model", [m for m in OURS if reaches_a_unit(m)], ids=lambda m: m._meta.label)
def test_no_model_counts_a_row_of_the_college_as_the_neighbours(world, model):
    """By what the row points at, whatever its query set takes for its place; what somebody made is theirs to see."""
    outsider = world.users[OUTSIDER]
    for ability in ABILITIES:
        rows = model._default_manager.visible_to(outsider, ability)
        for field in model._meta.fields:
            if field.related_model is Unit:
                assert not rows.filter(under(f"{field.name}__path", world.college.path)).exists(), (ability, field.name)


def rows_or_fail(route, world):
    found = list(inside_rows(route, world))
    assert found, f"no row of the demonstration fits {route.name}"
    return found


@names(row_routes())
def test_what_belongs_to_the_college_opens_to_the_college_only(world, route):
    outsider, shut, opened = world.client(OUTSIDER), set(), []
    for row, insider in rows_or_fail(route, world):
        for url in route.urls(**{route.row_words[0]: row.pk}):
            if url not in shut:
                answer = tried(outsider.get, url)
                assert answer.status == (405 if route.posts_only else 404), (url, row)
                assert not [secret for secret in world.secrets if secret in answer.text]
                shut.add(url)
            if 200 in opened:
                continue
            answer = tried(world.client(insider).get, url)
            opened.append(answer.status)
            assert len(answer.statements) <= COUNTS_FIGURES.get(route.name, 30), (url, insider)
            if answer.status == 200 and not answer.response.streaming and b"<html" in answer.response.content:
                assert walk.faults_of(answer.text) == [], (url, insider)
    if not route.posts_only:
        assert 200 in opened, opened


@names(row_routes())
def test_the_neighbour_changes_nothing_of_the_college(world, route):
    outsider = world.client(OUTSIDER)
    for row, _insider in rows_or_fail(route, world)[:4]:
        for url in route.urls(**{route.row_words[0]: row.pk}):
            answer = tried(outsider.post, url, {"confirm": "1", "reason": "好奇", "ruling": "approve"})
            assert answer.status in (404, 405), url
            assert answer.writes == []


@names([route for route in list_routes() if route.view.bulk])
def test_ticking_rows_of_the_college_does_nothing_for_the_neighbour(world, route):
    client = world.client(OUTSIDER)
    hidden = walk.hidden_from_outsider(route, world)
    assert hidden
    for action in route.view.bulk:
        for url in route.urls(FEW):
            answer = tried(client.post, url, {"bulk": action.code, "confirm": "1", "row": hidden})
            assert answer.writes == []


# --- choices, filters, search, exports ---


def leaks(world, route, text):
    secrets = world.names_of_people if route.view.names_units else world.secrets
    return [secret for secret in secrets if secret in text][:3]


@names([route for route in plain_routes() if not route.posts_only])
def test_no_page_tells_the_neighbour_a_name_of_the_college(world, route):
    """Neither as it stands, nor asked for the college's rows by name, code or key."""
    client, college = world.client(OUTSIDER), world.college
    person = college.people.order_by("pk").first()
    asked = ["", *(f"unit={key}" for key in (college.pk, college.code))]
    asked += [f"q={text}" for text in (college.initials, college.code, person.initials)]
    for url in route.urls(FEW):
        for words in asked:
            answer = client.get(f"{url}?{words}")
            assert answer.status_code in (200, 302, 403, 404)
            assert leaks(world, route, text_of(answer)) == [], words


@names([route for route in plain_routes() if not route.posts_only])
def test_no_choice_offers_the_neighbour_a_row_of_the_college(world, route):
    client, user = world.client(OUTSIDER), world.users[OUTSIDER]
    for url in route.urls(FEW):
        answer = client.get(url)
        for name, rows in walk.offered(answer):
            if hasattr(rows, "visible_to"):
                foreign = rows.exclude(pk__in=rows.model._default_manager.visible_to(user).values("pk"))
                assert not foreign.exists(), (url, name)
            for asked in (f"{url}?pick={name}", f"{url}?pill={name}"):
                assert leaks(world, route, text_of(client.get(asked))) == [], asked


@names([route for route in list_routes() if route.view.exports])
def test_an_export_holds_what_its_reader_may_see_and_no_number_of_a_person(world, route):
    for username in (OUTSIDER, "above", "auditor"):
        client = world.client(username)
        for url in route.urls(FEW):
            answer = client.get(f"{url}?export=csv")
            assert answer.status_code in (200, 403)
            if answer.status_code == 200:
                text = text_of(answer)
                assert walk.private_in(text) == [], url
                assert username != OUTSIDER or leaks(world, route, text) == [], url


# --- what was done ---


def test_the_trail_tells_everything_in_words(world):
    """Verbs are declared and columns are named: nothing of what the demonstration did is told in identifiers."""
    silent = {code for code in Entry.objects.values_list("verb", flat=True).distinct() if code not in verbs}
    named = set(Change.objects.values_list("entry__verb", "label").distinct())
    assert silent == set()
    assert {(verb, label) for verb, label in named if not CJK.search(label)} == set()
    assert len(named) > 100


def test_the_house_is_not_empty(world):
    """The walk would also succeed in a house without rooms."""
    assert len(plain_routes()) > 40 and len(row_routes()) > 40 and len(world.secrets) > 20
    assert connection.settings_dict["NAME"].rpartition("world")[1]
