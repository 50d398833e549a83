"""委员单位: vacant seats, whom the unit proposes, what the union answers."""

from django.db.models import Case, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.org.models import under
from zhijia.web.pages import FormPage, Link, ListPage

from .. import actions
from ..forms import AnswerSeat, ProposeSeat
from ..models import Post, SeatProposal
from ..tables import SeatTable
from .bodies import Past


def seats_of(user, ability):
    """Posts whose seat belongs to a unit within reach."""
    seen = Q(pk__in=())
    for path in user.reach(ability):
        seen |= under("seat_unit__path", path)
    return seen


def among(posts):
    return Case(When(pk__in=posts.values("pk"), then=Value(True)), default=Value(False))


class Seats(ListPage):
    title = _("委员单位空缺席位")
    intro = _("委员离任后，席位所属的单位在这里推荐接替人选，由该机构增补。")
    queryset = Post.objects.select_related("person", "seat_unit", "term__body__unit")
    table = SeatTable
    search_fields = ("seat_unit__name", "term__body__name", "person__name")
    search_hint = _("委员单位、机构、原任姓名")
    follows_unit = False
    links = [Link(_("工会机构"), "bodies:bodies", icon="building")]
    empty_text = _("没有空缺的委员单位席位。")

    def get_queryset(self):
        user = self.request.user
        own = Post.objects.filter(seats_of(user, "view"))
        held = self.scope(Post.objects.all())
        rows = self.queryset.vacant_seats().filter(Q(pk__in=own.values("pk")) | Q(pk__in=held.values("pk")))
        rows = rows.annotate(
            may_propose=among(Post.objects.filter(seats_of(user, "edit"))),
            may_answer=among(Post.objects.visible_to(user, "edit")),
        )
        return rows.prefetch_related(
            Prefetch("proposals", SeatProposal.objects.open().select_related("person"), "open_proposals")
        )


class Propose(FormPage):
    title = _("推荐接替人选")
    form_class = ProposeSeat
    submit = _("推荐")
    done = _("已推荐，等待增补")

    queryset = Post.objects.select_related("person", "seat_unit", "term__body__unit")

    def get_queryset(self):
        return self.queryset.vacant_seats().filter(seats_of(self.request.user, "edit"))

    def get_title(self):
        return gettext("推荐接替人选：%(term)s%(unit)s席位") % {"term": self.object.term, "unit": self.object.seat_unit}

    def allowed(self, seat):
        return need(not seat.proposals.open().exists(), "已推荐人选，等待答复")

    def act(self, form):
        actions.propose_seat(seat=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("bodies:seats")

    def came_from(self):
        return reverse("bodies:seats")


class Answer(Past, FormPage):
    title = _("答复席位推荐")
    form_class = AnswerSeat
    submit = _("答复")
    done = _("已答复")
    past = ("on",)
    queryset = SeatProposal.objects.select_related("person", "seat__seat_unit", "seat__term__body__unit")

    def get_queryset(self):
        held = Post.objects.visible_to(self.request.user, "edit")
        return self.queryset.filter(seat__in=held.values("pk"))

    def get_title(self):
        facts = {"unit": self.object.seat.seat_unit, "name": self.object.person}
        return gettext("答复%(unit)s的推荐：%(name)s") % facts

    def allowed(self, proposal):
        return need(proposal.state == SeatProposal.State.PROPOSED, "这个推荐已有答复")

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        typed = form.cleaned_data
        on = typed.pop("on") if typed["take"] else typed.pop("on") and None
        return actions.answer_seat(proposal=self.object, by=self.request.user, on=on, **typed).seat.term.body

    def came_from(self):
        return self.object.seat.term.body.get_absolute_url()
