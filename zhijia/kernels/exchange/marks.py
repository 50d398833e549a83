"""How a row looked when a batch left it, in few bytes; and what may be shown of a wrong cell."""

import base64
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from zlib import crc32

from django.apps import apps
from django.db import connections, models, router

from zhijia.base import masking
from zhijia.base.sheets.cells import plain

STEP = 5_000
KINDS_MASKED = {"id_number": masking.id_number, "phone": masking.phone}


def shown(column, cell) -> str:
    """What stood in the cell, as far as a list of errors may repeat it."""
    word = plain(cell)[:100]
    if column is None or not word:
        return word
    mask = KINDS_MASKED.get(column.kind, masking.card if column.secret else None)
    return mask(word) if mask else word


def marks_of(spec, touches) -> dict[str, dict]:
    """Model label → pk → mark of the watched columns as they stand now. Rows that are gone have none."""
    keys = defaultdict(list)
    for label, pk, *_more in touches:
        keys[label].append(pk)
    return {label: marks_in(spec, label, sorted(set(pks))) for label, pks in keys.items()}


def marks_in(spec, label, pks) -> dict:
    if label not in spec.watched:
        return {}
    return {pk: crc32(text.encode()) for pk, text in texts_of(apps.get_model(label), spec.watched[label], pks)}


def texts_of(model, names, pks):
    """(pk, the columns as one text), put together by the database. Sealed columns are watched by their digests."""
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    key = quote(model._meta.pk.column)
    columns = [quote(model._meta.get_field(name).column) for name in names]
    between = "|| chr(31) ||" if connection.vendor == "postgresql" else "|| char(31) ||"
    text = between.join(f"COALESCE(CAST({column} AS TEXT), '')" for column in columns)
    with connection.cursor() as cursor:
        for start in range(0, len(pks), STEP):
            part = pks[start : start + STEP]
            where, values = f"IN ({', '.join(['%s'] * len(part))})", part
            if type(part[0]) is int and part[-1] - part[0] == len(part) - 1:
                where, values = "BETWEEN %s AND %s", [part[0], part[-1]]
            cursor.execute(f"SELECT {key}, {text} FROM {quote(model._meta.db_table)} WHERE {key} {where}", values)
            yield from cursor.fetchall()


def packed(before: dict) -> dict:
    """Columns as they were, fit for JSON: sealed ones stay sealed."""
    return {name: packed_value(value) for name, value in before.items()}


def packed_value(value):
    if isinstance(value, (bytes, memoryview)):
        return {"sealed": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def unpacked(model, before: dict) -> dict:
    values = {}
    for name, value in before.items():
        field = model._meta.get_field(name)
        field = field.target_field if field.is_relation else field
        if isinstance(value, dict) and "sealed" in value:
            values[name] = base64.b64decode(value["sealed"])
        else:
            values[name] = value if value is None or isinstance(field, models.JSONField) else field.to_python(value)
    return values
