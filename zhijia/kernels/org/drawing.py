"""Branches of the tree written straight into text, as tables are: a province opens at once to 300 of them."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhijia.web.formats import number

LOADING = '<li class="org-quiet">%s</li>'


class Branches:
    """Lines with `inner` (what was loaded below, None: nothing yet) as nested list items; the rest opens on a click."""

    def __init__(self, day, sought=0):
        self.iso, self.sought = day.isoformat(), sought
        self.unit_at = pattern("org:unit")
        self.below_at = f"{pattern('org:below')}?on={self.iso}"
        self.look, self.loading = escape(_("查看")), LOADING % escape(_("正在打开…"))
        self.said_below, self.said_staff = escape(_("下级 %(n)s 个")), escape(_("职工 %(n)s 人"))

    def of(self, nodes):
        return mark_safe("".join(map(self.item, nodes)))

    def item(self, node) -> str:
        mark = ' class="org-sought" aria-current="true"' if node.unit_id == self.sought else ""
        return f"<li{mark}>{self.node(node) if node.below else self.leaf(node)}</li>"

    def leaf(self, node) -> str:
        link = f'<a href="{self.unit_at % node.unit_id}">{escape(node.then_name)}</a>'
        return f'<p class="org-leaf">{link} {self.said(node)}</p>'

    def node(self, node) -> str:
        name, shut = escape(node.then_name), node.inner is None
        ask = f' hx-get="{self.below_at % node.unit_id}" hx-trigger="click once"' if shut else ""
        inner = self.loading if shut else "".join(map(self.item, node.inner))
        return (
            f'<div class="org-node"><details{"" if shut else " open"}><summary{ask}>{name} {self.said(node)}</summary>'
            f'<ul class="org-below">{inner}</ul></details><a class="org-open" href="{self.unit_at % node.unit_id}">'
            f'{self.look}<span class="visually-hidden">{name}</span></a></div>'
        )

    def said(self, node) -> str:
        words = [escape(str(node.kind_word))]
        if node.below:
            words.append(self.said_below % {"n": number(node.below)})
        if node.staff is not None:
            words.append(self.said_staff % {"n": number(node.staff)})
        return f'<span class="org-quiet">{" · ".join(words)}</span>'


def pattern(name) -> str:
    """The address of a page of one unit, with a place for its number."""
    return reverse(name, args=[1]).replace("1", "%d")
