"""Where a unit stands: fixed-width segments, so that a subtree is one index range on every database.

`startswith` would be a LIKE that SQLite does not index, so a path is never searched by prefix.
"""

from django.db import models
from django.db.models import Lookup, Q, Value
from django.db.models.functions import Concat

WIDTH = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PAST = "~"  # sorts after every digit in byte order: `path < p + PAST` ends the subtree of p


def segment(number: int) -> str:
    """The path segment of a unit's n-th child, counted from 1; 36**4 children fit."""
    digits = ""
    for _ in range(WIDTH):
        number, rest = divmod(number, len(DIGITS))
        digits = DIGITS[rest] + digits
    return digits


def number_of(path: str) -> int:
    return int(path[-WIDTH:], len(DIGITS))


def depth(path: str) -> int:
    return len(path) // WIDTH


def ancestors_of(path: str) -> list[str]:
    """Paths above this one, from the root down."""
    return [path[:end] for end in range(WIDTH, len(path), WIDTH)]


def within(path: str, above: str) -> bool:
    return path.startswith(above)


class PathField(models.CharField):
    """A path; compared byte by byte, whatever the language of the database."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


@PathField.register_lookup
class Under(Lookup):
    """`path__under=p`: p itself and everything below it."""

    lookup_name = "under"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        bottom = self.rhs
        return f"({left} >= %s AND {left} < %s)", [*left_params, bottom, *left_params, bottom + PAST]

    def get_prep_lookup(self):
        return str(self.rhs)


def under(lookup: str, path: str) -> Q:
    return Q(**{f"{lookup}__under": path})


def end_of(path):
    """Where the subtree of a path that only the database knows ends: every place in it sorts before this."""
    return Concat(path, Value(PAST), output_field=PathField())
