"""The two commands: JSON alone on stdout, a readable table without it, one sentence on stderr and exit 2."""

import io
import json

import pytest
from django.core.management import call_command

from zhijia.engines.documents.management.commands import figures_in, plan_outline
from zhijia.engines.documents.tests import fixtures


def run(command, *words):
    out, err = io.StringIO(), io.StringIO()
    call_command(command.Command(stdout=out, stderr=err), *words)
    return out.getvalue()


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "要点.txt"
    path.write_text(fixtures.THREE_LEVELS, encoding="gb18030")
    return str(path)


def test_outline_as_json(plan):
    said = json.loads(run(plan_outline, plan, "--json"))
    assert list(said)[:7] == ["kind", "title", "number", "issuer", "date", "items", "warnings"]
    assert said["items"][2] == {
        "level": 3,
        "number": "1.",
        "title": "分片举办。",
        "text": "",
        "measures": ["东片在三月，西片在五月。"],
        "kind": "item",
    }


def test_outline_as_a_table(plan):
    said = run(plan_outline, plan)
    assert "      1.分片举办" in said
    assert "- 东片在三月，西片在五月。" in said


def test_figures_as_json_and_table(plan):
    rows = [{"value": 10, "unit": "个", "text": "十个", "hedge": ""}]
    assert json.loads(run(figures_in, plan, "--json")) == rows
    assert "十个" in run(figures_in, plan)


@pytest.mark.parametrize("command", [plan_outline, figures_in])
def test_refusal_is_one_sentence_and_exit_2(command, tmp_path):
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(command.Command(stdout=out, stderr=err), str(path), "--json")
    assert stopped.value.code == 2
    assert (out.getvalue(), err.getvalue()) == ("", "文件是空的，请检查后重新选择文件。\n")
