"""Where cards enter the shell."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.panels import Panel, person_panel
from zhijia.web.menu import Entry, menu

from . import actions
from .models import BankCard, Card
from .views.desk import word_of

menu.add(Entry(chapter="organising", part="members", title=_("电子会员卡"), url="cards:cards", order=40))
menu.add(Entry(chapter="organising", part="members", title=_("银行会员卡"), url="cards:batches", order=41))
menu.add(Entry(chapter="system", title=_("会员卡签名密钥"), url="cards:keys", ability="manage", order=60))
menu.mine(
    Entry(
        title=_("电子会员卡"), url="cards:mine", ability=None, icon="qr", order=12, note=_("出示会员码，每半分钟换一次")
    )
)


@person_panel(order=50, ability="view")
def of_person(person, page):
    user = page.request.user
    cards = list(Card.objects.visible_to(user).filter(person=person).shown_on(timezone.localdate())[:3])
    for card in cards:
        card.word = word_of(card)
    bank = list(BankCard.objects.visible_to(user).filter(person=person)[:3])
    may = bool(actions.judge([person], user)[person.pk]) and user.can("edit", person.home_path)
    if not (cards or bank or may):
        return None
    return Panel(_("会员卡"), "cards/_person.html", {"person": person, "cards": cards, "bank": bank, "may": may})
