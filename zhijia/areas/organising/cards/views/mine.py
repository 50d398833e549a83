"""A member's own card: the code of this minute, and what to do when the telephone is gone."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import generic

from zhijia.kernels.people.models import Membership, Person
from zhijia.web.pages import ActionPage, Page, Scoped
from zhijia.web.qr import ERROR_CORRECT_L, path_of

from .. import actions, codes, rules
from ..models import BankCard, Card


class Own:
    """Anybody signed in, on nothing but their own rows."""

    ability = None
    demands = False


def own_card(user, day):
    """The card in use of this user, and the union it shows; both None where there is none to show."""
    card = Card.objects.usable(day).filter(person__user=user).select_related("person").first()
    if card is None:
        return None, None
    episode = Membership.objects.active().filter(person=card.person_id).select_related("unit").first()
    return card, episode.unit


class Mine(Own, Page):
    title = _("电子会员卡")
    template_name = "cards/mine.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        person = Person.objects.filter(user=user).first()
        card, unit = own_card(user, self.today)
        member = person and Membership.objects.active().filter(person=person).exists()
        return super().get_context_data(
            person=person,
            member=member,
            kept=person and Membership.objects.retained().filter(person=person).exists(),
            card=card,
            unit=unit,
            number=rules.spaced(card.number) if card else "",
            dead=None if card else Card.objects.filter(person__user=user).order_by("-pk").first(),
            bank_cards=BankCard.objects.standing().filter(person__user=user).select_related("batch"),
            renewed=rules.RENEWED,
            lifetime=rules.LIFETIME,
            **kwargs,
        )


class Code(Own, Scoped, generic.View):
    """The code of this moment, as a piece of the page; kept nowhere."""

    def get(self, request):
        card, unit = own_card(request.user, self.today)
        context = {"card": card}
        if card:
            text = codes.code_for(card, unit, self.now)
            address = request.build_absolute_uri(reverse("cards:verify")) + f"#{text}"
            path, side = path_of(address, ERROR_CORRECT_L)
            context |= {"path": path, "side": side, "address": address, "issued": int(self.now.timestamp())}
        response = render(request, "cards/_code.html", context)
        response["Cache-Control"] = "no-store, private"
        return response


class Issue(ActionPage):
    """By the member or by an officer: one's own row or one within reach."""

    queryset = Person.objects.all()
    ability = "view"
    success_url = "cards:mine"

    def act(self, person):
        actions.issue_card(person=person, by=self.request.user, at=self.now)
        return gettext("电子会员卡已领取") if person.user_id == self.request.user.pk else gettext("电子会员卡已发放")

    def get_success_url(self):
        own = self.object.user_id == self.request.user.pk
        return super().get_success_url() if own else self.object.get_absolute_url()
