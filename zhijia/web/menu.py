"""The left menu of the workbench and the large entries of 我的.

Each folder's `menu.py` says what it adds; web imports them all at start:

    from zhijia.web.menu import Entry, menu
    menu.add(Entry(chapter="care", title=_("职工医疗互助"), url="mutual_aid:claims", ability="view", order=10))
    menu.mine(Entry(title=_("医疗互助"), url="mutual_aid:mine", icon="heart", order=20, note=_("住院了怎么申请")))
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core import checks
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

CHAPTERS = {
    "guidance": (_("思想引领"), "flag"),
    "merit": (_("建功立业"), "trophy"),
    "democracy": (_("民主管理"), "scale"),
    "care": (_("服务职工"), "heart"),
    "organising": (_("组织建设"), "tree"),
    "finance": (_("财务经审"), "coins"),
    "office": (_("办公"), "file-text"),
    "system": (_("系统"), "settings"),
}
# A long chapter is told in parts, in this order; entries that name none come first.
PARTS = {
    "": "",
    "units": _("组织"),
    "bodies": _("机构和任职"),
    "members": _("会员"),
    "joining": _("入会"),
    "founding": _("建会"),
    "counts": _("统计"),
}


@dataclass(frozen=True)
class Entry:
    chapter: str = ""
    part: str = ""
    title: Any = ""
    url: str = ""
    ability: str | None = "view"  # None: everybody signed in
    order: int = 50
    icon: str = ""
    note: Any = ""  # one short line under a large entry
    query: str = ""
    plain: bool = True  # stays in 关怀模式

    @property
    def href(self):
        """Its address; empty where nothing answers under that name."""
        try:
            return reverse(self.url) + (f"?{self.query}" if self.query else "")
        except NoReverseMatch:
            return ""

    @property
    def place(self):
        return list(PARTS).index(self.part), self.order


@dataclass(frozen=True)
class Line:
    """An entry as one page shows it."""

    title: Any
    href: str
    part: str
    here: bool


@dataclass(frozen=True)
class Chapter:
    code: str
    title: Any
    icon: str
    parts: list  # (heading, lines)
    open: bool


class Menu:
    def __init__(self):
        self.entries, self.own = [], []

    def add(self, entry: Entry):
        if entry.chapter not in CHAPTERS:
            raise ValueError(f"unknown chapter {entry.chapter!r}: choose from {', '.join(CHAPTERS)}")
        if entry.part not in PARTS:
            raise ValueError(f"unknown part {entry.part!r}: choose from {', '.join(PARTS)}")
        if entry not in self.entries:
            self.entries.append(entry)

    def mine(self, entry: Entry):
        if entry not in self.own:
            self.own.append(entry)

    def chapters_for(self, user, path=""):
        """Every chapter in which the user's roles reach something; that of the page at `path` is open."""
        held = {}
        ordered = sorted(self.entries, key=lambda entry: entry.place)
        shown = [(entry, entry.href) for entry in ordered if holds(user, entry.ability, held)]
        nearest = max((href for _, href in shown if path.startswith(href)), key=len, default="")
        for code, (title, icon) in CHAPTERS.items():
            within = [(entry, href) for entry, href in shown if entry.chapter == code and href]
            if within:
                lines = [Line(entry.title, href, entry.part, href == path) for entry, href in within]
                parts = [(PARTS[part], list(of)) for part, of in groupby(lines, lambda line: line.part)]
                yield Chapter(code, title, icon, parts, open=bool(nearest) and any(h == nearest for _, h in within))

    def mine_for(self, user):
        return [entry for entry in sorted(self.own, key=lambda e: e.order) if entry.href]


def holds(user, ability, held):
    """Whether the user holds an ability anywhere; asked once per ability."""
    if ability is None:
        return True
    if ability not in held:
        held[ability] = bool(user.can(ability))
    return held[ability]


menu = Menu()


@checks.register
def entries_lead_somewhere(app_configs, **kwargs):
    return [
        checks.Error(f"menu entry {entry.title!s} leads to unknown address {entry.url!r}", id="web.E001")
        for entry in [*menu.entries, *menu.own]
        if not entry.href
    ]
