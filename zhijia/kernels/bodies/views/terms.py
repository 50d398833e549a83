"""Terms: opened with the list of those elected, extended, ended, looked at afterwards."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.web.pages import Act, DetailPage, FormPage
from zhijia.web.states import State

from .. import actions
from ..forms import EndTerm, ExtendTerm, OpenTerm
from ..forms.listing import usual
from ..listing import LISTINGS, compose
from ..models import Term
from ..rules.posts import HEADS
from ..rules.terms import add_months, due_on
from ..standards import Standards, members_of
from .bodies import OnBody, Past
from .listing import day_of, number

TERMS = Term.objects.select_related("body__unit__superior")


class TermPage(DetailPage):
    """One term with everybody who ever served in it."""

    queryset = TERMS
    template_name = "bodies/term.html"
    context_object_name = "term"

    @property
    def back(self):
        return (self.object.body.get_absolute_url(), self.object.body.name)

    def number(self, term):
        return ""

    def state(self, term):
        return State(_("已届终"), "quiet") if term.ended_on else State(_("在任"), "good")

    def facts(self, term):
        return [
            (_("机构"), term.body),
            (_("选举日期"), term.from_on),
            (_("任期"), gettext("%(years)s 年") % {"years": term.years}),
            (_("届满日期"), term.due_on),
            (_("延期至"), term.extended_to),
            *([(_("延期批复文号"), term.extension_no)] if term.extended_to else []),
            (_("届终日期"), term.ended_on),
            (_("名额"), gettext("%(n)s 人") % {"n": term.seats}),
            (_("产生方式"), term.get_election_mode_display()),
            (_("批复文号"), term.document_no),
        ]

    def actions(self, term):
        return [Act(_("打开机构"), "bodies:body", args=(term.body_id,))]

    def get_context_data(self, **kwargs):
        posts = self.object.posts.select_related("person", "seat_unit").prefetch_related("categories")
        return super().get_context_data(
            posts=posts.order_by("order", "from_on"), sessions=self.object.sessions.order_by("held_on"), **kwargs
        )


class Open(OnBody):
    title = _("登记换届")
    form_class = OpenTerm
    submit = _("登记换届结果")
    done = _("已登记，上一届到选举之日结束，角色随任职更替")
    past = ("from_on",)
    drafts = False  # the list is drawn by the server

    @cached_property
    def standards(self):
        return Standards(self.object.unit, self.today)

    def get_title(self):
        return gettext("登记换届：%(body)s") % {"body": self.object}

    def get_initial(self):
        last = self.object.terms.order_by("-number").first()
        years = self.standards.years
        return {
            "number": last.number + 1 if last else 1,
            "from_on": self.today,
            "years": last.years if last and last.years in years else years[-1] if years else 5,
            "seats": last.seats if last else None,
            "election_mode": last.election_mode if last else Term.Mode.DELEGATES,
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        members, _women = members_of(self.object.unit, self.today)
        wanted = self.standards.size_of(self.object.kind, members)
        if wanted:
            facts = {"members": members, "range": wanted.say(), "clause": wanted.clause}
            form.fields["seats"].help_text = gettext("会员%(members)s人，一般为%(range)s。依据：%(clause)s") % facts
        form.fields["people"].about(
            unit=self.object.unit,
            listing=LISTINGS.get(self.object.kind, ""),
            kind=self.object.kind,
            on=day_of(str(form["from_on"].value())) or self.today,  # as typed, where the form comes back
            seats=number(str(form["seats"].value() or "")) or None,
        )
        return form

    def act(self, form):
        typed = dict(form.cleaned_data)
        lines = [usual(line, self.object.kind) for line in typed.pop("people")]
        members = [actions.PostGiven(line.person, line.title, categories=line.categories) for line in lines]
        self.check(typed, lines).or_refuse()
        return actions.open_term(body=self.object, members=members, by=self.request.user, **typed).body

    def check(self, typed, lines):
        heads = [line.person.name for line in lines if line.title in HEADS]
        return (
            need(
                len(heads) <= 1,
                "主席（主任、组长）只能有一人，现选了%(names)s，请改一下职务",
                field="people",
                names="、".join(heads),
            )
            & need(
                len(lines) <= typed["seats"],
                "名单有%(count)s人，多于名额%(seats)s人，请核对",
                field="people",
                count=len(lines),
                seats=typed["seats"],
            )
            & self.composed(typed, lines)
        )

    def composed(self, typed, lines):
        """A share that policy makes a condition is one: the list does not go in below it."""
        listing = LISTINGS.get(self.object.kind)
        if listing is None:
            return need(True, "")
        entries = [(line.person, line.categories) for line in lines]
        facts = {"listing": listing, "unit": self.object.unit, "on": typed["from_on"], "seats": typed["seats"]}
        return compose(entries, **facts).verdict("people")

    def explain(self, form, refusal):
        """A reason about one line of the list stands beside the list."""
        for reason in refusal.reasons:
            field = reason.field if reason.field in form.fields else None
            about_a_line = reason.field in ("person", "title", "exception", "categories")
            form.add_error("people" if about_a_line else field, reason.say(gettext))


class OnTerm(Past, FormPage):
    queryset = TERMS

    def allowed(self, term):
        return need(term.ended_on is None, "这一届已结束")

    def came_from(self):
        return self.object.body.get_absolute_url()

    def get_title(self):
        return f"{self.title}：{self.object}"


class Extend(OnTerm):
    title = _("延期换届")
    intro = _("任期届满不能按期换届的，须经上级工会批准，一般不超过六个月。")
    form_class = ExtendTerm
    done = _("已登记延期")

    def get_initial(self):
        term = self.object
        first_due = due_on(term.from_on, term.years)
        return {"until": add_months(first_due, Standards(term.body.unit, first_due).extension_months)}

    def act(self, form):
        return actions.extend_term(term=self.object, by=self.request.user, **form.cleaned_data).body


class End(OnTerm):
    title = _("届终")
    intro = _("换届不用在这里办：登记新一届时上一届自动结束。这里用于还没有产生新一届的情形。")
    form_class = EndTerm
    submit = _("届终")
    done = _("已届终，任职和角色一并终止")
    past = ("on",)

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return actions.end_term(term=self.object, by=self.request.user, **form.cleaned_data).body
