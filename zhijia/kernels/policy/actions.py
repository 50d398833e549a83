"""A new version of a value follows the old one; what has acted is kept as it acted."""

import json
from datetime import date
from pathlib import Path

from django.apps import apps
from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import need

from . import rules
from .models import Parameter
from .registry import keys


@transaction.atomic
def set_parameter(
    *,
    key,
    unit,
    value,
    effective_from,
    source="",
    clause="",
    verified=False,
    unknown=False,
    effective_to=None,
    by=None,
    at=None,
):
    """The version before it ends on that day. A verified value must say where it is written."""
    later = Parameter.objects.filter(key=key, unit=unit, effective_from__gte=effective_from).order_by("effective_from")
    next_one = later.first()
    (
        _may_hold(key, value, unknown)
        & need(effective_to is None or effective_to > effective_from, "失效日期须晚于生效日期", field="effective_to")
        & need(source or not verified, "已核定的参数须注明依据文件", field="source")
        & need(
            not next_one or next_one.effective_from > effective_from,
            "该单位%(day)s起已有这个参数的取值，请改用其他生效日期",
            field="effective_from",
            day=effective_from,
        )
    ).or_refuse()
    before = Parameter.objects.filter(key=key, unit=unit, effective_from__lt=effective_from).acting(effective_from)
    replaced = before.first()
    before.update(effective_to=effective_from)
    made = Parameter.objects.create(
        key=key,
        unit=unit,
        effective_from=effective_from,
        effective_to=effective_to or (next_one and next_one.effective_from),
        unknown=unknown,
        value=None if unknown else value,
        source=source,
        clause=clause,
        verified=verified,
        set_by=by,
        set_at=at,
    )
    note(
        by=by,
        verb="policy.set",
        target=made,
        unit=unit,
        before={"value": replaced.said} if replaced else {},
        after={"value": made.said, "effective_from": effective_from, "source": made.cited},
        at=at,
    )
    return made


def _may_hold(key, value, unknown):
    """A declared parameter, and a value of its kind."""
    declared = keys.get(key)
    return (
        need(declared, "没有“%(key)s”这个参数", field="key", key=key)
        & need(value is not None or unknown, "请填写取值，或注明此期间标准不详", field="value")
        & (rules.may_be(declared.kind, value, declared.columns) if declared and value is not None else need(True, ""))
    )


@transaction.atomic
def load_parameters(rows, *, unit, by=None, at=None) -> tuple[int, int]:
    """Values from a file, for one unit. Gives how many are new and how many stood there already; all or nothing."""
    made = same = 0
    for row in sorted(rows, key=lambda row: row["effective_from"]):
        row = tidy(row)
        known = Parameter.objects.filter(key=row["key"], unit=unit, effective_from=row["effective_from"]).first()
        if known and all(getattr(known, name) == row.get(name, blank) for name, blank in CONTENT.items()):
            same += 1
        else:
            set_parameter(unit=unit, by=by, at=at, **row)
            made += 1
    return made, same


CONTENT = {"value": None, "source": "", "clause": "", "verified": False, "unknown": False}


def tidy(row) -> dict:
    """A row of JSON as set_parameter wants it."""
    known = {"key", "value", "effective_from", "effective_to", *CONTENT}
    strange = sorted(set(row) - known)
    need(not strange, "参数文件里有不认识的项：%(names)s", names="、".join(strange)).or_refuse()
    dated = {name: date.fromisoformat(row[name]) for name in ("effective_from", "effective_to") if row.get(name)}
    return {"value": None, **row, **dated}


@transaction.atomic
def load_defaults(*, unit, by=None, at=None, missing=False) -> tuple[int, int]:
    """The parameters.json of every installed folder; `missing`: only of keys the unit has no value for yet."""
    known = set(Parameter.objects.filter(unit=unit).values_list("key", flat=True)) if missing else set()
    made = same = 0
    for app in apps.get_app_configs():
        file = Path(app.path, "parameters.json")
        if file.exists():
            rows = [row for row in json.loads(file.read_text(encoding="utf-8")) if row["key"] not in known]
            new, old = load_parameters(rows, unit=unit, by=by, at=at)
            made, same = made + new, same + old
    return made, same
