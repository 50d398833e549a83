"""The roster, one person, what a clerk may do for them, and a member's own page."""

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from zhijia.base import identity, masking
from zhijia.base.text import compact
from zhijia.base.verdict import Refused, need
from zhijia.kernels.org.forms import DissolveUnit, MoveUnit
from zhijia.kernels.org.models import Unit
from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage, Scoped
from zhijia.web.states import State

from . import actions, rules
from .filters import PersonFilter
from .forms import WORK, Admit, EditPerson, EndMembership, OpenAccount, RegisterMember, Reveal, Transfer
from .models import Employment, Membership, Person
from .panels import person_panel, show
from .tables import PersonTable


def with_episodes(people):
    """Memberships (the active one first, then the latest) and current work, in two queries for any number of people."""
    first = Case(When(state=Membership.State.ACTIVE, then=Value(0)), default=Value(1), output_field=IntegerField())
    episodes = Membership.objects.select_related("unit").order_by(first, "-joined_on")
    return people.select_related("home").prefetch_related(
        Prefetch("memberships", episodes, "episodes"),
        Prefetch("employments", Employment.objects.current().select_related("unit"), "work"),
    )


class Roster(ListPage):
    title = _("会员花名册")
    table = PersonTable
    filters = PersonFilter
    queryset = with_episodes(Person.objects.all())
    search_fields = ("name", "initials")
    search_hint = _("姓名、拼音首字母、工号；完整的身份证号或手机号")
    links = [
        Link(_("登记会员"), "people:register", ability="edit", primary=True),
        Link(_("导入花名册"), "exchange:start", args=("people.roster",), ability="edit", kind="import"),
        Link(_("导出可再导入的花名册"), "exchange:current", args=("people.roster",), ability="export", kind="import"),
    ]
    empty_text = _("这个范围里还没有人员。")
    empty_link = Link(_("登记第一位会员"), "people:register", ability="edit")

    def search(self, rows, text):
        """A whole number is looked up by its blind index; anything else is a name, initials or a staff number."""
        number = identity.normal(text)
        if rules.id_fault(number) is None and number:
            return rows.with_id_number(number)
        if rules.phone_fault(compact(text)) is None and text:
            return rows.with_phone(compact(text))
        for word in text.split()[:5]:
            staff = Employment.objects.filter(staff_no=word).values("person")
            rows = rows.filter(Q(name__icontains=word) | Q(initials__istartswith=word) | Q(pk__in=staff))
        return rows


def find(user, text, limit):
    """People for the search of the whole platform."""
    found = Q(name__icontains=text) | Q(initials__istartswith=text)
    found |= Q(pk__in=Employment.objects.filter(staff_no=text).values("person"))
    return Person.objects.visible_to(user).filter(found).select_related("home").order_by("name")[:limit]


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

    def state(self, person):
        latest = next(iter(person.episodes), None)
        return State.of(latest) if latest else State(_("非会员"))

    def facts(self, person):
        return [(_("所在单位"), person.home), *masked_facts(person)]

    def actions(self, person):
        if not self.request.user.can("edit", person.home_path):
            return []
        active = any(episode.state == Membership.State.ACTIVE for episode in person.episodes)
        member = need(active, "不是在籍会员")
        acts = [Act(_("修改资料"), "people:edit")]
        if active:
            acts += [Act(_("转会"), "people:transfer", verdict=member), Act(_("终止会籍"), "people:end", danger=True)]
        else:
            acts += [Act(_("办理入会"), "people:admit", primary=True)]
        has_none = need(person.user_id is None, "已有账号“%(user)s”", user=person.user)
        return [*acts, Act(_("开通账号"), "people:open-account", verdict=has_none)]

    def get_context_data(self, **kwargs):
        person = self.object
        private = self.request.user.can("view_private", person.home_path)
        return super().get_context_data(
            secrets=[(name, actions.label_of(name)) for name in actions.SECRETS if private and getattr(person, name)],
            episodes=person.episodes,
            employments=person.employments.select_related("unit").order_by("-from_on"),
            panels=show(person_panel, person, self),
            **kwargs,
        )


class Register(FormPage):
    title = _("登记会员")
    form_class = RegisterMember
    submit = _("登记")
    done = _("已登记入会")

    def get_initial(self):
        return {"joined_on": self.today, "unit": self.unit}

    def act(self, form):
        return actions.register_member(**form.cleaned_data, by=self.request.user)

    def came_from(self):
        return reverse("people:roster")


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


class AdmitAgain(OnPerson):
    title = _("办理入会")
    form_class = Admit
    done = _("已入会")

    def get_initial(self):
        return {"unit": self.object.home, "on": self.today}

    def act(self, form):
        actions.admit(person=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class Move(OnPerson):
    title = _("转会")
    form_class = Transfer
    submit = _("办理转会")
    done = _("已转会")

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        actions.transfer(person=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class End(OnPerson):
    title = _("终止会籍")
    form_class = EndMembership
    submit = _("终止会籍")
    done = _("已办理")

    def allowed(self, person):
        return need(person.memberships.active().exists(), "不是在籍会员，没有可终止的会籍")

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        active = self.object.memberships.active().select_related("person", "unit").first()
        actions.end_membership(membership=active, by=self.request.user, **form.cleaned_data)
        return self.object


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
    title = _("会员卡")
    queryset = with_episodes(Person.objects.all())
    template_name = "people/mine.html"
    context_object_name = "person"

    def get_object(self, queryset=None):
        person = self.get_queryset().filter(user=self.request.user).first()
        return person or Person()

    def get_context_data(self, **kwargs):
        person = self.object
        facts = masked_facts(person) if person.pk else []
        employments = person.employments.select_related("unit").order_by("-from_on") if person.pk else []
        return super().get_context_data(facts=facts, employments=employments, **kwargs)


class MoveUnitPage(FormPage):
    """Here, because the people of a unit move with it."""

    title = _("调整组织隶属")
    queryset = Unit.objects.standing()
    form_class = MoveUnit
    ability = "manage"
    done = _("已调整，下级单位和人员一并划转")

    def get_title(self):
        return gettext("调整组织隶属：%(unit)s") % {"unit": self.object.name}

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return actions.move_unit(unit=self.object, by=self.request.user, **form.cleaned_data)


class DissolveUnitPage(FormPage):
    title = _("撤销单位")
    intro = _("撤销须先把下级单位划走、把会员转出。撤销后不能再登记业务，以前的记录照旧。")
    queryset = Unit.objects.standing()
    form_class = DissolveUnit
    ability = "manage"
    submit = _("撤销")
    done = _("已撤销")

    def get_title(self):
        return gettext("撤销单位：%(unit)s") % {"unit": self.object.name}

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return actions.dissolve_unit(unit=self.object, by=self.request.user, **form.cleaned_data)
