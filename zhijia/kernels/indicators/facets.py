"""What a number is broken down or narrowed by: a column of its rows, or something to be worked out for the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F


@dataclass(frozen=True)
class Facet:
    """`expression(scope)` gives the value of a row; `words` says what the values are called."""

    expression: Callable[[Any], Any] | None
    label: Any = ""
    words: Mapping[str, Any] = field(default_factory=dict)

    def narrowed(self, rows, name, value, scope):
        several = isinstance(value, list | tuple | set | frozenset)
        return rows.alias(**{f"zj_{name}": self.expression(scope)}).filter(
            **{f"zj_{name}__in" if several else f"zj_{name}": value}
        )


@dataclass(frozen=True)
class Column(Facet):
    """A plain lookup: filtered as such, so that an index serves."""

    lookup: str = ""

    def narrowed(self, rows, name, value, scope):
        several = isinstance(value, list | tuple | set | frozenset)
        return rows.filter(**{f"{self.lookup}__in" if several else self.lookup: value})


def column(lookup, label="", words=()) -> Column:
    return Column(lambda scope: F(lookup), label, dict(words), lookup)


UNKNOWN = Facet(None)  # nothing can be divided by it


def facet(given) -> Facet:
    if given is None:
        return UNKNOWN
    return given if isinstance(given, Facet) else column(given)
