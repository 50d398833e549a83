"""A member's own: where my membership is going, and how far it has come."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.people.models import Membership
from zhijia.web.pages import FormPage, Page

from .. import actions
from ..forms import WhereTo, asked
from ..models import Transfer
from ..rules import Start, State
from ..timeline import story


class Own:
    """Anybody signed in, on nothing but their own rows."""

    ability = None
    demands = False


class Mine(Own, Page):
    title = _("会籍接转")
    template_name = "transfers/mine.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = Transfer.objects.filter(person__user=user).select_related("from_unit", "to_unit", "desk", "opened_by")
        rows = list(rows.order_by("-pk")[:10])
        now = next((row for row in rows if row.state == State.OPEN), None)
        trouble = actions.trouble(now, self.today) if now else ""
        episode = Membership.objects.standing().filter(person__user=user).select_related("unit").first()
        return super().get_context_data(
            now=now,
            trouble=trouble,
            join_url=address("joining:start"),
            steps=story(now, trouble) if now else [],
            earlier=[row for row in rows if row is not now],
            episode=episode,
            today=self.today,
            **kwargs,
        )


class Apply(Own, FormPage):
    title = _("申请会籍接转")
    intro = _("换了工作单位，会籍跟着走：提交后由原工会、新工会依次确认，哪一方在期限内不答复，视为同意。")
    form_class = WhereTo
    template_name = "transfers/apply.html"
    submit = _("提交申请")
    done = _("已提交，走到哪一步都会告诉您")

    def get_context_data(self, **kwargs):
        return super().get_context_data(found_url=address("founding:ask"), **kwargs)

    def act(self, form):
        user = self.request.user
        known = getattr(user, "person", None)
        need(known, "您的账号还没有与会员档案对应，请先联系本单位工会").or_refuse()
        actions.start_transfer(person=user.person, start=Start.MEMBER, by=user, at=self.now, **asked(form.cleaned_data))
        return reverse("transfers:mine")

    def came_from(self):
        return reverse("transfers:mine")


def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
