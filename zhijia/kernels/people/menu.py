from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.panels import Panel, unit_panel
from zhijia.web import shell
from zhijia.web.formats import day
from zhijia.web.menu import Entry, menu
from zhijia.web.states import State

from .models import Membership, Person
from .views import find

menu.add(Entry(chapter="organising", part="members", title=_("会员花名册"), url="people:roster", order=20))
menu.add(Entry(chapter="organising", part="members", title=_("未入会职工"), url="people:staff", order=21))
menu.add(
    Entry(
        chapter="organising", part="members", title=_("疑似重复人员"), url="people:duplicates", ability="edit", order=23
    )
)
menu.mine(Entry(title=_("我的会籍"), url="people:mine", icon="user", order=10, note=_("会籍经过和本人资料")))


@shell.search_source(_("人员"), order=10)
def people(user, text, limit):
    for person in find(user, text, limit):
        yield shell.Hit(person.name, person.get_absolute_url(), str(person.home), "user")


@shell.member_card
def card(user):
    """The card on top of 我的: the membership as it stands, or how the last one ended."""
    held = Membership.objects.filter(person__user=user.pk).select_related("person", "unit")
    episode = held.order_by(F("ended_on").desc(nulls_first=True), "-pk").first()
    if episode is None:
        return None
    ended = ((_("终止日期"), day(episode.ended_on)),) if episode.ended_on else ()
    lines = ((_("入会日期"), day(episode.member_since)), *ended)
    return shell.Card(
        episode.person.name, episode.unit.name, episode.number, State.of(episode), lines, reverse("people:mine")
    )


@unit_panel(order=20, ability="view")
def members(unit, page):
    """How many, here and below; the number opens to the roster."""
    if not page.request.user.can("view", unit):
        return None
    rows = Membership.objects.active().under(unit.path)
    women, here = Q(person__sex=Person.Sex.FEMALE), Q(unit=unit)
    counts = rows.aggregate(all=Count("pk"), women=Count("pk", filter=women), here=Count("pk", filter=here))
    counts["retained"] = Membership.objects.retained().under(unit.path).count()
    address = f"{reverse('people:roster')}?unit={unit.pk}&state={Membership.State.ACTIVE}"
    kept = f"{reverse('people:roster')}?unit={unit.pk}&state={Membership.State.RETAINED}"
    return Panel(_("会员"), "people/_unit.html", {**counts, "address": address, "kept_address": kept})
