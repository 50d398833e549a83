"""A member's own: am I covered, what did I ask for, what would I get."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import dress
from zhijia.web.pages import FormPage, Page

from .. import actions, rules
from ..forms import EstimateForm, OwnClaimForm
from ..models import Enrolment
from ..showing import CLAIMS
from .claims import own_enrolments


class OwnFace:
    """Anybody signed in, on nothing but their own rows."""

    ability = None
    demands = False


class Mine(OwnFace, Page):
    title = _("医疗互助")
    template_name = "mutual_aid/mine.html"

    def get_context_data(self, **kwargs):
        own = list(own_enrolments(self.request.user).standing().order_by("-period__starts_on")[:6])
        now = [row for row in own if row.period.starts_on <= self.today <= row.period.ends_on]
        claims = CLAIMS.filter(enrolment__person__user=self.request.user).order_by("-pk")[:20]
        return super().get_context_data(
            covers=now,
            earlier=[row for row in own if row not in now],
            covered=any(row.state == Enrolment.State.EFFECTIVE for row in now),
            claims=claims,
            today=self.today,
            **kwargs,
        )


class Apply(OwnFace, FormPage):
    """One's own stay: it goes to the desk of one's unit."""

    title = _("申请医疗互助补助")
    intro = _("照着医保结算单填写；提交后由单位工会初审、省级审核，每一步都会告诉您。")
    form_class = OwnClaimForm
    template_name = "mutual_aid/claim_form.html"
    submit = _("提交申请")
    done = _("已提交，等待单位工会初审")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": getattr(self.request.user, "person", None)}

    def get_initial(self):
        newest = own_enrolments(self.request.user).effective().order_by("-period__starts_on").first()
        return {"enrolment": newest}

    def get_context_data(self, **kwargs):
        return super().get_context_data(preview_url=reverse("mutual_aid:preview-own"), **kwargs)

    def act(self, form):
        facts = form.facts(form.cleaned_data["enrolment"])
        return actions.file_claim(facts=facts, papers=form.papers(), by=self.request.user, at=self.now)

    def came_from(self):
        return reverse("mutual_aid:mine")


class Estimate(OwnFace, Page):
    """What would I get, after all I had this period? A question, not an application."""

    title = _("算一算能补助多少")
    template_name = "mutual_aid/estimate.html"

    def get_context_data(self, **kwargs):
        form = dress(EstimateForm(self.request.GET or None))
        cover = own_enrolments(self.request.user).effective().order_by("-period__starts_on").first()
        amount = self.amount(cover, form.cleaned_data) if cover and form.is_bound and form.is_valid() else None
        return super().get_context_data(form=form, cover=cover, amount=amount, **kwargs)

    def amount(self, cover, data):
        first = cover.period.starts_on
        last = first.fromordinal(first.toordinal() + data["days"])
        stay = rules.Stay(first, last, data["self_pay_fen"], data["listed_disease"])
        before = actions.ledgers([cover.pk])[cover.pk].before
        return rules.total(rules.awards(cover.period.terms.rules, stay, before))
