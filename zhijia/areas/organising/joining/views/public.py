"""The way in for somebody with a telephone and no account: find the union, one form, and what comes of it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base import masking
from zhijia.base.verdict import Refused
from zhijia.web.forms import dress
from zhijia.web.pages import FormPage, Page, found

from .. import actions, links, notices, rules, throttle
from ..forms import Answer, Apply, Join
from ..manner import find_open, manner_of
from ..models import Invitation
from ..rules import Standing
from .granted import APPLICATION, PERSON, PublicFace


class Start(PublicFace, Page):
    """Find my union; or look up what became of my application."""

    title = _("我要入会")
    template_name = "joining/start.html"

    def get_context_data(self, **kwargs):
        text = self.request.GET.get("q", "").strip()[:40]
        found = [(unit, links.address_of(unit)) for unit in find_open(text)] if text else []
        return super().get_context_data(text=text, found=found, founding=links.elsewhere("founding:ask"), **kwargs)


class TwoConsents(PublicFace):
    """Forms that end in two consents; the texts stand folded beneath them."""

    def notices(self):
        contact = self.manner.contact
        return [
            (notices.TITLES[kind], notices.text_of(kind, version, self.unit_joined, contact))
            for kind, version in notices.CURRENT.items()
        ]

    @cached_property
    def manner(self):
        return manner_of(self.unit_joined, self.today)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            unit=self.unit_joined, notices=self.notices(), contact=self.manner.contact, **kwargs
        )

    def welcome(self, joined):
        """In: on to the password, where there is no account yet."""
        self.grant(PERSON, joined.person)
        messages.success(self.request, gettext("您已加入%(unit)s") % {"unit": joined.unit.name})
        return reverse("joining:password")


class At(TwoConsents, FormPage):
    """At the door of one union: who is on its roll is in at once; for others the form asks a little more."""

    template_name = "joining/at.html"
    form_class = Join
    submit = _("提交入会申请")

    @cached_property
    def unit_joined(self):
        unit = links.unit_of(self.kwargs["place"])
        if unit is None:
            raise Http404
        return unit

    def get_title(self):
        return gettext("加入%(unit)s") % {"unit": self.unit_joined.name}

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.manner.open else self.say("closed")

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.manner.open else self.say("closed")

    def get_form_class(self):
        return Apply if "kind" in self.request.POST else Join

    def say(self, what, status=200, **more):
        """A page that tells how it stands and what to do next, instead of the form."""
        context = self.get_context_data(form=None, said=what, transfer=transfer_page(), **more)
        return self.render_to_response(context, status=status)

    def form_valid(self, form):
        try:
            (
                throttle.count_visitor(self.request, self.now)
                & throttle.count("number", form.cleaned_data["id_number"], self.now)
            ).or_refuse()
            rules.sound_person(form.cleaned_data["id_number"], form.cleaned_data["phone"], self.today).or_refuse()
            return self.answer(form)
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)

    def answer(self, form):
        who = form.who()
        met = actions.meet(unit=self.unit_joined, **who)
        if met.standing == Standing.JOINS:
            joined = actions.join_by_roster(unit=self.unit_joined, consents=form.consents(), at=self.now, **who)
            return HttpResponseRedirect(self.welcome(joined))
        if met.standing == Standing.HERE:
            return self.already_here(met.person)
        if met.standing in (Standing.ELSEWHERE, Standing.KEPT):
            return self.say(met.standing)
        return self.to_the_desk(form, who)

    def already_here(self, person):
        """Somebody who joined a moment ago and went away before the password may go on; others sign in."""
        if person.user_id is None and recently(person, self.now):
            self.grant(PERSON, person)
            return HttpResponseRedirect(reverse("joining:password"))
        return self.say("here")

    def to_the_desk(self, form, who):
        """The same for whoever is not known and for whoever is known otherwise: nobody learns which."""
        own = actions.find_own(unit=self.unit_joined, **who)
        if own and (own.decided_on is None or own.state == "approved"):
            self.grant(APPLICATION, own)
            messages.info(self.request, gettext("您已提交过申请，下面是办理进度"))
            return HttpResponseRedirect(reverse("joining:progress"))
        if not isinstance(form, Apply):
            more = Apply(initial=form.cleaned_data)
            return self.render_to_response(self.get_context_data(form=dress(more)))
        application = actions.apply(unit=self.unit_joined, asked=form.asked(who), consents=form.consents(), at=self.now)
        self.grant(APPLICATION, application)
        return HttpResponseRedirect(reverse("joining:progress") + "?new=1")

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        return super().get_context_data(second=isinstance(form, Apply), ask_url=reverse("joining:ask"), **kwargs)


def transfer_page() -> str:
    """Where transfers are asked for, by whatever door that area has."""
    return links.elsewhere("transfers:ask") or links.elsewhere("transfers:apply")


def recently(person, now) -> bool:
    joined = person.joined_online.order_by("-pk").first()
    return bool(joined) and (now - joined.joined_at).days < rules.RESUME_DAYS


class Slip(TwoConsents, FormPage):
    """An invitation with one's name on it: confirm, and in."""

    template_name = "joining/slip.html"
    form_class = Answer
    submit = _("确认入会")

    @cached_property
    def invitation(self):
        rows = Invitation.objects.public().filter(token=self.kwargs["slip"].upper())
        return found(rows.select_related("round__unit", "unit", "person__user"))

    @property
    def unit_joined(self):
        return self.invitation.unit

    def get_title(self):
        return gettext("%(unit)s邀请您入会") % {"unit": self.unit_joined.name}

    @cached_property
    def standing(self):
        return actions.standing_of(self.invitation, self.today)

    @property
    def declining(self):
        return "decline" in self.request.POST

    def get_form_kwargs(self):
        known = self.invitation.person.phone.reveal()
        return super().get_form_kwargs() | {"known_phone": known, "declining": self.declining}

    def form_valid(self, form):
        try:
            (
                throttle.count("slip", self.invitation.pk, self.now) & throttle.count_visitor(self.request, self.now)
            ).or_refuse()
            return HttpResponseRedirect(self.decline(form) if self.declining else self.join(form))
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)

    def join(self, form):
        given = {name: form.cleaned_data[name] for name in ("tail", "phone")}
        joined = actions.answer(invitation=self.invitation, consents=form.consents(), at=self.now, **given)
        return self.welcome(joined)

    def decline(self, form):
        actions.decline(invitation=self.invitation, tail=form.cleaned_data["tail"], at=self.now)
        messages.info(self.request, gettext("已告诉工会：您这次不入会"))
        return self.request.path

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            invitation=self.invitation,
            masked=masking.name(self.invitation.person.name),
            refused=str(self.standing),
            door=links.address_of(self.unit_joined) if self.manner.open else reverse("joining:start"),
            **kwargs,
        )
