"""Where bodies enter the shell: the menu, the page of a unit, the page of a person, the search."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.panels import Panel, unit_panel
from zhijia.kernels.people.panels import person_panel
from zhijia.web import shell
from zhijia.web.menu import Entry, menu

from .models import Body, Post
from .queries import with_term
from .rules import sizes
from .rules.terms import TONES, WORDS
from .standards import Standards, members_of

menu.add(Entry(chapter="organising", part="bodies", title=_("工会机构"), url="bodies:bodies", order=16))
menu.add(Entry(chapter="organising", part="bodies", title=_("任职人员"), url="bodies:posts", order=17))


@unit_panel(order=15, ability="view")
def bodies(unit, page):
    """What bodies the unit has, and which it should have."""
    user = page.request.user
    if not user.can("view", unit):
        return None
    rows = list(with_term(unit.bodies.standing(), page.today).order_by("kind", "name"))
    for body in rows:
        body.word, body.tone = WORDS[body.term_state], TONES[body.term_state]
    context = {
        "bodies": rows,
        "wanted": wanted(unit, rows, page.today),
        "may_edit": user.can("edit", unit),
        "unit": unit,
    }
    return Panel(_("工会机构"), "bodies/_unit.html", context, url=f"{reverse('bodies:bodies')}?unit={unit.pk}")


def wanted(unit, rows, today) -> list:
    """Bodies a grassroots union must have by its number of members and has not (工会法 第十一条)."""
    if unit.kind not in Unit.GRASSROOTS or unit.dissolved_on:
        return []
    held = {body.kind for body in rows}
    standards = Standards(unit, today)
    members, women = members_of(unit, today)
    found = []
    if Body.Kind.COMMITTEE not in held and sizes.needs_committee(members, standards.committee_at):
        found.append((Body.Kind.COMMITTEE, _("会员%(n)s人，应建立工会委员会") % {"n": members}))
    if Body.Kind.COMMITTEE in held and Body.Kind.AUDIT not in held:
        found.append((Body.Kind.AUDIT, _("经费审查委员会应与工会委员会同时选举产生")))
    if Body.Kind.WOMEN not in held and sizes.needs_women_committee(women, standards.women_committee_at):
        found.append((Body.Kind.WOMEN, _("女会员%(n)s人，应建立女职工委员会") % {"n": women}))
    return [(kind.value, text) for kind, text in found]


@person_panel(order=15, ability="view")
def posts(person, page):
    """Posts held, now and before; only those of bodies the reader may see."""
    rows = Post.objects.visible_to(page.request.user).filter(person=person).select_related("term__body")
    rows = rows.order_by("-from_on", "-pk")
    return Panel(_("任职"), "bodies/_person.html", {"posts": rows}) if rows else None


@shell.search_source(_("工会机构"), order=30)
def search(user, text, limit):
    rows = Body.objects.visible_to(user).standing().filter(name__icontains=text)
    for body in with_term(rows, timezone.localdate())[:limit]:
        yield shell.Hit(body.name, body.get_absolute_url(), str(WORDS[body.term_state]), "users")
