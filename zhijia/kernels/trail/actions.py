"""The one verb of the trail: write down what was done."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext

from zhijia.base.money import MoneyField, yuan
from zhijia.base.sealed import SealedField
from zhijia.kernels.org.models import Unit

from . import rules
from .models import Change, Entry
from .registry import word_for

PART = 2_000


@dataclass(frozen=True)
class Note:
    """What is told of one deed. `target` is a row or "app.model:pk"; `before` and `after` map field names to values.

    Without `unit` the entry belongs to the unit of the target. Values of sealed and secret fields are not written.
    """

    verb: str
    by: object = None
    target: object = None
    unit: Unit | None = None
    before: dict | None = None
    after: dict | None = None
    reason: str = ""
    at: object = None


def note(**facts) -> Entry:
    """Write one entry; `facts` are those of a Note."""
    return note_many([facts])[0]


@transaction.atomic
def note_many(rows) -> list[Entry]:
    """Many entries in the order given, each told as `note` takes it: two statements, however many they are."""
    told = [Note(**facts) for facts in rows]
    entries = Entry.objects.bulk_create(map(_entry, told), batch_size=PART)
    pairs = zip(entries, told, strict=True)
    changes = [change for entry, one in pairs for change in _changes(entry, one.target, one.before, one.after)]
    Change.objects.bulk_create(changes, batch_size=PART)
    return entries


def _entry(told: Note) -> Entry:
    label, pk, text = _named(told.target)
    unit = told.unit or _unit_of(told.target)
    return Entry(
        **({"at": told.at} if told.at else {}),  # else the moment it is written
        by=told.by if getattr(told.by, "pk", None) else None,
        by_name=str(told.by or "")[:50],
        verb=told.verb,
        target_label=label,
        target_pk=pk,
        target_text=text[:200],
        unit=unit,
        unit_path=unit.path if unit else "",
        reason=told.reason[:300],
    )


def _named(target) -> tuple[str, str, str]:
    if target is None:
        return "", "", ""
    if isinstance(target, str):
        label, _colon, pk = target.partition(":")
        return label.lower()[:60], pk[:64], target
    return target._meta.label_lower, str(target.pk), str(target)


def _unit_of(target):
    if isinstance(target, Unit):
        return target
    held = getattr(target, "unit", None) or getattr(target, "home", None)
    return held if isinstance(held, Unit) else None


def _changes(entry, target, before, after):
    before, after = before or {}, after or {}
    for name in rules.changed(before, after):
        field = _field(target, name)
        secret = rules.is_secret(name) or isinstance(field, SealedField)
        yield Change(
            entry=entry,
            field=name[:60],
            label=str(field.verbose_name if field is not None else word_for(name))[:60],
            before=rules.shown(_words(field, before.get(name)), secret),
            after=rules.shown(_words(field, after.get(name)), secret),
        )


def _field(target, name):
    try:
        field = target._meta.get_field(name) if isinstance(target, models.Model) else None
    except FieldDoesNotExist:
        return None
    return field if hasattr(field, "verbose_name") else None


def _words(field, value):
    """A value as a person reads it: the word of a choice, yuan for fen, yes and no."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(field, MoneyField) and value is not None:
        return yuan(value)
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return choices.get(value, value)
