"""Delegates with their classes, and the list as a whole."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.forms.listing import Line
from zhijia.kernels.bodies.rules.composition import DECLARED
from zhijia.web.pages import Act, BulkAction, DetailPage, FormPage, Link, ListPage, Sheet

from .. import actions, forms
from ..filters import DelegateFilter
from ..models import Delegate
from ..queries import composition_of
from ..rules.steps import Step
from ..standards import Standards
from ..tables import DelegateTable
from .shared import CHANGES, OfChange, OfList

ROWS = Delegate.objects.select_related("person__home", "constituency__place", "change__unit", "checked_by")


class Delegates(OfList, ListPage):
    queryset = ROWS.standing()
    table = DelegateTable
    filters = DelegateFilter
    template_name = "elections/delegates.html"
    follows_unit = False
    search_fields = ("person__name", "person__initials", "position")
    search_hint = _("姓名、拼音首字母、职务")
    empty_text = _("名单还是空的。先分配各选区名额，再列入代表，也可以从表格导入。")
    bulk = [
        BulkAction(
            "check", _("登记审查结论"), act="check", form_class=forms.CheckForm, verdict="may_check", icon="check"
        ),
        BulkAction("remove", _("移出名单"), act="remove", verdict="may_remove", danger=True),
    ]

    def get_title(self):
        return _("%(change)s：会员代表") % {"change": self.change}

    def get_queryset(self):
        return super().get_queryset().filter(change=self.change)

    @property
    def whole(self):
        """Whoever edits the union itself, not only a constituency of it."""
        return self.change.open and self.request.user.can("edit", self.change.unit)

    @property
    def links(self):
        args, user = (self.change.pk,), self.request.user
        links = [Link(_("选区和名额"), "elections:constituencies", args=args, ability="view", icon="users")]
        if actions.may_list(self.change, self.change.unit, user):
            links.append(Link(_("整表编辑"), "elections:delegate-list", args=args, ability="edit", icon="edit"))
        if self.may_add():
            links.append(Link(_("列入代表"), "elections:delegate-add", args=args, ability="edit", primary=True))
        return links

    @property
    def sheets(self):
        whole = [Sheet("elections.delegates", self.change, self.change.unit, self.whole)]
        return whole if self.request.user.can("export", self.change.unit) else []

    @property
    def back(self):
        """A constituency of another union sees its list, not the change."""
        change = self.change
        return (change.get_absolute_url(), str(change)) if self.request.user.can("view", change.unit) else None

    def get_context_data(self, **kwargs):
        change = self.change
        verdict = actions.may_hand_in_delegates(change, self.request.user)
        return super().get_context_data(
            composition=composition_of(change),
            hand_in=verdict if self.whole and change.step == Step.DELEGATES else None,
            close=self.credentials_verdict(),
            **kwargs,
        )

    def credentials_verdict(self):
        if not self.whole or self.change.step != Step.CREDENTIALS:
            return None
        return actions.may_close(self.change, Step.CREDENTIALS, self.request.user)

    def may_check(self, row):
        return actions.may_check(row, self.request.user)

    def check(self, row, data):
        actions.check_credentials(delegates=[row], by=self.request.user, at=self.now, **data)

    def may_remove(self, row):
        return actions.may_list(row.change, row.constituency.place, self.request.user)

    def remove(self, row, data):
        actions.remove_delegate(delegate=row, by=self.request.user, at=self.now)


class Add(OfList, FormPage):
    """One delegate; the constituency is where the person is a member."""

    title = _("列入会员代表")
    form_class = forms.DelegateForm
    submit = _("列入名单")
    done = _("已列入名单")

    def allowed(self, obj):
        return self.may_add()

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        listed = self.change.delegates.standing().values("person")
        form.fields["person"].queryset = (
            form.fields["person"].queryset.under(self.change.unit.path).exclude(pk__in=listed)
        )
        return form

    @property
    def intro(self):
        return _("系统按会籍归到所在选区。“%(core)s”合计不低于八成时才能提交名单。") % {
            "core": _("一线职工、劳模和先进人物、基层工会工作者")
        }

    def act(self, form):
        said = form.cleaned_data
        line = (said["person"], forms.flags(said["classes"]) | {"position": said["position"]})
        actions.add_by_membership(change=self.change, lines=[line], by=self.request.user, at=self.now)
        return self.came_from()


class Whole(OfChange, FormPage):
    """The whole list on one page; shares are told at every change."""

    title = _("整表编辑会员代表")
    intro = _("添加、去掉、勾选类别时，下面的比例随时重算；保存后写入名单，选区按会籍归入。")
    form_class = forms.ListForm
    template_name = "elections/list_form.html"
    done = _("已保存代表名单")
    drafts = False

    def allowed(self, obj):
        return actions.may_list(self.change, self.change.unit, self.request.user)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        change = self.change
        facts = {"unit": change.unit, "seats": change.delegate_seats, "on": change.counted_on}
        form.fields["people"].about(listing="delegates", among=(change.women, change.members), **facts)
        return form

    def get_initial(self):
        rows = ROWS.standing().filter(change=self.change).order_by("constituency__place__path", "pk")
        lines = [Line(row.person, "", tuple(sorted(row.declared))) for row in rows]
        return {"people": lines, "seats": self.change.delegate_seats}

    def act(self, form):
        lines = [(line.person, forms.flags(line.categories)) for line in form.cleaned_data["people"]]
        actions.set_list(change=self.change, lines=lines, by=self.request.user, at=self.now)
        return reverse("elections:delegates", args=[self.change.pk])


class DelegatePage(DetailPage):
    queryset = ROWS

    def get_title(self):
        return f"{self.object.person.name} · {self.object.constituency}"

    @property
    def back(self):
        return (reverse("elections:delegates", args=[self.object.change_id]), _("会员代表"))

    def facts(self, row):
        rows = [
            (_("姓名"), row.person),
            (_("选区"), row.constituency.place),
            (_("单位"), row.person.home),
            (_("职务"), row.position or "—"),
            (_("人员类别"), row.classes_said or "—"),
            (_("性别"), row.person.get_sex_display()),
            (_("民族"), row.person.ethnicity or "—"),
            (_("资格审查"), row.get_credential_display()),
        ]
        more = [
            (_("审查说明"), row.credential_note),
            (_("审查人"), row.checked_by),
            (_("审查日期"), row.checked_on),
            (_("终止日期"), row.left_on),
            (_("终止原因"), row.left_reason),
        ]
        return rows + [pair for pair in more if pair[1]]

    def actions(self, row):
        user, place = self.request.user, row.constituency.place
        if row.left_on or not (user.can("edit", place) or user.can("edit", row.change.unit)):
            return []
        verdict = actions.may_list(row.change, place, user)
        return [Act(_("修改"), "elections:delegate-edit", verdict=verdict, icon="edit")]


class Edit(FormPage):
    queryset = ROWS.standing()
    form_class = forms.DelegateEditForm
    done = _("已修改")

    def get_title(self):
        return _("修改代表资料：%(name)s") % {"name": self.object.person.name}

    def allowed(self, row):
        return actions.may_list(row.change, row.constituency.place, self.request.user)

    def get_initial(self):
        row = self.object
        return {"position": row.position, "classes": [code for code in DECLARED if getattr(row, code)]}

    def act(self, form):
        said = forms.flags(form.cleaned_data["classes"]) | {"position": form.cleaned_data["position"]}
        return actions.edit_delegate(delegate=self.object, by=self.request.user, at=self.now, **said)


class HandIn(FormPage):
    queryset = CHANGES
    title = _("提交代表名单")
    intro = _("提交后进行资格审查，名单不再改动；不合格的由原选区补选。")
    form_class = forms.HandInForm
    template_name = "elections/hand_in.html"
    submit = _("提交名单")
    done = _("已提交，请逐人审查代表资格")

    @cached_property
    def composition(self):
        return composition_of(self.object)

    def get_form(self, form_class=None):
        """A written exception is asked for only where policy accepts one."""
        form = super().get_form(form_class)
        if not Standards(self.object.unit, self.object.begun_on).exception_allowed:
            del form.fields["exception"]
        return form

    def check_ability(self):
        super().check_ability()
        if not self.object.by_delegates:
            raise Http404

    def act(self, form):
        actions.hand_in_delegates(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object

    def get_context_data(self, **kwargs):
        verdict = actions.may_hand_in_delegates(self.object, self.request.user)
        return super().get_context_data(change=self.object, composition=self.composition, verdict=verdict, **kwargs)

    def came_from(self):
        return reverse("elections:delegates", args=[self.object.pk])
