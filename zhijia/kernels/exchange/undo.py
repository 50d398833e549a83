"""Taking a batch back: refused while anything was built on it, else newest line first, chunk by chunk."""

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from zhijia.base.upsert import update_rows
from zhijia.base.verdict import need

from . import rules
from .marks import marks_of, unpacked
from .models import ImportBatch, ImportedRow

NAMED = 5  # how many obstacles a refusal names


def check(batch, report):
    """Refuses with what stands in the way: rows changed since, rows something later points at."""
    obstacles, count = [], 0
    rows = batch.rows.order_by("line")
    total = rows.count()
    for start in range(0, total, rules.CHUNK):
        chunk = list(rows[start : start + rules.CHUNK])
        found = [*changed_since(batch.spec, chunk), *built_upon(batch, chunk)]
        count += len(found)
        obstacles += found[: NAMED - len(obstacles)]
        report(min(start + rules.CHUNK, total), 2 * total, _("正在核对后来的改动"))
    need(
        not count,
        "有 %(count)s 处后来的改动，不能整批撤销：%(which)s。请先处理这些记录，或逐条更正",
        count=count,
        which="；".join(obstacles),
    ).or_refuse()


def changed_since(spec, chunk) -> list[str]:
    kept = {(label, pk): (row, mark) for row in chunk for label, pk, _before, mark in row.touches if mark}
    now = marks_of(spec, kept)
    return [
        _("第 %(line)s 行 %(what)s：%(name)s已%(how)s")
        % {
            "line": row.line,
            "what": row.what,
            "name": name_of(label),
            "how": _("被修改") if pk in now[label] else _("不存在"),
        }
        for (label, pk), (row, mark) in kept.items()
        if now[label].get(pk) != mark
    ]


def built_upon(batch, chunk) -> list[str]:
    """Rows of other tables that point at what this batch made, and that it did not make itself."""
    made = {}
    for row in chunk:
        for label, pk, before, _mark in row.touches:
            if before is None:
                made.setdefault(label, {})[pk] = row
    own = {(label, pk) for label, rows in made.items() for pk in rows}
    found = []
    for label, rows in made.items():
        for relation in apps.get_model(label)._meta.related_objects:
            found += pointing(relation, rows, own)
    return found


def pointing(relation, rows, own) -> list[str]:
    model, field = relation.related_model, relation.field
    pairs = model._base_manager.filter(**{f"{field.name}__in": list(rows)}).values_list("pk", field.attname)
    label = model._meta.label_lower
    return [
        _("第 %(line)s 行 %(what)s：已有%(name)s")
        % {"line": rows[key].line, "what": rows[key].what, "name": model._meta.verbose_name}
        for pk, key in pairs
        if (label, pk) not in own
    ]


def name_of(label) -> str:
    return str(apps.get_model(label)._meta.verbose_name)


def carry_out(batch, report, total=None):
    """Backwards, so that what was made last goes first. The journal shrinks with the rows: a restart reads on."""
    total = batch.rows.count() if total is None else total
    left = batch.rows.count()
    while left:
        with transaction.atomic():
            locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            need(locked.state == rules.UNDOING, "这批数据已由另一项任务处理，请刷新页面查看").or_refuse()
            chunk = list(batch.rows.order_by("-line")[: rules.CHUNK])
            take_back(chunk)
            ImportedRow.objects.filter(pk__in=[row.pk for row in chunk]).delete()
            left -= len(chunk)
            report(2 * total - left, 2 * total, _("正在撤销"))


def take_back(chunk):
    made: dict[str, list] = {}
    changed: dict[tuple, list] = {}
    for row in chunk:
        for label, pk, before, _mark in reversed(row.touches):
            if before is None:
                made.setdefault(label, []).append(pk)
            else:
                changed.setdefault((label, tuple(before)), []).append((pk, before))
    for label, pks in made.items():  # in the reverse order of making: what points goes before what it points at
        queryset = apps.get_model(label)._base_manager.filter(pk__in=pks)
        queryset._raw_delete(queryset.db)
    for (label, names), rows in changed.items():  # after what took their place is gone: one episode is open at a time
        model = apps.get_model(label)
        update_rows(model, names, [(pk, *unpacked(model, before).values()) for pk, before in rows])
