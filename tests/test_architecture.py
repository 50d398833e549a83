"""Promises the layout makes, kept by the machine rather than by memory; test_guards.py proves each of them once."""

import pytest
from django.conf import settings
from django.forms import ModelForm
from django.urls import get_resolver

from . import promises
from .source import HOUSE, modules, named, part_of, templates


def parts(*wanted):
    """Modules that play one of these roles in their folder."""
    return [(path, tree) for path, tree in modules().items() if part_of(path) in wanted]


def below(cls):
    """Every class of the house made from it; all pages are loaded by then."""
    get_resolver().url_patterns  # noqa: B018
    for made in cls.__subclasses__():
        yield from below(made)
        if made.__module__.startswith("zhijia."):
            yield made


def lines(found, path):
    return [f"{named(path)}:{line}" for line in found]


# --- reach ---


@pytest.mark.parametrize("model", [m for m in promises.OURS if promises.reaches_a_unit(m)], ids=lambda m: m._meta.label)
def test_rows_that_belong_to_a_unit_are_scoped(model):
    assert promises.is_scoped(model._default_manager.all())


def test_every_page_is_scoped():
    assert promises.unscoped(promises.addresses(get_resolver().url_patterns)) == []


@pytest.mark.parametrize("part", ["views", "forms", "filters", "tables"])
def test_pages_have_no_second_door_to_rows(part):
    assert [line for path, tree in parts(part) for line in lines(promises.second_doors(tree), path)] == []


# --- floors and folders ---


def test_every_folder_of_an_area_is_installed():
    folders = {f"{p.parent.name}.{p.name}" for p in (HOUSE / "areas").glob("*/*") if (p / "__init__.py").exists()}
    assert folders == set(settings.AREAS)


def test_every_kernel_and_engine_is_installed():
    for floor, installed in (("kernels", settings.KERNELS), ("engines", settings.ENGINES)):
        assert {p.name for p in (HOUSE / floor).iterdir() if (p / "__init__.py").exists()} == set(installed)


def test_modules_stay_readable():
    long = {named(p): n for p in modules() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_doubles_are_refused_in_our_own_words():
    assert {str(form): found for form in below(ModelForm) if (found := promises.stock_sentences(form))} == {}


# --- verbs ---


def test_transactions_are_opened_only_by_actions():
    """A page or a form that opens one has taken a verb away from where it belongs."""
    assert [line for path, tree in parts(*promises.WIRING) for line in lines(promises.transactions(tree), path)] == []


def test_no_business_hides_in_save_or_signals():
    hidden = [line for path, tree in parts("models") for line in lines(promises.overrides(tree), path)]
    heard = [line for path, tree in modules().items() for line in lines(promises.signals(tree), path)]
    assert hidden + heard == []


def test_the_clock_is_not_read_where_things_are_decided():
    """`at=` and `today=` come in from the page or the task."""
    assert [line for path, tree in parts("actions", "rules") for line in lines(promises.clock_reads(tree), path)] == []


def test_a_moment_is_told_by_the_day_it_has_here():
    shown = [(path, tree) for path, tree in modules().items() if path.name != "demo.py"]  # there it is local already
    assert [line for path, tree in shown for line in lines(promises.days_of_greenwich(tree), path)] == []


def test_a_page_says_which_sheet_it_has():
    doors = {HOUSE / "web" / "links.py", *(HOUSE / "kernels" / "exchange").rglob("*.py")}
    elsewhere = [(path, tree) for path, tree in modules().items() if path not in doors]
    assert [line for path, tree in elsewhere for line in lines(promises.sheet_addresses(tree), path)] == []


def test_rows_are_locked_one_by_one_or_in_the_order_of_their_keys():
    assert [line for path, tree in modules().items() for line in lines(promises.unordered_locks(tree), path)] == []


# --- words ---


@pytest.mark.parametrize("part", ["views", "forms", "filters", "tables", "menu", "models"])
def test_words_people_read_go_through_gettext(part):
    shown = [(path, tree) for path, tree in parts(part) if "documents" not in path.parts]  # reads texts, shows none
    assert [f"{named(path)}:{n.lineno} {n.value[:20]}" for path, tree in shown for n in promises.bare_words(tree)] == []


def test_templates_hold_no_untranslated_words():
    assert [named(path) for path, text in templates().items() if promises.untranslated(text)] == []


def test_templates_hold_nothing_the_content_policy_forbids():
    assert [(named(path), promises.inline(text)) for path, text in templates().items() if promises.inline(text)] == []


# --- what leaves ---


def test_locks_hold_versions_and_hashes_and_no_host():
    root = HOUSE.parent
    locks = [*root.glob("*.lock"), *root.glob("*/*.lock"), root / "package-lock.json"]
    assert len(locks) >= 4
    assert [f"{path.name}:{n}" for path in locks for n in promises.hosts(path.read_text(encoding="utf-8"))] == []
