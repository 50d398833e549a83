"""Columns that are searched by their beginning, as a range of an index on every database."""

from django.db import models
from django.db.models import Lookup

from zhijia.kernels.org.paths import PathField

LAST = "\U0010ffff"  # sorts after every sign a name may hold


class InitialsField(PathField):
    """Letters compared byte by byte: `initials__under="zz"` is everybody whose initials begin with zz, in order."""


class NameField(models.CharField):
    """`name__begins="张"`."""


@NameField.register_lookup
class Begins(Lookup):
    """PostgreSQL makes a range of LIKE by itself if the index compares bytes; SQLite has to be told the range."""

    lookup_name = "begins"

    def as_sql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{left} LIKE %s", [*params, connection.ops.prep_for_like_query(self.rhs) + "%"]
        return f"({left} >= %s AND {left} < %s)", [*params, self.rhs, *params, self.rhs + LAST]
