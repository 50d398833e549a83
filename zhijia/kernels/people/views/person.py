"""The page of a person, what is corrected on it, and a member's own page."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from zhijia.base import masking
from zhijia.base.verdict import Refused, need
from zhijia.web.pages import Act, DetailPage, FormPage, Scoped
from zhijia.web.states import State

from .. import actions
from ..episodes import named_then, with_episodes
from ..forms import WORK, EditPerson, OpenAccount, RegisterMember, RegisterStaff, Reveal
from ..models import Person
from ..panels import person_panel, show
from ..rules import membership as life
from .base import Dated


def masked_facts(person) -> list:
    return [
        (_("性别"), person.get_sex_display() or "—"),
        (_("出生日期"), person.born_on or "—"),
        (_("身份证号"), masking.id_number(person.id_number.reveal()) or "—"),
        (_("手机号"), masking.phone(person.phone.reveal()) or "—"),
        (_("民族"), person.ethnicity or "—"),
        (_("学历"), person.education or "—"),
    ]


class PersonPage(DetailPage):
    queryset = with_episodes(Person.objects.select_related("user"))
    template_name = "people/person.html"
    context_object_name = "person"
    back = ("people:roster", _("会员花名册"))

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if survivor := self.survivor():
                return HttpResponseRedirect(survivor.get_absolute_url())
            raise

    def survivor(self):
        """Who a duplicate turned out to be: links kept from before the merger lead on."""
        merged = Person.objects.filter(pk=self.kwargs["pk"], merged_into__isnull=False)
        return self.get_queryset().filter(pk__in=merged.values("merged_into")).first()

    def state(self, person):
        latest = next(iter(person.episodes), None)
        return State.of(latest) if latest else State(_("非会员"))

    def facts(self, person):
        return [(_("所在单位"), person.home), *masked_facts(person)]

    def actions(self, person):
        if not self.request.user.can("edit", person.home_path):
            return []
        state = person.episodes[0].state if person.episodes else life.NOBODY
        acts = [act for verb, act in ACTS if (state, verb) in life.STEPS]
        if state in life.OPEN:
            acts.append(Act(_("终止会籍"), "people:end", danger=True))
        has_none = need(person.user_id is None, "已有账号“%(user)s”", user=person.user)
        return [Act(_("修改资料"), "people:edit"), *acts, Act(_("开通账号"), "people:open-account", verdict=has_none)]

    def get_context_data(self, **kwargs):
        person = self.object
        private = self.request.user.can("view_private", person.home_path)
        return super().get_context_data(
            secrets=[(name, actions.label_of(name)) for name in actions.SECRETS if private and getattr(person, name)],
            episodes=named_then(person.episodes),
            employments=person.employments.select_related("unit").order_by("-from_on"),
            panels=show(person_panel, person, self),
            **kwargs,
        )


ACTS = [
    (life.JOIN, Act(_("办理入会"), "people:admit", primary=True)),
    (life.RESUME, Act(_("恢复会籍"), "people:resume", primary=True)),
    (life.TRANSFER, Act(_("转会"), "people:transfer")),
    (life.MOVE, Act(_("内部调整"), "people:move")),
    (life.RETAIN, Act(_("保留会籍"), "people:retain")),
]


class Register(Dated):
    title = _("登记会员")
    form_class = RegisterMember
    submit = _("登记")
    done = _("已登记入会")
    days = ("joined_on",)

    def get_initial(self):
        return super().get_initial() | {"unit": self.unit}

    def do(self, form):
        return actions.register_member(**form.cleaned_data, by=self.request.user)

    def came_from(self):
        return reverse("people:roster")


class RegisterColleague(Dated):
    title = _("登记职工")
    intro = _("只登记在本单位工作的人，不办入会。以后本人申请入会，与名册一致的当场入会。")
    form_class = RegisterStaff
    submit = _("登记")
    done = _("已登记")
    days = ("from_on",)

    def get_initial(self):
        return super().get_initial() | {"unit": self.unit}

    def do(self, form):
        return actions.register_staff(**form.cleaned_data, by=self.request.user)

    def came_from(self):
        return reverse("people:staff")


class OnPerson(FormPage):
    queryset = Person.objects.select_related("home", "user")


class Edit(OnPerson):
    title = _("修改人员资料")
    form_class = EditPerson
    drafts = False

    def act(self, form):
        typed = dict(form.cleaned_data)
        work = {name: typed.pop(name) for name in WORK if name in typed}
        return actions.edit_person(person=self.object, by=self.request.user, work=work, **typed)


class Account(OnPerson):
    title = _("开通账号")
    form_class = OpenAccount
    drafts = False
    submit = _("开通")
    done = _("账号已开通，请把用户名和初始密码告诉本人；登记了手机号的，也可以用手机号登录")

    def get_initial(self):
        work = self.object.employments.current().first()
        return {"username": work.staff_no if work else ""}

    def act(self, form):
        actions.open_account(person=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class RevealOne(OnPerson):
    """A reason first; then the secret, once, on a page that is kept nowhere."""

    form_class = Reveal
    ability = "view_private"
    template_name = "people/reveal.html"
    submit = _("查看")
    drafts = False

    def get_title(self):
        return gettext("查看%(name)s的%(secret)s") % {"name": self.object.name, "secret": self.label()}

    def label(self):
        if self.kwargs["secret"] not in actions.SECRETS:
            raise Http404
        return actions.label_of(self.kwargs["secret"])

    def form_valid(self, form):
        try:
            text = actions.reveal(
                person=self.object,
                secret=self.kwargs["secret"],
                by=self.request.user,
                at=self.now,
                **form.cleaned_data,
            )
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, label=self.label(), text=text))

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response


class Mine(Scoped, DetailView):
    """A member's own page: what the union has written about them. Found through the account, never by number."""

    ability = "view"
    title = _("我的会籍")
    queryset = with_episodes(Person.objects.all())
    template_name = "people/mine.html"
    context_object_name = "person"

    def get_object(self, queryset=None):
        person = self.get_queryset().filter(user=self.request.user).first()
        return person or Person()

    def get_context_data(self, **kwargs):
        person = self.object
        facts = masked_facts(person) if person.pk else []
        episodes = named_then(person.episodes) if person.pk else []
        employments = person.employments.select_related("unit").order_by("-from_on") if person.pk else []
        return super().get_context_data(facts=facts, episodes=episodes, employments=employments, **kwargs)
