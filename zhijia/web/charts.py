"""Small drawings made on the server: for phones, print and documents."""

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _


def points(values, width, height, pad=3):
    """Values as coordinates of a drawing; the lowest at the bottom."""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (width - 2 * pad) / max(len(values) - 1, 1)
    return [
        (round(pad + n * step, 1), round(height - pad - (value - low) / span * (height - 2 * pad), 1))
        for n, value in enumerate(values)
    ]


def spark(values, label="", width=120, height=32):
    """A line of a few values with its last point marked; the label says it in words."""
    values = [float(value) for value in values or () if value is not None]
    if len(values) < 2:
        return ""
    dots = points(values, width, height)
    spoken = escape(label or _("从 %(first)g 到 %(last)g") % {"first": values[0], "last": values[-1]})
    line = " ".join(f"{x},{y}" for x, y in dots)
    x, y = dots[-1]
    return format_html(
        '<svg class="zj-spark" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{label}">'
        '<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"></polyline>'
        '<circle cx="{x}" cy="{y}" r="2.5" fill="currentColor"></circle></svg>',
        w=width,
        h=height,
        label=mark_safe(spoken),
        line=line,
        x=x,
        y=y,
    )
