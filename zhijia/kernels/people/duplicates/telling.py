"""What a merge did, in the office's words: rows that were carried over are counted, changed cells are told one by one.

Columns that only follow from others (digests, copies of paths, initials) are left out; secrets are named, never shown.
"""

from collections import Counter

from django.apps import apps
from django.utils.translation import gettext

from ..models import Person

FOLLOWS = {"initials", "id_digest", "id_tail", "phone_digest", "home_path", "merged_into"}
HIDDEN = "••••"


def told(merge):
    """([(table, rows that now belong to the kept row)], [(where, column, before, after)])."""
    names, carried, changed = Names(merge), Counter(), []
    for step in merge.steps.order_by("pk"):
        model = apps.get_model(step.model)
        field = model._meta.get_field(step.column)
        if field.related_model is Person and model is not Person:
            carried[model._meta.verbose_name] += 1
        elif step.column not in FOLLOWS and step.before != step.after:
            cells = [names.cell(field, value) for value in (step.before, step.after)]
            changed.append((names.row(model, step.row), field.verbose_name, *cells))
    return sorted(carried.items(), key=lambda item: -item[1]), changed


class Names:
    """Keys become words; each row is asked for once."""

    def __init__(self, merge):
        self.merge = merge
        self.known = {}

    def row(self, model, key):
        if model is Person:
            return gettext("保留的档案") if key == str(self.merge.kept_id) else gettext("并入的档案")
        row = self.get(model, key)
        place = getattr(row, "unit", None) or row
        return f"{model._meta.verbose_name}（{place}）" if place else model._meta.verbose_name

    def get(self, model, key):
        if (model, str(key)) not in self.known:
            related = ["unit"] if any(field.name == "unit" for field in model._meta.fields) else []
            self.known[model, str(key)] = model._base_manager.select_related(*related).filter(pk=key).first()
        return self.known[model, str(key)]

    def cell(self, field, value):
        if isinstance(value, dict):
            return HIDDEN if value["sealed"] else "—"
        if isinstance(value, bool):
            return gettext("是") if value else gettext("否")
        if value in (None, ""):
            return "—"
        if field.related_model:
            return self.get(field.related_model, value) or "—"
        return dict(field.flatchoices).get(value, value)
