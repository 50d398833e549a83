"""What each promise of the layout looks for: functions of the thing looked at, so that a bad sample proves them."""

import ast
import re

from django.apps import apps

from zhijia.kernels.org.models import Unit
from zhijia.web.forms import FactsForm
from zhijia.web.pages import Scoped

OURS = [model for model in apps.get_models() if model.__module__.startswith("zhijia.")]
CJK = re.compile(r"[\u4e00-\u9fff]")
WIRING = {"views", "forms", "filters", "tables", "models", "rules", "tasks", "urls", "menu"}

# --- reach ---


def reaches_a_unit(model, seen=()):
    """Directly, or through whatever it points at."""
    targets = {f.related_model for f in model._meta.fields if f.related_model} - {model, *seen}
    return Unit in targets or any(t in OURS and reaches_a_unit(t, (*seen, model)) for t in targets)


def is_scoped(queryset) -> bool:
    return hasattr(queryset, "visible_to")


def unscoped(pages):
    """(address, view) pairs whose view does not settle reach."""
    return [(url, view) for url, view in pages if not (view and issubclass(view, Scoped))]


def stock_sentences(form) -> list[str]:
    """Fields whose doubles a form of a model would refuse in words of the framework; the action has better ones."""
    if issubclass(form, FactsForm) or not form._meta.model:
        return []
    columns = {column.name for column in form._meta.model._meta.fields if column.unique and not column.primary_key}
    return sorted(columns & set(form.base_fields))


def addresses(patterns, prefix=""):
    """(address, view class) of every page of the house."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        elif (pattern.lookup_str or "").startswith("zhijia."):
            yield prefix + str(pattern.pattern), getattr(pattern.callback, "view_class", None)


# --- syntax ---

DOORS = {"get_object_or_404", "get_list_or_404"}
FETCHES = {"get", "first", "last", "create", "update", "delete", "bulk_create"}
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow"}
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "need", "Refused"}


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(node) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def second_doors(tree):
    """Lines that take rows around the reach: X.objects.get(…), get_object_or_404(X, …)."""
    for node in calls(tree):
        owner = getattr(node.func, "value", None)
        direct = called(node) in FETCHES and isinstance(owner, ast.Attribute) and owner.attr == "objects"
        if direct or called(node) in DOORS:
            yield node.lineno


def transactions(tree):
    return [node.lineno for node in ast.walk(tree) if getattr(node, "attr", "") == "atomic"]


def overrides(tree):
    """save and delete written anew in a model."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return [node.lineno for node in functions if node.name in {"save", "delete"}]


def signals(tree):
    for node in ast.walk(tree):
        imported = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals")
        if imported or (isinstance(node, ast.Call) and called(node) == "receiver"):
            yield node.lineno


def clock_reads(tree):
    for node in calls(tree):
        owner = getattr(getattr(node.func, "value", None), "id", "")
        reads = called(node) in CLOCKS and not node.args and not node.keywords
        if reads and owner in {"timezone", "date", "datetime"}:
            yield node.lineno


def days_of_greenwich(tree):
    """A moment told by its day as it is stored, in UTC: what is done before eight in the morning is a day early."""
    for node in ast.walk(tree):
        moment = None
        if isinstance(node, ast.Call) and called(node) in {"date", "strftime"}:
            moment = getattr(node.func, "value", None)
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            moment = node.value
        name = getattr(moment, "attr", getattr(moment, "id", ""))
        if name == "at" or name.endswith("_at"):
            yield node.lineno


def sheet_addresses(tree):
    """Ways of a table in and out that are written anew: a page says which `Sheet` it has."""
    ways = ("exchange:start", "exchange:template", "exchange:current")
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in ways]


def unordered_locks(tree):
    """Locks on many rows in no settled order: two that lock the same rows then wait for each other."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        chains = list(chains_of(function))
        used = {name for root, name, _ in chains if name and settled(root)}
        for root, _, kept_as in chains:
            if "select_for_update" in links(root) and not settled(root) and kept_as not in used:
                yield root.lineno


def chains_of(function):
    """(outermost call or attribute, the name it begins with, the name it is kept under) of every chain of calls."""
    kept = {id(node.value): node.targets[0].id for node in ast.walk(function) if is_naming(node)}
    parts = (node for node in ast.walk(function) if isinstance(node, ast.Call | ast.Attribute))
    inner = {id(link) for node in parts for link in list(walk_down(node))[1:]}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and id(node) not in inner:
            yield node, getattr(list(walk_down(node))[-1], "id", None), kept.get(id(node))


def is_naming(node):
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)


def walk_down(node):
    """a.b().c: from the outermost link to what it begins with."""
    while node is not None:
        yield node
        node = node.func if isinstance(node, ast.Call) else getattr(node, "value", None)


def links(chain):
    return {link.attr for link in walk_down(chain) if isinstance(link, ast.Attribute)}


def settled(chain):
    """One row, or rows in the order of their keys."""
    ordered = any(called(c) == "order_by" and ast.unparse(c.args[0]) == "'pk'" for c in calls(chain) if c.args)
    return ordered or bool(links(chain) & {"get", "first"})


def bare_words(tree):
    """Chinese literals that no translation function and no need() receives. Docstrings are prose."""
    inside = {id(leaf) for node in calls(tree) if called(node) in TRANSLATED for leaf in ast.walk(node)}
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        words = isinstance(node, ast.Constant) and isinstance(node.value, str) and CJK.search(node.value)
        if words and id(node) not in inside and id(node) not in prose:
            yield node


# --- templates and text ---

TAGS = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)\b.*?{%\s*end(?:blocktranslate|blocktrans)\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|"
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}",
    re.S,
)
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
HOST = re.compile(r"https?://")


def untranslated(template: str) -> bool:
    return bool(CJK.search(TAGS.sub("", template)))


def inline(template: str):
    """What the content policy would refuse: a script, style or handler written into the page."""
    return [found.group() for found in INLINE.finditer(template)]


def hosts(lock: str):
    """Lines of a lock file that name a host; npm's funding links are not where anything comes from."""
    return [n for n, line in enumerate(lock.splitlines(), 1) if HOST.search(line) and '"url"' not in line]
