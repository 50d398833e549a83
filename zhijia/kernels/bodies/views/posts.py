"""Who holds what: the list on any day, and the forms by which posts are taken, changed and left."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Refused, need
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.forms import Reveal
from zhijia.kernels.people.models import Person
from zhijia.web.pages import FormPage, Link, ListPage, Sheet

from .. import actions
from ..advice import Standing
from ..filters import PostFilter
from ..forms import ChangePost, EditPost, LeavePost, TakePost
from ..models import Body, Post
from ..standards import Standards
from ..tables import PostTable
from .bodies import BODIES, Past
from .terms import OnTerm

POSTS = Post.objects.select_related("person__home", "person__user", "term__body__unit__superior", "seat_unit")


class Posts(ListPage):
    title = _("任职人员")
    intro = _("谁在哪一届担任什么职务。选“某一天在任”可以看任何一天的班子。")
    queryset = POSTS.order_by("term__body__unit__path", "term__body", "-term__number", "order", "pk")
    table = PostTable
    filters = PostFilter
    search_fields = ("person__name", "person__initials", "term__body__name", "duties")
    search_hint = _("姓名、拼音首字母、机构、分工")
    links = [
        Link(_("工会机构"), "bodies:bodies", icon="building"),
    ]
    sheets = [Sheet("bodies.posts")]
    empty_text = _("没有符合条件的任职。")


class Take(OnTerm):
    """Into a free seat of a running term: 补选, 增补, 任命, or somebody forgotten on the list."""

    title = _("登记任职")
    form_class = TakePost
    submit = _("登记任职")
    done = _("已登记任职")
    past = ("from_on",)

    def get_initial(self):
        given = {"from_on": self.today, "how": Post.How.BY_ELECTION, "time": Post.Time.PART}
        return given | {
            "person": self.request.GET.get("person", ""),
            "seat_unit": self.request.GET.get("seat_unit", ""),
        }

    def get_form_kwargs(self):
        body = self.object.body
        return super().get_form_kwargs() | asked_of(body, self.today) | {"titles": body.titles}

    def act(self, form):
        post = actions.take_post(term=self.object, by=self.request.user, **form.cleaned_data)
        self.done = said_of(post)
        return post


def asked_of(body, today) -> dict:
    """What the form of a post offers for a body of that kind."""
    leads = body.kind in (Body.Kind.COMMITTEE, Body.Kind.STANDING)
    areas = Standards(body.unit, today).duty_areas if leads else []
    return {"areas": areas, "declares": body.kind == Body.Kind.COMMITTEE}


def said_of(post) -> str:
    """What became of the role, in the message after a post was taken."""
    if not post.role_due:
        return gettext("已登记任职；这个职务不带系统角色")
    if post.role_id:
        return gettext("已登记任职，并授予角色“%(role)s”") % {"role": post.role.get_role_display()}
    return gettext("已登记任职；%(name)s还没有账号，开通账号后才能行使角色") % {"name": post.person.name}


class OnPost(Past, FormPage):
    queryset = POSTS

    def allowed(self, post):
        return need(post.to_on is None, "该任职已结束")

    def came_from(self):
        return self.object.get_absolute_url()

    def get_title(self):
        facts = {"verb": self.title, "name": self.object.person, "title": self.object.get_title_display()}
        return gettext("%(verb)s：%(name)s（%(title)s）") % facts


class Edit(OnPost):
    title = _("调整分工")
    form_class = EditPost

    def get_initial(self):
        post = self.object
        facts = {name: getattr(post, name) for name in ("rank", "seat_unit", "declared", "order")}
        return facts | {"categories": sorted(post.declared_categories)}

    def get_form_kwargs(self):
        asked = asked_of(self.object.term.body, self.today)
        return super().get_form_kwargs() | asked | {"duties": self.object.duties}

    def act(self, form):
        return actions.edit_post(post=self.object, by=self.request.user, **form.cleaned_data)


class Leave(OnPost):
    title = _("登记离任")
    form_class = LeavePost
    submit = _("登记离任")
    done = _("已离任，相应的角色同日终止")
    past = ("on",)

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return actions.leave_post(post=self.object, by=self.request.user, **form.cleaned_data)


class Change(OnPost):
    title = _("改任")
    form_class = ChangePost
    submit = _("改任")
    past = ("on",)

    def get_initial(self):
        return {"on": self.today, "time": self.object.time}

    def get_form_kwargs(self):
        others = [title for title in self.object.term.body.titles if title[0] != self.object.title]
        return super().get_form_kwargs() | {"titles": others}

    def allowed(self, post):
        return super().allowed(post) & need(len(post.term.body.titles) > 1, "这个机构只有一种职务")

    def act(self, form):
        post = actions.change_post(post=self.object, by=self.request.user, **form.cleaned_data)
        self.done = said_of(post)
        return post


class Contacts(FormPage):
    """Names with telephone numbers, for a reason that is kept: on screen and on paper, stored nowhere."""

    queryset = BODIES
    form_class = Reveal
    ability = "view_private"
    template_name = "bodies/contacts.html"
    submit = _("生成通讯录")
    drafts = False

    def get_title(self):
        return gettext("%(body)s通讯录") % {"body": self.object}

    @cached_property
    def listed(self):
        """Holders of posts; of a group also its members."""
        posts = Standing(self.object, self.today).posts
        held = {post.person_id: post.get_title_display() for post in posts}
        people = Person.objects.filter(pk__in=held)
        if self.object.kind == Body.Kind.GROUP:
            people = people | Person.objects.members(self.today).under(self.object.unit.path)
        people = self.scope(Person.objects.filter(pk__in=people.values("pk"))).select_related("home")
        rank = {key: place for place, key in enumerate(held)}
        return [
            (person, held.get(person.pk, ""))
            for person in sorted(people, key=lambda p: (rank.get(p.pk, 999), p.initials))
        ]

    def form_valid(self, form):
        try:
            rows = [(person, title, self.phone_of(person, form)) for person, title in self.listed]
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, rows=rows))

    def phone_of(self, person, form):
        if not person.phone:
            return ""
        return people.reveal(person=person, secret="phone", by=self.request.user, at=self.now, **form.cleaned_data)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response
