"""Every form of the house, filled in wrongly: nobody is shown a fault of the program, and what was typed stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from zhijia.web.pages import FormPage

from . import walk
from .walk import INSIDERS, inside_rows, list_routes, plain_routes, routes, tried
from .world import undone

FORMS = [route for route in routes() if issubclass(route.view, FormPage) and not route.posts_only]
PEOPLE = (*INSIDERS, "province", "admin", "auditor")
BROKEN = b"PK\x03\x04 this is no sheet"

# What is written into every control: by its kind, else the first.
WAYS = {
    "nothing": {"": ""},
    "nonsense": {"": "乱写<b>&", "number": "一百", "date": "2026-02-30", "choice": "999999999", "file": True},
    "far too much": {"": "长" * 3000, "number": "9" * 30, "date": "9999-12-31", "choice": "9" * 40},
    "below everything": {"": "甲\x00乙", "number": "-1", "date": "0001-01-01", "choice": "-1"},
}
REASONS = ("zj-errors", "zj-summary", "zj-message")
CONTROLS = ".//*[self::input or self::select or self::textarea][@name][not(@form)]"
NOT_TYPED = ("hidden", "file", "checkbox", "radio", "password", "submit")


def opened(world, route):
    """(client, address, page) of somebody who sees the form filled in; None where nobody can fill it in."""
    if route.row_words:
        places = ((name, {route.row_words[0]: row.pk}) for row, name in inside_rows(route, world))
    else:
        places = ((name, {}) for name in PEOPLE)
    for name, row in places:
        client = world.client(name)
        for url in route.urls(most=1, **row):
            answer = client.get(url)
            if answer.status_code == 200 and form_of(walk.text_of(answer)) is not None:
                return client, url, walk.text_of(answer)
    return None


def form_of(text):
    forms = html.fromstring(text).xpath("//main//form[@method='post']")
    return forms[-1] if forms else None


def filled(form, way) -> dict:
    """What a browser would send if somebody wrote that into every control."""
    data = {}
    for control in form.xpath(CONTROLS):
        name, kind = control.get("name"), control.get("type", "") if control.tag == "input" else ""
        if kind == "hidden":
            data[name] = control.get("value", "")
        elif kind == "file":
            data |= {name: SimpleUploadedFile("坏了的表.xlsx", BROKEN)} if way.get("file") else {}
        elif value := written(control, kind, way):
            data[name] = value
    return data


def written(control, kind, way):
    if control.tag == "select" or kind in ("checkbox", "radio"):
        return way.get("choice", way[""])
    numeric = kind == "number" or control.get("inputmode") in ("numeric", "decimal")
    return way.get("number" if numeric else kind, way[""])


def lost(form, data) -> list[str]:
    """What was typed and stands there no more."""
    typed = [one for one in form.xpath(CONTROLS) if one.tag != "select" and one.get("type", "") not in NOT_TYPED]
    held = {one.get("name"): (one.get("value") if one.tag == "input" else one.text) or "" for one in typed}
    return [name for name in held.keys() & data.keys() if held[name].strip() != data[name].replace("\0", "").strip()]


def wrong_with(answer, data) -> list[str]:
    if answer.status in (302, 403, 404):  # taken after all, or shut
        return []
    if answer.status == 200:  # taken, and answered at once: a file, a number that was asked for
        return walk.faults_of(answer.text) if b"<html" in answer.response.content else []
    if answer.status != 422:
        return [f"{answer.status}"]
    text = answer.text.replace("\0", "")
    if (form := form_of(text)) is None:
        return ["the form is gone"]
    said = any(html.fromstring(text).xpath(f"//*[contains(@class, '{one}')]//text()") for one in REASONS)
    silent = [] if said else ["no reason is given"]
    return silent + walk.faults_of(text) + [f"{name} is lost" for name in lost(form, data)]


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_a_form_filled_in_wrongly_says_so_and_keeps_what_was_typed(world, route):
    if (found := opened(world, route)) is None:
        return
    client, url, text = found
    wrong = []
    for named, way in WAYS.items():
        data = filled(form_of(text), way)
        with undone():
            answer = tried(client.post, url, data)
        wrong += [f"{named}: {what}" for what in wrong_with(answer, data)]
    assert wrong == []


ASKED = {"q": "%_'\"\\;<b>", "page": "9" * 40, "size": "-1", "sort": "--", "cols": "nothing", "as_of": "2026-02-30"}


@pytest.mark.parametrize("route", [route for route in plain_routes() if not route.posts_only], ids=str)
def test_an_address_with_nonsense_in_it_is_answered(world, route):
    """Every parameter of the page's own, and every filter, holds what no page of ours would write there."""
    for name in PEOPLE:
        client = world.client(name)
        for url in route.urls(most=1):
            page = client.get(url)
            if page.status_code != 200 or page.streaming:
                continue
            filters = walk.filters_of(page)
            for value in ("乱写", "9" * 40, "-1", "a\0b"):
                answer = tried(client.get, url, ASKED | dict.fromkeys(filters, value))
                assert answer.status in (200, 302, 400, 404), (name, url, value)
                assert b"<html" not in answer.response.content or walk.faults_of(answer.text) == [], (url, value)
            return


@pytest.mark.parametrize("route", [route for route in list_routes() if route.view.bulk], ids=str)
def test_ticks_on_rows_that_cannot_be_do_nothing(world, route):
    for name in PEOPLE:
        for action in route.view.bulk:
            for url in route.urls(most=1):
                data = {"bulk": action.code, "confirm": "1", "row": ["乱写", "9" * 40, "-1", ""]}
                answer = tried(world.client(name).post, url, data)
                assert answer.status in (200, 302, 403, 404, 422), (name, url)
                assert answer.writes == []
