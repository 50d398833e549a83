"""The list of bodies, one body on any day, and what may be done with it."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.people.models import Membership, Person
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Sheet
from zhijia.web.states import State

from .. import actions
from ..advice import Standing
from ..filters import BodyFilter
from ..forms import DissolveBody, EditBody, FoundBody
from ..history import history_of
from ..models import Body, Post, SeatProposal
from ..queries import with_term
from ..rules.posts import GROUP
from ..rules.terms import LATE, NONE, RUNS, SOON, TONES, WORDS
from ..tables import BodyTable

BODIES = Body.objects.select_related("unit__superior")


class Past:
    """What has happened lies not in the future: the fields named are checked against today."""

    past = ()

    def form_valid(self, form):
        for name in self.past:
            if (form.cleaned_data.get(name) or self.today) > self.today:
                form.add_error(name, gettext("日期不能晚于今天；还没有发生的事到时再登记"))
        return self.form_invalid(form) if form.errors else super().form_valid(form)


class Bodies(ListPage):
    title = _("工会机构")
    intro = _("委员会、常委会、经审会、女职委、专门委员会和小组，各在哪一届，什么时候届满。")
    queryset = BODIES
    table = BodyTable
    filters = BodyFilter
    search_fields = ("name", "unit__name", "unit__initials")
    search_hint = _("机构或单位名称、拼音首字母")
    links = [
        Link(_("任职人员"), "bodies:posts", icon="users"),
        Link(_("会议"), "bodies:sessions", icon="calendar"),
        Link(_("空缺席位"), "bodies:seats", icon="pin"),
        Link(_("设立机构"), "bodies:found", ability="edit", primary=True),
    ]
    sheets = [Sheet("bodies.terms")]
    empty_text = _("还没有登记工会机构。")
    empty_link = Link(_("设立第一个机构"), "bodies:found", ability="edit")

    def get_queryset(self):
        return with_term(super().get_queryset(), self.today)


class BodyPage(DetailPage):
    """A body as it stood at the end of a day; `?on=2024-05-01`, today if nothing is asked."""

    queryset = BODIES
    template_name = "bodies/body.html"
    context_object_name = "body"
    back = ("bodies:bodies", _("工会机构"))
    side = True

    @cached_property
    def day(self):
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return self.today

    @cached_property
    def standing(self):
        return Standing(self.object, self.day)

    @cached_property
    def may_edit(self):
        return self.request.user.can("edit", self.object.unit)

    def state(self, body):
        term = self.standing.term
        if body.dissolved_on and body.dissolved_on <= self.day:
            return State(_("已撤销"), "quiet")
        code = NONE if term is None else RUNS
        if term and term.alert(self.day):
            code = LATE if term.due_on < self.day else SOON
        return State(WORDS[code], TONES[code])

    def facts(self, body):
        term = self.standing.term
        facts = [(_("所属工会"), body.unit), (_("类别"), body.get_kind_display())]
        if body.subject:
            facts.append((_("工作内容"), body.get_subject_display()))
        if term:
            facts += [
                (_("届次"), term.ordinal),
                (_("选举日期"), term.from_on),
                (_("任期"), gettext("%(years)s 年") % {"years": term.years}),
                (_("延期至") if term.extended_to else _("届满日期"), term.due_on),
                (_("名额"), gettext("%(n)s 人") % {"n": term.seats}),
                (_("产生方式"), term.get_election_mode_display()),
                (_("批复文号"), term.document_no),
            ]
        return [*facts, (_("成立日期"), body.founded_on)]

    def actions(self, body):
        term = body.current
        acts = [Act(_("打印名册"), "bodies:roster", icon="printer")]
        if not self.may_edit or body.dissolved_on:
            return acts
        runs = need(term, "现在没有在任的一届")
        key = (term.pk if term else 0,)
        return [
            Act(_("登记任职"), "bodies:take", args=key, verdict=runs, primary=True),
            Act(_("登记换届"), "bodies:open-term"),
            Act(_("登记会议"), "bodies:hold", args=key, verdict=runs),
            Act(_("延期换届"), "bodies:extend", args=key, verdict=runs),
            Act(_("届终"), "bodies:end-term", args=key, verdict=runs),
            *acts,
            Act(_("修改资料"), "bodies:edit"),
            Act(_("撤销机构"), "bodies:dissolve", danger=True),
        ]

    def get_context_data(self, **kwargs):
        body, standing, user = self.object, self.standing, self.request.user
        lacking = [p for p in standing.posts if p.role_due and p.person.user_id and p.role_id is None and not p.to_on]
        return super().get_context_data(
            day=self.day,
            is_today=self.day == self.today,
            standing=standing,
            term=standing.term,
            posts=standing.posts,
            advice=standing.advice,
            composition=standing.composition,
            sessions=standing.term.sessions.all()[:12] if standing.term else [],
            terms=body.terms.order_by("-number"),
            proposals=self.proposals(),
            groups=self.groups(),
            lacking=lacking,
            may_edit=self.may_edit and body.dissolved_on is None,
            may_private=user.can("view_private", body.unit),
            people_seen=self.people_seen(standing.posts),
            **kwargs,
        )

    def history(self, body):
        """Of the body, all its terms, and everything in the term shown, people who have left included."""
        term = self.standing.term
        posts, sessions = (term.posts.all(), term.sessions.all()) if term else ([], [])
        return history_of(body, posts, body.terms.all(), sessions)

    def people_seen(self, posts):
        """Holders whose own page this user may open."""
        keys = [post.person_id for post in posts]
        return set(Person.objects.visible_to(self.request.user).filter(pk__in=keys).values_list("pk", flat=True))

    def proposals(self):
        rows = SeatProposal.objects.open().filter(seat__term__body=self.object)
        return rows.select_related("person", "seat__seat_unit", "seat__term")

    def groups(self):
        """Of a committee: its groups with their members; each member is in exactly one, or in none yet (E-24)."""
        body = self.object
        if body.kind != Body.Kind.COMMITTEE:
            return None
        groups = body.unit.children.as_of(self.day).filter(kind="group").order_by("path")
        if not groups:
            return None
        members = Membership.objects.as_of(self.day).filter(unit__in=groups).order_by()
        counted = dict(members.values_list("unit").annotate(n=Count("pk")))
        leaders = Post.objects.as_of(self.day).filter(term__body__unit__in=groups, term__body__kind=GROUP)
        named = {p.term.body.unit_id: p.person for p in leaders.select_related("person", "term__body")}
        rows = [(group, counted.get(group.pk, 0), named.get(group.pk)) for group in groups]
        loose = Membership.objects.as_of(self.day).filter(unit=body.unit).count()
        return {"rows": rows, "loose": loose}


class Found(Past, FormPage):
    title = _("设立机构")
    intro = _("换届不用重新设立：在原来的机构页上登记新一届。")
    form_class = FoundBody
    submit = _("设立")
    done = _("已设立，请接着登记这一届的选举结果")
    past = ("founded_on",)

    def get_initial(self):
        return {"unit": self.request.GET.get("unit") or self.unit, "kind": self.request.GET.get("kind", "")}

    def act(self, form):
        return actions.found_body(**form.cleaned_data, by=self.request.user)

    def came_from(self):
        return reverse("bodies:bodies")


class OnBody(Past, FormPage):
    queryset = BODIES

    def allowed(self, body):
        return need(body.dissolved_on is None, "该机构已撤销")


class Edit(OnBody):
    title = _("修改机构资料")
    form_class = EditBody
    past = ("founded_on",)

    def act(self, form):
        return actions.edit_body(body=self.object, by=self.request.user, **form.cleaned_data)


class Dissolve(OnBody):
    title = _("撤销机构")
    form_class = DissolveBody
    submit = _("撤销")
    done = _("已撤销，任职和角色一并终止")
    past = ("on",)

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return actions.dissolve_body(body=self.object, by=self.request.user, **form.cleaned_data)


class GiveRoles(ActionPage):
    """For holders whose account was opened after they took the post."""

    queryset = BODIES

    def act(self, body):
        given = actions.give_roles(posts=Post.objects.filter(term__body=body), by=self.request.user)
        return gettext("已按任职授予 %(count)s 个角色") % {"count": given} if given else gettext("没有可以授予的角色")


class Roster(DetailPage):
    """The list of a term for the wall and the file: A4."""

    queryset = BODIES
    template_name = "bodies/roster.html"
    context_object_name = "body"

    @property
    def back(self):
        return (self.object.get_absolute_url(), self.object.name)

    def history(self, body):
        return []

    def get_title(self):
        term = Standing(self.object, self.today).term
        return gettext("%(body)s%(term)s名册") % {"body": self.object, "term": term.ordinal if term else ""}

    def get_context_data(self, **kwargs):
        standing = Standing(self.object, self.today)
        return super().get_context_data(standing=standing, term=standing.term, posts=standing.posts, **kwargs)
