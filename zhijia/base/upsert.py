"""What bulk inserts leave out for an upsert: keys known before the rows exist, and many rows changed at once."""

from django.db import connections, router, transaction

from .bulk import _preparer


def reserve_keys(model, count, *, using=None) -> list[int]:
    """Primary keys nobody else will be given. On SQLite the caller's write transaction keeps others away."""
    connection = connections[using or router.db_for_write(model)]
    table, column = model._meta.db_table, model._meta.pk.column
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("keys are reserved inside the transaction that uses them")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute(f'SELECT MAX("{column}") FROM "{table}"')  # rows deleted since are remembered by the sequence
        (last,) = cursor.fetchone()
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (kept,) = cursor.fetchone() or (0,)
    first = max(last or 0, kept or 0) + 1
    return list(range(first, first + count))


def update_rows(model, fields, rows, *, using=None) -> None:
    """`rows` are (pk, *values): one prepared UPDATE, run for each. `fields` as for bulk.insert_rows."""
    rows = list(rows)
    if not rows:
        return
    connection = connections[using or router.db_for_write(model)]
    columns = [model._meta.get_field(name) for name in fields]
    preparers = [_preparer(column, connection) for column in columns]
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(column.column)} = %s" for column in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {changes} WHERE {quote(model._meta.pk.column)} = %s"

    def ready(pk, *values):
        pairs = zip(values, preparers, strict=True)
        return [prepare(value) if prepare and value is not None else value for value, prepare in pairs] + [pk]

    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(statement, [ready(*row) for row in rows])


def keys_of(model, name, values, *, using=None) -> list:
    """Primary keys of the rows whose column holds one of the values: mostly none, and then nothing dearer is asked."""
    connection = connections[using or router.db_for_read(model)]
    quote = connection.ops.quote_name
    values = list(values)
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quote(model._meta.pk.column)} FROM {quote(model._meta.db_table)} "
            f"WHERE {quote(model._meta.get_field(name).column)} IN ({', '.join(['%s'] * len(values))})",
            values,
        )
        return [key for (key,) in cursor.fetchall()]
