"""Checks of the database itself: guards of append-only tables, references, constraints."""

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from zhijia.base.append_only import unguarded
from zhijia.base.verifying import Fault, check


@check("guards", _("只增不改的表"))
def guards():
    for table in unguarded():
        yield Fault(table, _("数据库中防修改的触发器不在了，请重新运行迁移或联系系统管理员"))


@check("database", _("数据库约束"))
def database():
    yield from {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]()


def _sqlite():
    for table, row, parent, _key in _ask("PRAGMA foreign_key_check"):
        yield Fault(f"{table}:{row}", _("指向的“%(table)s”里没有这一行") % {"table": parent})
    for (message,) in _ask("PRAGMA integrity_check"):
        if message != "ok":
            yield Fault("sqlite", message)
    present = {name for (name,) in _ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
    yield from _missing(present)


def _postgresql():
    """Constraints that were switched off or left unchecked, and indexes that are not in use."""
    unchecked = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
    for table, name in _ask(unchecked):
        yield Fault(table, _("约束“%(name)s”没有核对过已有数据") % {"name": name})
    unusable = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    for (index,) in _ask(unusable):
        yield Fault(index, _("索引不可用，请重建"))
    disabled = (
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'D' AND pg_table_is_visible(tgrelid)"
    )
    for table, trigger in _ask(disabled):
        yield Fault(table, _("触发器“%(name)s”被停用，引用和防修改不再受保护") % {"name": trigger})
    present = {
        name for (name,) in _ask("SELECT tablename FROM pg_tables WHERE schemaname = ANY(current_schemas(false))")
    }
    yield from _missing(present)


def _missing(present):
    for model in apps.get_models():
        if model._meta.managed and model._meta.db_table not in present:
            yield Fault(model._meta.db_table, _("表不存在，请运行数据库迁移"))


def _ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
