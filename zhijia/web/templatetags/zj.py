"""Tags and filters of every template: {% load zj %}."""

from datetime import date, datetime

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from zhijia.base.money import YuanField
from zhijia.web import formats
from zhijia.web.charts import spark
from zhijia.web.forms import dress
from zhijia.web.states import HUES, TONES, State, tone_of

register = template.Library()


@register.simple_tag
def icon(name, label=""):
    """One icon of the sprite; with a label it speaks, without it is decoration."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="zj-icon" {}><use href="{}#{}"></use></svg>', spoken, static("web/icons.svg"), name)


@register.filter
def yuan(fen):
    return formats.yuan(fen)


@register.filter
def masked(value):
    return formats.masked(value)


@register.filter
def day(value):
    return formats.day(value)


@register.filter
def moment(value):
    return formats.moment(value)


@register.filter
def shown(value):
    """Any value as a fact reads: dates and yes or no in the office's way, all else as it is."""
    if isinstance(value, bool):
        return formats.yes(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    return formats.day(value) if isinstance(value, date) else value


@register.filter
def number(value):
    return formats.number(value) if value not in (None, "") else ""


@register.filter
def percent(value):
    return formats.percent(value) if value not in (None, "") else ""


@register.simple_tag
def state(thing, tone=""):
    """A state as a coloured word: a State, a row with `state`, or a word."""
    if thing in (None, ""):
        return ""
    shown = thing if isinstance(thing, State) else (State.of(thing) if hasattr(thing, "_meta") else None)
    shown = shown or State(thing, HUES.get(tone, tone if tone in TONES else "") or tone_of(thing))
    return format_html('<span class="zj-state zj-{}">{}</span>', shown.tone, shown.word)


@register.simple_tag
def sparkline(values, label="", width=120, height=32):
    return spark(values, label, width, height)


@register.inclusion_tag("web/_figure.html")
def figure(value, url="", unit="", title="", label="", trend=None, trend_label="", note=""):
    """A number that opens to its rows; `title` holds definition, unit, period and as-of time."""
    return {
        "value": value,
        "url": url,
        "unit": unit,
        "title": title,
        "label": label,
        "trend": trend,
        "trend_label": trend_label,
        "note": note,
    }


@register.inclusion_tag("web/_chart.html")
def chart(id, kind, rows, title="", columns=(), unit="", stacked=False):
    """A chart and, beside it, the table of the same numbers. `rows`: sequences, first the category, then numbers."""
    rows = [list(row) for row in rows]
    data = {"kind": kind, "columns": [str(c) for c in columns], "rows": rows, "unit": str(unit), "stacked": stacked}
    data["title"] = str(title)
    return {"data_id": f"zj-data-{id}", "title": title, "columns": columns, "rows": rows, "unit": unit, "data": data}


@register.filter
def field_groups(form):
    """(legend, fields) of a form: its `groups`, then whatever they left out."""
    groups = getattr(form, "groups", None)
    visible = {field.name: field for field in form.visible_fields()}
    if not groups:
        return [("", list(visible.values()))]
    made = [(legend, [visible.pop(name) for name in names if name in visible]) for legend, names in groups]
    return [(legend, fields) for legend, fields in made if fields] + ([("", list(visible.values()))] if visible else [])


@register.filter
def dressed(form):
    """A form of a library, in our clothes."""
    return dress(form)


@register.simple_tag
def relabel(form, **labels):
    """Other words for fields of a form that is not ours; placeholders then only repeat them."""
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = form[name].label = label
            form.fields[name].help_text = form[name].help_text = ""
            form.fields[name].widget.attrs.pop("placeholder", None)
    return ""


SENTENCE = 30  # a label as long as that is a declaration to be ticked


@register.filter
def with_label(error, label):
    """An error on top of the form names its field, unless it does already or the label is a whole sentence."""
    named = not label or str(label) in str(error) or len(str(label)) > SENTENCE
    return error if named else f"{label}：{error}"


@register.filter
def is_checkbox(bound):
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def is_money(bound):
    return isinstance(bound.field, YuanField)


@register.filter
def is_late(due_on, today):
    return bool(due_on and today and due_on < today)


@register.filter
def get(mapping, key):
    return mapping.get(key) if mapping else None
