"""The list of pages in the index of the handbook: every page by the title and the first sentence it has itself."""

import re
from pathlib import Path

from django.apps import apps

from .markdown import ROOT

FOLDER = ROOT / "docs" / "handbook"
INDEX = FOLDER / "index.md"
BEGIN, END = "<!-- pages -->", "<!-- /pages -->"
BASICS = ("start", "organisation", "roster", "approvals", "dashboard", "policy")  # in the order in which one reads them


def page() -> str:
    """The index as it stands, with the list between its two marks printed anew."""
    before, _begin, rest = INDEX.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    basics = [line(FOLDER / f"{name}.md") for name in BASICS]
    business = [line(file) for file in business_pages()]
    parts = [BEGIN, "## 先读这些", "\n".join(basics), *(["## 各项业务", "\n".join(business)] if business else []), END]
    return before + "\n\n".join(parts) + after


def business_pages() -> list[Path]:
    """Areas in the order of the settings, then whatever else there is."""
    labels = [app.label for app in apps.get_app_configs() if app.name.startswith("zhijia.areas.")]
    known = {"index", *BASICS}
    files = [file for file in FOLDER.glob("*.md") if file.stem not in known]
    return sorted(files, key=lambda file: (labels.index(file.stem) if file.stem in labels else len(labels), file.stem))


def line(file) -> str:
    text = file.read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    first = next(
        (part for part in re.split(r"\n\s*\n", text) if part.strip() and not part.lstrip().startswith(("#", "<"))), ""
    )
    sentence = re.match(r"[^。]*。?", " ".join(first.split()))
    said = plain(sentence[0]) if sentence else ""
    return f"- [{title[1] if title else file.stem}]({file.name})" + (f"：{said}" if said else "")


def plain(text) -> str:
    """Without emphasis, links and pictures: the sentence stands beside a link of its own."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "").strip()
