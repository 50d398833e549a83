"""Every form of the house, filled in wrongly: nobody is shown a fault of the program, and what was typed stays."""

import csv
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from zhijia.base.sheets import imports
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.exchange import rules
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.web.pages import FormPage

from . import walk
from .promises import CJK
from .walk import INSIDERS, inside_rows, list_routes, plain_routes, routes, tried
from .world import NOW, undone

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


UNHEARD = ("invalid_choice", "invalid_pk_value", "invalid_list")


def chosen(form) -> dict:
    """What a browser would send of the form as it opens, with the first choice wherever nothing is chosen yet."""
    data = {}
    for control in form.xpath(CONTROLS):
        if value := standing_in(control):
            data.setdefault(control.get("name"), value)
    return data


def standing_in(control) -> str:
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "input":
        return "" if control.get("type") in ("file", "submit") else control.get("value", "")
    options = [one for one in control.xpath(".//option") if one.get("value")]
    marked = [one for one in options if one.get("selected") is not None]
    return (marked or options)[0].get("value") if options else ""


def unheard(client, url, data) -> list[str]:
    """Choices that the page offers and its form refuses: it was looked at before the page had cut its choices."""
    with undone():
        answer = tried(client.post, url, data)
    if answer.status not in (200, 302, 403, 422):
        return [f"{answer.status}"]
    form = (answer.response.context or {}).get("form") if answer.status == 422 else None
    refused = form.errors.as_data() if form is not None else {}
    return [f"{name}={data.get(name)}" for name, faults in refused.items() for one in faults if one.code in UNHEARD]


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_a_form_takes_what_it_offers_and_keeps_what_it_refuses(world, route):
    """Sent as it opens no choice of its own is strange to it; filled in wrongly it says so and loses nothing."""
    if (found := opened(world, route)) is None:
        return
    client, url, text = found
    form = form_of(text)
    wrong = [f"offered: {what}" for what in unheard(client, url, chosen(form))]
    for named, way in WAYS.items():
        data = filled(form, way)
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


# --- sheets ---

LINES = ("乱写<b>&", "9" * 40, "-1", "=1+1", "2026-02-30", "长" * 3000)


def sheet_of(spec):
    """Lines that hold one kind of nonsense each, and one that looks right and is about nothing there is."""
    heads = [str(column.label) for column in spec.columns]
    plausible = [column.example or next(iter(column.choices), "甲") for column in spec.columns]
    out = StringIO()
    csv.writer(out).writerows([heads, *([words] * len(heads) for words in LINES), plausible, plausible])
    return ContentFile(out.getvalue().encode(), name="乱填的表.csv")


def places_for(world, spec):
    """(somebody, a unit, a subject) who may bring in such a sheet there."""
    for name in PEOPLE:
        user = world.users[name]
        units = [world.college, *user.units(spec.ability).order_by("path")[:3]]
        for unit in (unit for unit in units if user.can(spec.ability, unit)):
            subjects = spec.subjects(user, unit)[:3] if spec.subject_label else [None]
            yield from ((user, unit, subject) for subject in subjects)


@pytest.mark.parametrize("code", list(imports))
def test_a_sheet_full_of_nonsense_is_told_line_by_line_and_what_is_left_goes_in(world, code):
    spec = imports[code]
    user, unit, subject = next(iter(places_for(world, spec)))
    batch = exchange.receive(
        spec=code, upload=sheet_of(spec), unit=unit, by=user, at=NOW, subject_id=subject and subject.pk
    )
    exchange.start_check(batch=batch, by=user, at=NOW)
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == rules.CHECKED and batch.total == len(LINES) + 2
    told = batch.faults.values_list("line", flat=True).distinct()
    assert set(told) >= set(range(2, 2 + len(LINES)))
    assert not [fault.message for fault in batch.faults.all() if not CJK.search(fault.message)]
    client = world.client(user.username)
    assert walk.faults_of(walk.text_of(client.get(batch.get_absolute_url()))) == []
    if batch.may_run(rules.KEEP_GOOD):
        exchange.start_run(batch=batch, mode=rules.KEEP_GOOD, by=user, at=NOW)
        run_jobs()
        batch.refresh_from_db()
        assert batch.state == rules.DONE and batch.created + batch.updated + batch.unchanged == batch.good


@pytest.mark.parametrize("code", list(imports))
def test_a_file_that_is_no_sheet_is_refused_beside_the_field(world, code):
    user, unit, subject = next(iter(places_for(world, imports[code])))
    files = {
        "无": b"",
        "坏.xlsx": BROKEN,
        "图.xlsx": b"\x89PNG\r\n",
        "空.csv": b"",
        "别的.csv": "甲,乙\n1,2\n".encode(),
    }
    for name, content in files.items():
        data = {"file": SimpleUploadedFile(name, content), "unit": unit.pk, "subject": subject.pk if subject else ""}
        answer = world.client(user.username).post(reverse("exchange:start", args=[code]), data)
        if name != "别的.csv":  # a sheet whose headings nobody knows goes on to the choice of columns
            assert answer.status_code == 422, name
            assert answer.context["form"].errors.keys() == {"file"}, name
