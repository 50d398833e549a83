"""Numbers every union has before it does anything: its units, its members, and the staff they are measured against."""

from . import members, staff, units  # noqa: F401
