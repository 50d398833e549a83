"""Cells as a merge changes them: each change is a step, so that the way back is the same way walked backwards."""

import base64
from datetime import date, datetime
from itertools import groupby

from django.apps import apps
from django.db import IntegrityError, transaction

from zhijia.base.sealed import Sealed, SealedField
from zhijia.base.verdict import need

from ..models import PersonMergeStep

COPIES = {"home_path"}  # follow another column and the tree; put right afterwards


def kept(value, field):
    """A value as JSON. A secret stays sealed."""
    if isinstance(value, Sealed):
        return {"sealed": base64.b64encode(field.get_prep_value(value)).decode()}
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def opened(value, field):
    """And back."""
    if isinstance(field, SealedField) and isinstance(value, dict):
        token = base64.b64decode(value["sealed"])
        return Sealed(token=token, purpose=field.purpose) if token else Sealed(text="")
    return None if value is None else field.to_python(value)


def cells(model, key, columns) -> dict:
    """{column: (what stands there, field)}."""
    fields = [model._meta.get_field(column) for column in columns]
    row = model._base_manager.filter(pk=key).values_list(*(field.attname for field in fields)).first()
    need(row, "%(table)s里的一行已被删除，不能撤销", table=model._meta.verbose_name).or_refuse()
    return {field.name: (kept(value, field), field) for field, value in zip(fields, row, strict=True)}


class Steps:
    """Writes cells and remembers what stood there."""

    def __init__(self, merge):
        self.merge = merge

    def set(self, row, **values):
        self.put(type(row), row.pk, **values)

    def put(self, model, key, **values):
        """Columns of one row in one statement, for a table may check them together; what is so already is no step."""
        steps = []
        for column, (before, field) in cells(model, key, values).items():
            after = kept(getattr(values[column], "pk", values[column]), field)
            if before != after:
                steps.append((field, before, after))
        if not steps:
            return
        model._base_manager.filter(pk=key).update(**{field.name: opened(after, field) for field, _old, after in steps})
        self.remember(model, key, steps)

    def watch(self, row, *columns):
        """What stays as it is, but must still be so for the way back."""
        stands = cells(type(row), row.pk, columns).values()
        self.remember(type(row), row.pk, [(field, value, value) for value, field in stands])

    def remember(self, model, key, steps):
        PersonMergeStep.objects.bulk_create(
            PersonMergeStep(
                merge=self.merge,
                model=model._meta.label_lower,
                row=str(key),
                column=field.name,
                before=before,
                after=after,
            )
            for field, before, after in steps
        )

    def try_to_put(self, model, key, **values) -> bool:
        """False where the table forbids it: the row stays as it was and is reached through `merged_into`."""
        try:
            with transaction.atomic():
                self.put(model, key, **values)
        except IntegrityError:
            return False
        return True


def walk_back(merge):
    """Every cell to what it was, last first; refused where one has been changed since."""
    for (label, key), steps in groupby(merge.steps.order_by("-pk"), key=lambda step: (step.model, step.row)):
        steps = list(steps)
        model = apps.get_model(label)
        now = cells(model, key, [step.column for step in steps])
        check(model, now, newest_of(steps))
        oldest = {step.column: step.before for step in steps}
        values = {column: opened(before, now[column][1]) for column, before in oldest.items()}
        model._base_manager.filter(pk=key).update(**values)


def newest_of(steps) -> dict:
    """What a row's last step left in each column; the steps come newest first."""
    found = {}
    for step in steps:
        found.setdefault(step.column, step.after)
    return found


def check(model, now, left):
    for column, after in left.items():
        if column in COPIES:
            continue
        value, field = now[column]
        need(
            value == after,
            "合并以后又改过“%(table)s”的“%(column)s”，不能自动撤销：请先把后来的改动或合并退回",
            table=model._meta.verbose_name,
            column=getattr(field, "verbose_name", column),
        ).or_refuse()
