"""Every address of the house, the rows behind it, and what is asked of an answer. Tests say what must come out."""

import re
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from lxml import html

from zhijia.base.sheets import imports
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.policy.registry import keys
from zhijia.web.middleware import is_write
from zhijia.web.pages import ListPage

from .furniture import furnitures

# Words in addresses that are no rows; a folder adds its own: `WORDS` in its tests/furniture.py.
VALUES = {
    ("exchange", "spec"): lambda: list(imports),
    ("policy", "key"): lambda: list(keys),
    ("indicators", "code"): lambda: list(indicators),
    ("people", "secret"): lambda: ["id_number", "phone"],
}
for label, folder in furnitures():
    VALUES |= {(label, word): values for word, values in getattr(folder, "WORDS", {}).items()}
INSIDERS = ("college", "college_chair", "insider", "branch_chair", "member", "above")
OUTSIDER = "outsider"


# --- addresses ---


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver that leads to a page of ours."""

    address: str
    name: str  # "people:roster"
    view: type
    given: tuple  # what as_view() was called with
    words: tuple  # names in the address

    def __str__(self):
        return self.name

    @property
    def app(self):
        return self.name.partition(":")[0]

    @property
    def row_words(self):
        return [word for word in self.words if (self.app, word) not in VALUES]

    @property
    def posts_only(self):
        return "get" not in self.view.http_method_names or not hasattr(self.view, "get")

    @property
    def lists(self):
        return issubclass(self.view, ListPage)

    def url(self, **words):
        return reverse(self.name, kwargs=words)

    def wordings(self, most=None, **row):
        """The address once for every value of the words that are no rows, or for some of them."""
        found = [row]
        for word in self.words:
            if (self.app, word) in VALUES:
                values = spread(VALUES[self.app, word](), most)
                found = [{**words, word: value} for words in found for value in values]
        return found

    def urls(self, most=None, **row):
        return [self.url(**words) for words in self.wordings(most, **row)]

    def page(self, user, **words):
        """The view as it stands before it answers."""
        request = RequestFactory().get("/")
        request.user, request.session, request.htmx = user, {}, False
        view = self.view(**dict(self.given))
        view.setup(request, **words)
        return view

    @property
    def model(self):
        """Of the row that the address names."""
        if getattr(self.view, "parent", None):
            return self.view.parent
        word = self.row_words[0]
        if word != "pk":
            return apps.get_model(self.app, word)
        queryset = getattr(self.view, "queryset", None)
        return queryset.model if queryset is not None else self.view.model

    def rows_for(self, user):
        """Rows the page would open to this user."""
        word = self.row_words[0]
        if word == "pk" and not self.lists:
            return self.page(user, **self.wordings()[0]).get_queryset()
        return self.model._default_manager.visible_to(user, self.view.ability or "view")


def spread(values, most):
    """Some of them, from the first to the last."""
    count = len(values)
    return [values[place] for place in sorted({count * n // most for n in range(most)})] if most and values else values


def patterns_of(patterns, prefix="", space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from patterns_of(pattern.url_patterns, prefix + str(pattern.pattern), pattern.namespace or space)
        elif (pattern.lookup_str or "").startswith("zhijia."):
            yield prefix + str(pattern.pattern), space, pattern


@cache
def routes() -> list[Route]:
    return [
        Route(
            address=address,
            name=f"{space}:{pattern.name}",
            view=pattern.callback.view_class,
            given=tuple(pattern.callback.view_initkwargs.items()),
            words=tuple(pattern.pattern.converters),
        )
        for address, space, pattern in patterns_of(get_resolver().url_patterns)
    ]


def plain_routes():
    return [route for route in routes() if not route.row_words]


def row_routes():
    return [route for route in routes() if route.row_words]


def list_routes():
    return [route for route in plain_routes() if route.lists]


# --- rows ---


def open_to_outsider(model, world, ability=None):
    """Keys of rows that are the neighbour's to see, by the model alone: what a page makes of it is in question."""
    rows, user = model._default_manager.all(), world.users[OUTSIDER]
    seen = Q(pk__in=rows.visible_to(user).values("pk"))
    return rows.filter(seen | Q(pk__in=rows.visible_to(user, ability or "view").values("pk"))).values("pk")


def inside_rows(route, world):
    """(row, insider) for rows the page opens to somebody of the college and that are not the neighbour's."""
    foreign = open_to_outsider(route.model, world, route.view.ability)
    for name in INSIDERS:
        rows = route.rows_for(world.users[name]).exclude(pk__in=foreign).order_by("pk").distinct()
        if name == "above":
            rows = rows.under(world.college.path) if hasattr(rows, "under") else rows.none()
        for row in telling(route, world.users[name], list(rows[:300])):
            yield row, name


def telling(route, user, rows):
    """Few of many rows: the first and the last, one of every state, and some on which the form may be used."""
    states = {getattr(row, "state", ""): row for row in rows}
    ready = [row for row in rows if is_ready(route, user, row)][:2] if hasattr(route.view, "allowed") else []
    return list({row.pk: row for row in [*rows[:1], *ready, *states.values(), *rows[-1:]]}.values())


def is_ready(route, user, row):
    page = route.page(user, **route.wordings(most=1, **{route.row_words[0]: row.pk})[0])
    page.object = row
    return bool(page.allowed(row))


def hidden_from_outsider(route, world, most=20):
    """Keys of rows that a list shows to somebody of the college and that are not the neighbour's."""
    for name in INSIDERS:
        rows = route.page(world.users[name], **route.wordings(most=1)[0]).get_queryset()
        hidden = rows.exclude(pk__in=open_to_outsider(rows.model, world, route.view.ability))
        if keys := list(hidden.values_list("pk", flat=True)[:most]):
            return keys
    return []


# --- answers ---


@dataclass(frozen=True)
class Tried:
    """What a request did: the answer, and the statements it cost."""

    response: object
    statements: list

    @property
    def status(self):
        return self.response.status_code

    @property
    def text(self):
        return text_of(self.response)

    @property
    def writes(self):
        return [sql for sql in self.statements if is_write(sql)]


def text_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def tried(send, *args, **kwargs) -> Tried:
    with CaptureQueriesContext(connection) as seen:
        response = send(*args, **kwargs)
    return Tried(response, [query["sql"] for query in seen.captured_queries])


# --- what is wrong with a page ---

ENGLISH = re.compile(
    r"This field is|Select a valid|Enter a valid|is not one of|does not exist|Not Found|Forbidden|Server Error"
)
UNFILLED = re.compile(  # {{1 …}} is the mark of a figure in the text of a report
    r"\b(None|NaN|undefined)\b|__\w+__|<\w+[.:] |object at 0x|\{\{(?!\d)|\{%|Decimal\(|datetime\."
)


def faults_of(text) -> list[str]:
    """A whole page: what a reader would stumble over."""
    tree = html.fromstring(text)
    found = []
    if len(tree.findall(".//h1")) != 1:
        found.append(f"{len(tree.findall('.//h1'))} h1")
    if not (tree.findtext(".//title") or "").strip():
        found.append("no title")
    for ids in twice(tree.xpath("//@id")):
        found.append(f"id {ids} twice")
    for words in texts_of(tree):
        if UNFILLED.search(words) or ENGLISH.search(words):
            found.append(f"says {words[:60]!r}")
    for link in tree.xpath("//a[@href]"):
        if not (link.text_content().strip() or link.get("aria-label") or link.get("title") or link.find(".//img")):
            found.append(f"link without words {link.get('href')}")
    return found


def twice(values):
    return sorted({value for value in values if values.count(value) > 1})


def texts_of(tree):
    skipped = {"script", "style", "template"}
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag not in skipped and (node.text or "").strip():
            yield node.text.strip()
        if (node.tail or "").strip():
            yield node.tail.strip()


def filters_of(response) -> list[str]:
    """Names that the filters of a list take in its address."""
    filterset = getattr((response.context or {}).get("view"), "filterset", None)
    return [name for field in filterset.form for name in names_of(field)] if filterset is not None else []


def names_of(field):
    ends = getattr(field.field.widget, "suffixes", None)
    return [f"{field.html_name}_{end}" for end in ends] if ends else [field.html_name]


def without_tokens(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", text).strip()


ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def private_in(text) -> list[str]:
    return [*ID_NUMBER.findall(text), *PHONE.findall(text)]


def offered(response) -> list[tuple[str, object]]:
    """(name, queryset) of every choice of rows in the forms of an answer."""
    found = []
    for context in response.context or ():
        for value in context.flatten().values() if hasattr(context, "flatten") else ():
            fields = getattr(value, "fields", None)
            if isinstance(fields, dict) and hasattr(value, "prefix"):
                found += [(name, field.queryset) for name, field in fields.items() if hasattr(field, "queryset")]
    return list({name: (name, rows) for name, rows in found}.values())
