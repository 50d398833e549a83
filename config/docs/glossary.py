"""The office's words and the names they have in the code. A name that is not in the code stops the printing."""

import csv
from importlib import import_module

from django.core.management.base import CommandError

from .markdown import ROOT, code, table, whole

FILE = ROOT / "docs" / "glossary.csv"


def rows() -> list[dict]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find(dotted):
    """The object a dotted name stands for: a module, or an attribute reached from one."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            found = getattr(found, name)
        return found
    raise AttributeError(dotted)


def lost() -> list[str]:
    """Terms whose name in the code is gone."""
    gone = []
    for row in rows():
        try:
            find(f"zhijia.{row['identifier']}")
        except AttributeError:
            gone.append(f"{row['term']}: {row['identifier']}")
    return gone


def page() -> str:
    if gone := lost():
        raise CommandError("docs/glossary.csv names what the code does not have: " + "; ".join(gone))
    lines = [[row["term"], row["english"], code(row["identifier"]), row["meaning"]] for row in rows()]
    return whole(
        "Glossary 术语与代码",
        "The words of the office, and where each lives below `zhijia`. Kept in [glossary.csv](../glossary.csv).",
        table(["术语", "English", "In the code", "Meaning"], lines),
    )
