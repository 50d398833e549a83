"""Each guard shown a bad sample once: a promise whose test cannot fail is none."""

import ast
import shutil
import subprocess
import sys

import pytest
from django import forms
from django.db import models
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views import View

from zhijia.kernels.access.models import User
from zhijia.kernels.org.models import Unit
from zhijia.web.forms import FactsForm
from zhijia.web.middleware import ReadOnlyGets, WroteOnGet

from . import promises
from .source import HOUSE


def lines(check, source):
    return list(check(ast.parse(source)))


def test_a_model_that_reaches_a_unit_is_found_and_an_unscoped_one_told_apart():
    assert promises.reaches_a_unit(User)
    assert not promises.is_scoped(models.QuerySet(Unit))


def test_a_page_without_reach_is_found():
    class Open(View):
        pass

    assert promises.unscoped([("open/", Open), ("function/", None)]) == [("open/", Open), ("function/", None)]
    assert list(promises.addresses([path("open/", Open.as_view())])) == []  # not of the house


@pytest.mark.parametrize(
    "line", ["Claim.objects.get(pk=1)", "models.Claim.objects.create()", "get_object_or_404(Claim, pk=1)"]
)
def test_a_second_door_is_found(line):
    assert lines(promises.second_doors, line) == [1]
    assert lines(promises.second_doors, "rows.visible_to(user).get(pk=1)") == []


def test_a_transaction_outside_actions_is_found():
    assert lines(promises.transactions, "with transaction.atomic():\n    pass") == [1]


def test_business_in_save_and_in_signals_is_found():
    assert lines(promises.overrides, "class A:\n    def save(self):\n        pass") == [2]
    assert lines(promises.signals, "from django.db.models.signals import post_save\nreceiver(post_save)") == [1, 2]


@pytest.mark.parametrize("line", ["timezone.now()", "date.today()", "timezone.localdate()"])
def test_a_clock_read_in_an_action_is_found(line):
    assert lines(promises.clock_reads, line) == [1]
    assert lines(promises.clock_reads, "timezone.localdate(at)") == []


@pytest.mark.parametrize("line", ["batch.sent_at.date()", "f'{case.opened_at:%Y-%m-%d}'", "at.strftime('%Y')"])
def test_a_day_of_greenwich_is_found(line):
    assert lines(promises.days_of_greenwich, line) == [1]
    assert lines(promises.days_of_greenwich, "timezone.localdate(batch.sent_at)\nf'{on:%Y}'\ndays.start.date()") == []


def test_a_form_that_would_refuse_a_double_in_stock_words_is_found():
    meta = type("Meta", (), {"model": Unit, "fields": ["code", "name"]})
    assert promises.stock_sentences(type("Typed", (forms.ModelForm,), {"Meta": meta})) == ["code"]
    assert promises.stock_sentences(type("Facts", (FactsForm,), {"Meta": meta})) == []


def test_ways_of_a_table_written_anew_are_found():
    assert lines(promises.sheet_addresses, 'a = Link("导入", "exchange:start")\nb = Sheet("people.roster")') == [1]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("list(Key.objects.select_for_update())", [2]),
        ("rows = list(Key.objects.select_for_update().order_by('-begun_at'))", [2]),
        ("rows = Key.objects.select_for_update()\n    return list(rows.filter(a=1))", [2]),
        ("rows = Key.objects.select_for_update()\n    return rows.filter(a=1).get(pk=1)", []),
        ("return Key.objects.select_for_update().order_by('pk').in_bulk(keys)", []),
        ("Key.objects.select_for_update().first()", []),
    ],
)
def test_many_rows_locked_in_no_settled_order_are_found(body, found):
    assert lines(promises.unordered_locks, f"def verb():\n    {body}") == found


def test_words_without_gettext_are_found():
    assert [n.value for n in lines(promises.bare_words, 'title = "补助"\nother = _("补助")\n"散文"')] == ["补助"]
    assert promises.untranslated("<p>补助</p>")
    assert not promises.untranslated('<p>{% translate "补助" %}{# 注 #}</p>')


@pytest.mark.parametrize(
    "html",
    ["<script>go()</script>", '<p style="color:red">', '<a onclick="go()">', '<a href="javascript:go()">', "<style>"],
)
def test_what_the_content_policy_forbids_is_found(html):
    assert promises.inline(html)
    assert not promises.inline('<script defer src="a.js"></script>')


def test_a_lock_with_a_host_is_found():
    assert promises.hosts('a==1 --hash=sha256:0\nb @ https://files.example/b.whl\n  "url": "https://fund.example"') == [
        2
    ]


@pytest.mark.django_db
def test_a_get_that_writes_is_stopped():
    def careless(request):
        User.objects.update(name="改了")
        return HttpResponse()

    assert ReadOnlyGets(careless)(RequestFactory().post("/")).status_code == 200
    with pytest.raises(WroteOnGet, match="UPDATE"):
        ReadOnlyGets(careless)(RequestFactory().get("/"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("base/loose_end.py", "from zhijia.web import menu"),
        ("kernels/org/loose_end.py", "from zhijia.kernels.people import models"),
        ("engines/flow/loose_end.py", "from zhijia.areas.care.consolation import rules"),
        ("areas/care/consolation/loose_end.py", "from zhijia.areas.care.mutual_aid import rules"),
        ("areas/care/consolation/rules.py", "import django"),
    ],
)
def test_an_import_upwards_or_sideways_breaks_a_contract(tmp_path, module, line):
    """On a copy of the house, with the linter that bin/check runs."""
    root = HOUSE.parent
    copy = tmp_path / "house"
    copy_tree(root, copy)
    target = copy / "zhijia" / module
    target.write_text((target.read_text() if target.exists() else "") + f"\n{line}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def copy_tree(root, copy):
    ignore = shutil.ignore_patterns("tests", "__pycache__", "templates", "static", "migrations")
    for folder in ("zhijia", "config"):
        shutil.copytree(root / folder, copy / folder, ignore=ignore)
    shutil.copy(root / "pyproject.toml", copy / "pyproject.toml")
