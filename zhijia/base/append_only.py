"""Tables whose rows are written once. The database refuses to change or delete them, whoever asks.

A migration puts the guard on, right after creating the table:

    operations = [migrations.CreateModel(name="Entry", ...), AppendOnly("Entry")]

SQLite drops triggers when a later migration rebuilds the table (AlterField and the like), so such a migration ends with
`AppendOnly("Entry")` again. The model says `append_only = True`; `unguarded()` names those the guard is missing from.
"""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection as default_connection
from django.db.migrations.operations.base import Operation

PREFIX = "append_only_"

PG_FUNCTION = """
CREATE OR REPLACE FUNCTION zhijia_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _sqlite(table) -> list[str]:
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{PREFIX}{table}_{event.lower()}" BEFORE {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql(table) -> list[str]:
    def trigger(name, event, each):
        return (
            f'CREATE OR REPLACE TRIGGER "{PREFIX}{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION zhijia_append_only()"
        )

    return [PG_FUNCTION, trigger("rows", "UPDATE OR DELETE", "ROW"), trigger("all", "TRUNCATE", "STATEMENT")]


def guards(vendor, table) -> list[str]:
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor](table)


def unguards(vendor, table) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_{event}"' for event in ("update", "delete")]
    return [f'DROP TRIGGER IF EXISTS "{PREFIX}{name}" ON "{table}"' for name in ("rows", "all")]


class AppendOnly(Operation):
    """Migration operation: from here on, rows of this model stay as they were written."""

    reversible = True

    def __init__(self, name):
        self.name = name

    def deconstruct(self):
        return self.__class__.__qualname__, [self.name], {}

    def state_forwards(self, app_label, state):
        pass  # triggers are no part of the model state

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(app_label, schema_editor, to_state, guards)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._run(app_label, schema_editor, from_state, unguards)

    def _run(self, app_label, schema_editor, state, statements):
        model = state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        for sql in statements(schema_editor.connection.vendor, model._meta.db_table):
            schema_editor.execute(sql, params=None)

    def describe(self):
        return f"Make {self.name} append-only"


def append_only_models() -> list:
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def guarded_tables(connection=default_connection) -> set[str]:
    """Tables that carry a guard in this database."""
    if connection.vendor == "sqlite":
        sql = f"SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%'"
    else:
        sql = (
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            f"WHERE t.tgname LIKE '{PREFIX}%' AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


def unguarded(connection=default_connection) -> list[str]:
    """Tables that promise to be append-only and are not: a rebuilt table, or a migration that forgot."""
    guarded = guarded_tables(connection)
    return [model._meta.db_table for model in append_only_models() if model._meta.db_table not in guarded]


@contextmanager
def lifted(connection=default_connection):
    """Without the guards, to empty a whole database (`flush`, and with it the reset after a transactional test)."""
    tables = sorted(guarded_tables(connection))
    _execute(connection, tables, unguards)
    try:
        yield
    finally:
        _execute(connection, tables, guards)


def _execute(connection, tables, statements):
    with connection.cursor() as cursor:
        for table in tables:
            for sql in statements(connection.vendor, table):
                cursor.execute(sql)
