"""Commands others may script against: the scripts in bin/ and the management commands behind bin/zhijia."""

import argparse
import re
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.core.management import find_commands

from zhijia.base.verifying import checks
from zhijia.kernels.jobs.registry import jobs

from .markdown import ROOT, code, table, whole

DJANGO = set(find_commands(str(Path(django.__file__).parent / "core" / "management")))
COMMON = {
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
    "help",
}


def page() -> str:
    return whole(
        "Commands 命令",
        "## Scripts",
        table(["Script", "What it does"], [[code(f"bin/{file.name}"), said_of(file)] for file in scripts()]),
        "## Management commands",
        "All run as `bin/zhijia NAME …`; Django's own (`migrate`, `check`, …) run the same way.",
        *(part for name, module in sorted(found().items()) for part in section(name, module)),
        "## Background work",
        "What `bin/zhijia worker` does: asked for on a page, or by the clock.",
        background(),
        "## What `verify` checks",
        verified(),
    )


def scripts() -> list[Path]:
    return sorted(file for file in (ROOT / "bin").iterdir() if file.is_file())


def said_of(file) -> str:
    """The comment at the head of a script, up to its first indented line."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    said = []
    for line in lines:
        if not line.startswith("# ") or line.startswith("#  "):
            break
        said.append(line[2:])
    return " ".join(said)


def found() -> dict:
    """{name: module} of every command of ours; one that takes the place of Django's is not ours to explain."""
    ours = [app for app in apps.get_app_configs() if app.name.split(".")[0] in ("zhijia", "config")]
    return {
        name: import_module(f"{app.name}.management.commands.{name}")
        for app in ours
        for name in find_commands(str(Path(app.path) / "management"))
        if name not in DJANGO
    }


def section(name, module):
    command = module.Command()
    yield f"## `bin/zhijia {name}`"
    yield str(command.help)
    if module.__doc__:
        yield re.sub(r"\s*\n\s*\n\s*", "\n\n", module.__doc__.strip())
    if rows := arguments(command, name):
        yield table(["Argument", "Meaning"], rows)


def arguments(command, name) -> list:
    parser = command.create_parser("zhijia", name)
    own = [action for action in parser._actions if action.dest not in COMMON and action.help != argparse.SUPPRESS]
    return [[code(form(action)), meaning(action)] for action in own]


def form(action) -> str:
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    if not action.option_strings:
        return f"[{value}]" if action.nargs in ("?", "*") else value
    return f"{action.option_strings[-1]} {value}".strip()


def background() -> str:
    rows = [[code(task.code), task.title, turns(task), task.attempts] for _code, task in sorted(jobs.items())]
    return table(["Task", "任务", "When", "Attempts"], rows)


def verified() -> str:
    checks.discover()
    return table(["Check", "核对"], [[code(check.code), check.title] for _code, check in sorted(checks.items())])


def turns(task) -> str:
    if task.period is None:
        return "on request"
    hours = task.period.total_seconds() / 3600
    often = f"every {hours:g} h" if hours >= 1 else f"every {hours * 60:g} min"
    return f"{often} at {task.at:%H:%M}" if task.at else often


def meaning(action) -> str:
    said = [str(action.help or "")]
    if action.choices:
        said.append("one of " + ", ".join(map(code, action.choices)))
    if action.required and action.option_strings:
        said.append("required")
    return "; ".join(part for part in said if part)
