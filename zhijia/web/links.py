"""What can be pressed on a page: links in a list's head, actions on one row, actions on many."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import imports
from zhijia.base.verdict import Verdict


@dataclass(frozen=True)
class Link:
    """A button in the head of a page. `kind`: "" or "import" (goes into the menu of import, export, print)."""

    label: Any = ""
    url: str = ""
    ability: str | None = None
    primary: bool = False
    icon: str = ""
    kind: str = ""
    args: tuple = ()
    query: str = ""

    @property
    def href(self) -> str:
        address = self.url if self.url.startswith("/") else reverse(self.url, args=self.args)
        return f"{address}?{self.query}" if self.query else address

    def shown_to(self, user) -> bool:
        return self.ability is None or bool(user.is_authenticated and user.can(self.ability))


@dataclass(frozen=True)
class Sheet:
    """The ways of one table of the house: bring it in, its empty form, take it away to be brought in again.

    `code` is what a folder declared with `@imports`. A page about one thing names it as `subject`, with its `unit`.
    """

    code: str
    subject: Any = None
    unit: Any = None
    fills: Any = True  # false for a reader who may only take away

    @property
    def spec(self):
        return imports[self.code]

    @property
    def comes_in(self) -> Link:
        return self._link(_("导入%(title)s"), "exchange:start", self.spec.ability, "upload")

    @property
    def empty_form(self) -> Link:
        return self._link(_("下载%(title)s的模板"), "exchange:template", self.spec.ability, "file-text")

    @property
    def goes_out(self) -> Link:
        return self._link(_("导出可再导入的%(title)s"), "exchange:current", "export", "download")

    @property
    def links(self) -> list[Link]:
        ways = [self.comes_in, self.empty_form] if self.fills else []
        return [*ways, self.goes_out] if self.spec.goes_out else ways

    def _link(self, words, url, ability, icon):
        named = {"unit": self.unit, "subject": self.subject}
        query = urlencode({name: row.pk for name, row in named.items() if row is not None})
        title = words % {"title": self.spec.title}
        return Link(title, url, ability=ability, icon=icon, kind="import", args=(self.code,), query=query)


@dataclass(frozen=True)
class Act:
    """One thing that can be done to the object of a page; greyed with its reasons when the verdict says no."""

    label: Any
    url: str
    verdict: Verdict = field(default_factory=Verdict)
    primary: bool = False
    danger: bool = False
    icon: str = ""
    args: tuple | None = None  # None: the object's pk
    confirm: Any = ""  # a question asked before an action that cannot be undone
    method: str = ""  # "get" or "post"; empty: post exactly when the address belongs to an ActionPage
    fields: dict = field(default_factory=dict)  # hidden values sent along with a post

    def bound(self, obj):
        args = (obj.pk,) if self.args is None else self.args
        href = self.url if self.url.startswith("/") else reverse(self.url, args=args)
        return BoundAct(self, href, self.method or method_of(href))


@dataclass(frozen=True)
class BoundAct:
    act: Act
    href: str
    method: str

    def __getattr__(self, name):
        return getattr(self.act, name)

    @property
    def allowed(self) -> bool:
        return bool(self.act.verdict)

    @property
    def reason(self) -> str:
        return "" if self.allowed else str(self.act.verdict)


def held_back(actions) -> list[str]:
    """Why some of the actions cannot be done now; a reason is said once, however many it keeps back."""
    whys = {}
    for act in actions:
        if not act.allowed:
            whys.setdefault(str(act.reason), []).append(str(act.label))
    return [f"{'、'.join(labels)}：{reason}" for reason, labels in whys.items()]


def method_of(href: str) -> str:
    """A page that only takes posts is reached by a button, any other by a link."""
    try:
        view = getattr(resolve(href.partition("?")[0]).func, "view_class", None)
    except Resolver404:
        return "get"
    return "post" if getattr(view, "posts_only", False) else "get"


@dataclass(frozen=True)
class BulkAction:
    """The same verb for every ticked row.

    `act` names a method of the page, or is a function: act(page, row, data) does one row, may raise Refused.
    `verdict` likewise: verdict(page, row) -> Verdict, asked for the preview.
    `form_class` asks once for what all rows share; its cleaned data arrive as `data`.
    `act_all`: act_all(page, rows, data) -> message, for verbs that take the whole batch at once.
    """

    code: str
    label: Any
    act: str | Callable | None = None
    ability: str = "edit"
    verdict: str | Callable | None = None
    act_all: str | Callable | None = None
    form_class: Any = None
    danger: bool = False
    icon: str = ""
    done: Any = ""

    def call(self, what, page, *args):
        chosen = getattr(self, what)
        return getattr(page, chosen)(*args) if isinstance(chosen, str) else chosen(page, *args)

    def verdict_on(self, page, row) -> Verdict:
        return self.call("verdict", page, row) if self.verdict else Verdict()
