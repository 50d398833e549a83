"""What stands around every page, and where the floors above plug into it.

A kernel or area registers in its `menu.py` (imported at start):

    from zhijia.web import shell

    @shell.home_panel(order=10, ability="view")     # ability=None: everybody
    def running_jobs(workbench):                    # -> None (nothing to show) or Panel
        return shell.Panel(_("正在运行的任务"), "jobs/_home.html", {"jobs": ...}, wide=False)

    @shell.search_source(_("人员"), order=10)
    def people(user, text, limit):                  # -> iterable of Hit; must use visible_to(user)
        ...
        yield shell.Hit("张三", "/people/1/", note="云岭财经职业学院", icon="user")

    @shell.bell                                     # one source of to-dos each; the bell shows them all by deadline
    def desks(user):                                # -> iterable of Todo
        ...

    @shell.member_card                              # the one card on top of 我的: -> Card or None
    @shell.my_applications                          # fn(user) -> iterable of Application
    @shell.my_notices                               # fn(user) -> iterable of Notice

Everything is asked once per request at most, and only by the pages that show it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .menu import menu


@dataclass(frozen=True)
class Panel:
    title: Any
    template: str
    context: dict = field(default_factory=dict)
    wide: bool = False
    url: str = ""
    icon: str = ""
    order: int = 50


@dataclass(frozen=True)
class Hit:
    title: Any
    url: str
    note: Any = ""
    icon: str = "file-text"


@dataclass(frozen=True)
class Todo:
    title: Any
    url: str
    due_on: date | None = None
    kind: Any = ""
    since: date | datetime | None = None
    note: Any = ""


@dataclass(frozen=True)
class Card:
    """The member card: lines are pairs of label and text."""

    name: str
    unit: str
    number: str = ""
    state: Any = None  # a states.State
    lines: tuple = ()
    url: str = ""


@dataclass(frozen=True)
class Application:
    title: Any
    url: str
    state: Any = None  # a states.State
    with_whom: Any = ""
    since: date | datetime | None = None
    due_on: date | None = None
    steps: tuple = ()  # pages.Event


@dataclass(frozen=True)
class Notice:
    title: Any
    url: str = ""
    at: date | datetime | None = None
    unread: bool = False


@dataclass(frozen=True)
class Source:
    fn: Callable
    title: Any = ""
    order: int = 50
    ability: str | None = None

    def open_to(self, user):
        return self.ability is None or user.can(self.ability)


class Sources(list):
    """Functions registered by a decorator, with or without arguments; kept in order."""

    def __call__(self, title="", *, order=50, ability=None):
        if callable(title):
            return self()(title)

        def register(fn):
            self[:] = [s for s in self if (s.fn.__module__, s.fn.__qualname__) != (fn.__module__, fn.__qualname__)]
            self.append(Source(fn, title, order, ability))
            self.sort(key=lambda source: source.order)
            return fn

        return register


home_panel = home_panels = Sources()
search_source = search_sources = Sources()
bell = Sources()
member_card = Sources()
my_applications = Sources()
my_notices = Sources()

UNIT = "zj_unit"  # session key: pk of the unit the user works for just now
CARE, THEME = "zj_care", "zj_theme"  # cookies
THEMES = ("system", "light", "dark")


class Workbench:
    """Everything the frame shows for one request; each part is computed when a template asks for it."""

    def __init__(self, request):
        self.request, self.user = request, request.user

    @cached_property
    def chapters(self):
        return list(menu.chapters_for(self.user, self.request.path)) if self.user.is_authenticated else []

    @cached_property
    def staff(self):
        """Holds any role at all: works here, and not only as a member."""
        return self.user.is_authenticated and any(self.user.can(ability) for ability in ("view", "manage", "audit"))

    @cached_property
    def desks(self):
        """Units the user may work for: the tops of their reach."""
        return list(self.user.desks("view").order_by("path")) if self.staff else []

    @cached_property
    def unit(self):
        """Chosen in the switcher, if still within reach; else the first unit on which a role is held."""
        if not self.staff:
            return None
        wanted = self.request.session.get(UNIT)
        held = next((unit for unit in self.desks if unit.pk == wanted), None)
        return held or (wanted and self.user.units("view").filter(pk=wanted).first()) or next(iter(self.desks), None)

    @cached_property
    def narrowed(self):
        """Whether the user chose to see one subtree only."""
        return bool(self.unit and self.unit.pk == self.request.session.get(UNIT))

    @cached_property
    def todos(self):
        if not self.user.is_authenticated:
            return []
        found = [todo for source in bell for todo in source.fn(self.user)]
        return sorted(found, key=lambda todo: (todo.due_on is None, todo.due_on or date.max))

    @cached_property
    def panels(self):
        made = (source.fn(self) for source in home_panels if source.open_to(self.user))
        return [panel for panel in made if panel]

    @property
    def mine(self):
        return menu.mine_for(self.user)

    @property
    def care(self):
        """关怀模式: larger type, larger targets, fewer entries."""
        return self.request.COOKIES.get(CARE) == "1"

    @property
    def theme(self):
        theme = self.request.COOKIES.get(THEME, "system")
        return theme if theme in THEMES else "system"


def address(name):
    """Where the accounts library answers, if it is installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def account_links():
    found = [
        ("account_change_password", _("修改密码"), "lock"),
        ("mfa_index", _("两步验证与通行密钥"), "shield"),
        ("usersessions_list", _("登录的设备"), "device"),
    ]
    return [(address(name), label, sign) for name, label, sign in found if address(name)]


def workbench(request) -> Workbench:
    if not hasattr(request, "workbench"):
        request.workbench = Workbench(request)
    return request.workbench


def context(request):
    """Context processor."""
    if not hasattr(request, "user"):
        return {}
    return {
        "workbench": workbench(request),
        "account_links": account_links,
        "login_url": address("account_login"),
        "logout_url": address("account_logout"),
        "home_url": address("web:home"),
    }
