"""What the documents say is so: printed pages are current, links lead somewhere, commands exist."""

import re
import subprocess
import sys
from io import StringIO
from urllib.parse import unquote

import pytest
from django.core.management import call_command, get_commands

from config.docs import PAGES, glossary, handbook, states

from .source import ROOT

DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = [path for path in DOCS if "adr" not in path.parts]  # a decision may name what is no more
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
COMMAND = re.compile(r"bin/zhijia ([a-z][a-z_]+)")
SCRIPT = re.compile(r"(?<![\w/])bin/([a-z][a-z-]+)\b")


def by_path(path):
    return path.relative_to(ROOT).as_posix()


def local(path, links):
    """Those that lead to a file of ours, with the file they lead to."""
    for link in links:
        name = unquote(link.partition("#")[0])
        if name and "://" not in link and not link.startswith("mailto:"):
            yield link, (path.parent / name).resolve()


def anchors(text):
    """The anchors that a page gives its headings."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


# --- printed pages ---


def test_printed_pages_say_what_the_code_says():
    """In a process of its own: tests declare kinds, jobs and numbers that are none of the platform's."""
    done = subprocess.run(
        [sys.executable, "manage.py", "docs", "--check"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_nothing_else_lies_among_the_printed_pages():
    assert {by_path(path) for path in (ROOT / "docs" / "generated").iterdir()} <= set(PAGES)


def test_the_check_names_a_page_that_fell_behind(monkeypatch):
    monkeypatch.setitem(PAGES, "docs/generated/states.md", lambda: "older")
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("docs", "--check", stderr=said)
    assert end.value.code == 1
    assert "docs/generated/states.md" in said.getvalue()


def test_a_term_without_its_place_in_the_code_is_found(tmp_path, monkeypatch):
    kept = tmp_path / "glossary.csv"
    kept.write_text("term,english,identifier,meaning\n旧词,old,base.verdict.gone,x\n", encoding="utf-8")
    monkeypatch.setattr(glossary, "FILE", kept)
    assert glossary.lost() == ["旧词: base.verdict.gone"]


def test_every_state_of_a_table_of_moves_has_a_word_and_every_move_a_state():
    for folder in states.folders():
        for machine in states.machines(folder):
            assert set(map(str, machine.words)) == set(map(str, machine.moves)), machine.place
            assert {to for targets in machine.moves.values() for to in targets} <= set(machine.moves), machine.place


# --- what people wrote ---


@pytest.mark.parametrize("path", DOCS, ids=by_path)
def test_links_lead_to_files(path):
    text = path.read_text(encoding="utf-8")
    assert [link for link, file in local(path, LINK.findall(text)) if not file.exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=by_path)
def test_anchors_are_headings_of_the_page(path):
    text = path.read_text(encoding="utf-8")
    lost = []
    for link in LINK.findall(text):
        name, hash_, anchor = link.partition("#")
        page = (path.parent / name).resolve() if name else path
        if hash_ and "://" not in link and unquote(anchor) not in anchors(page.read_text(encoding="utf-8")):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("path", DOCS, ids=by_path)
def test_pictures_are_there(path):
    found = ["".join(pair) for pair in PICTURE.findall(path.read_text(encoding="utf-8"))]
    assert [link for link, file in local(path, found) if not file.exists()] == []


@pytest.mark.parametrize("path", GUIDES, ids=by_path)
def test_commands_exist(path):
    text = path.read_text(encoding="utf-8")
    assert set(COMMAND.findall(text)) - set(get_commands()) - {"help"} == set()
    assert [name for name in SCRIPT.findall(text) if not (ROOT / "bin" / name).exists()] == []


def test_the_index_of_the_handbook_lists_every_page():
    listed = {file for _link, file in local(handbook.INDEX, LINK.findall(handbook.INDEX.read_text(encoding="utf-8")))}
    assert set(handbook.FOLDER.glob("*.md")) - listed == {handbook.INDEX}


def test_the_index_of_decisions_lists_every_decision():
    folder = ROOT / "docs" / "adr"
    index = (folder / "index.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("0*.md")):
        title = re.match(r"# \d+\. (.+)", path.read_text(encoding="utf-8"))[1]
        assert f"[{title}]({path.name})" in index


def test_decisions_are_dated_short_and_say_what_else_was_considered():
    for path in sorted((ROOT / "docs" / "adr").glob("0*.md")):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^\d{4}-\d\d-\d\d · (accepted|replaced by \d+)$", text, re.MULTILINE), path.name
        assert "**Decision.**" in text, path.name
        assert "**Considered.**" in text, path.name
        assert len(text.splitlines()) <= 25, path.name


def test_the_two_readmes_show_the_same_commands_accounts_and_links():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    there = r"\]\((docs/[^)]+|(?!README)[A-Z]+\.md|LICENSE)\)"
    for found in (r"^\| `(\w+)` \|", r"^(bin/[^#\n]*\S)", there):
        assert set(re.findall(found, english, re.MULTILINE)) == set(re.findall(found, chinese, re.MULTILINE)), found


def test_the_readme_names_the_accounts_of_the_demonstration():
    from config.demo import plan

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert plan.PASSWORD in text
    assert [name for name, _purpose in plan.SHOWN if f"| `{name}` |" not in text] == []


def test_every_variable_of_the_settings_is_explained_to_operators():
    settings = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"ZHIJIA_[A-Z_]+", settings)) - set(re.findall(r"ZHIJIA_[A-Z_]+", told)) == set()


@pytest.mark.parametrize("path", DOCS, ids=by_path)
def test_no_document_knows_the_machine_it_was_written_on(path):
    assert re.findall(r"(?:/work|/tmp|/home|/root)/[\w./-]*", path.read_text(encoding="utf-8")) == []
