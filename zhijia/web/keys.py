"""Keys that come in from a browser: ticked rows, chosen options. What no column could hold belongs to no row."""

from django.core.exceptions import ValidationError


def fitting(model, typed) -> list:
    """The keys among `typed` that rows of this model could have; each once, in their order."""
    column = model._meta.pk
    while column.remote_field:
        column = column.target_field
    return list(dict.fromkeys(key for one in typed if (key := _read(column, one)) is not None))


def _read(column, typed):
    try:
        return column.clean(typed, None)
    except ValidationError:
        return None
