"""Numbers that open to their rows: {% load figures %}."""

from django import template
from django.utils.html import format_html

from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.indicators.readings import Reading

register = template.Library()
UNREAD = object()


@register.simple_tag
def counted(indicator, scope, value=UNREAD):
    """A number in a line of text: {% counted "members" scope %}. Give `value` where it is known already."""
    chosen = indicators[indicator] if isinstance(indicator, str) else indicator
    number = chosen.value(scope) if value is UNREAD else value
    reading = Reading(chosen, scope, number)
    return format_html('<a class="zj-num" href="{}" title="{}">{}</a>', reading.url, reading.title, reading.text)


@register.inclusion_tag("web/_figure.html")
def reading(reading):
    """The same as a card with its trend: {% reading r %}."""
    text, unit = reading.brief
    return {
        "value": text,
        "url": reading.url,
        "unit": unit,
        "title": reading.title,
        "label": reading.indicator.name,
        "trend": reading.line,
        "trend_label": reading.trend_label,
    }
