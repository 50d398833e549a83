"""Which unit, days and filters an address asks about. Nonsense falls back to the ordinary; a foreign unit is a 404."""

from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import within
from zhijia.kernels.records.rules import TAGS

from . import periods
from .base import indicators
from .facets import facet
from .scope import Scope


def indicator_called(code):
    if code not in indicators:
        raise Http404(_("没有这个指标"))
    return indicators[code]


def unit_asked(user, code, fallback, *, above=False):
    """A unit in the user's reach; with `above` also one over it, whose published number opens to one's own part."""
    unit = Unit.objects.filter(code=code).first() if code else fallback
    reach = user.reach("view")
    inside = unit is not None and any(within(unit.path, path) for path in reach)
    over = above and unit is not None and any(within(path, unit.path) for path in reach)
    if not (inside or over):
        raise Http404(_("没有这个单位，或不在您的权限内"))
    return unit


def window_asked(data, today) -> periods.Window:
    """`from` and `to`, or `period` (2026, 2026-Q1, 2026-03), or this year."""
    whole = periods.parse(data.get("period", "")) or periods.year(today.year)
    start, end = (_day(data.get(name)) for name in ("from", "to"))
    start = start or (whole.start if not end else date(end.year, 1, 1))
    end = end or (whole.end if start <= whole.end else date(start.year, 12, 31))
    return periods.Window(start, end) if start <= end else whole


def scope_asked(user, data, today, fallback, *, indicator=None, above=False) -> Scope:
    known = {*TAGS, "person", *(indicator.filters if indicator else ())}
    filters = {name: data[name] for name in data if name in known and (data[name] or _may_be_empty(indicator, name))}
    if not str(filters.get("person", "0")).isdigit():
        del filters["person"]
    window = window_asked(data, today)
    unit = unit_asked(user, data.get("unit", ""), fallback, above=above)
    return Scope(unit, window.start, window.end, filters, own=data.get("own") == "1")


def _may_be_empty(indicator, name) -> bool:
    """“未登记” is an answer one may open."""
    return indicator is not None and "" in facet(indicator.filters.get(name)).words


def _day(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
