"""Changes of an existing union: asked here, approved in the in-tray of the union above."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import Refused
from zhijia.engines.flow.actions import may_withdraw
from zhijia.engines.flow.models import Case
from zhijia.engines.flow.timeline import story
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership, Person
from zhijia.web.pages import Act, ActionPage, DetailPage, Event, FormPage, Link, ListPage, Page, Turn

from .. import actions, documents
from ..filters import ChangeFilter
from ..forms import CancelForm, ChangeForm, NumberForm, SplitForm
from ..forms.changes import HELP, SHOWN
from ..models import OrgChange, SplitPart
from ..rules.changes import EDITABLE, SORT_NAMES, UNDONE, Change, State
from ..showing import CHANGES, asker, change_facts, returned_for, whole
from ..tables import ChangeTable
from .papers import docx


class Changes(ListPage):
    title = gettext_lazy("组织变更")
    intro = gettext_lazy("更名、合并、分立、调整隶属、撤销：由单位申请，上级工会批准，到生效日自动办理。")
    queryset = CHANGES
    table = ChangeTable
    filters = ChangeFilter
    search_fields = ("unit__name", "unit__initials", "new_name", "document_no")
    search_hint = gettext_lazy("单位名称、拼音首字母、文号")
    links = [Link(gettext_lazy("申请变更"), "founding:change-kinds", ability="edit", primary=True)]
    empty_text = gettext_lazy("没有组织变更。")
    empty_link = Link(gettext_lazy("申请变更"), "founding:change-kinds", ability="edit")


class ChangeKinds(Page):
    title = gettext_lazy("申请哪一种变更")
    ability = "edit"
    template_name = "founding/kinds.html"

    def get_context_data(self, **kwargs):
        unit = self.request.GET.get("unit", "")
        kinds = [(str(kind), name, HELP[kind]) for kind, name in SORT_NAMES.items()]
        return super().get_context_data(kinds=kinds, asked_unit=unit if unit.isdigit() else "", **kwargs)


class ChangeFormPage(FormPage):
    form_class = ChangeForm
    done = gettext_lazy("已保存，核对后请提交")
    submit = gettext_lazy("保存")

    @property
    def kind(self):
        raise NotImplementedError

    def get_form_kwargs(self):
        own = Unit.objects.visible_to(self.request.user, "edit").values("pk")
        return super().get_form_kwargs() | {"kind": self.kind, "own": own}

    @property
    def intro(self):
        return HELP[self.kind]


class ChangeNew(ChangeFormPage):
    @cached_property
    def kind(self):
        if self.kwargs["kind"] not in SORT_NAMES:
            raise Http404
        return Change(self.kwargs["kind"])

    def get_title(self):
        return _("申请%(kind)s") % {"kind": SORT_NAMES[self.kind]}

    def get_initial(self):
        initial = {"unit": self.request.GET.get("unit") or self.unit, "effective_on": self.today}
        for unit in self.asked(Unit.objects, "unit"):
            initial |= {"new_name": unit.name, "new_short_name": unit.short_name}
        for change in self.asked(CHANGES, "like"):
            initial |= written(change, *SHOWN[self.kind], "asked_number", "reason")
        return initial

    def asked(self, rows, name):
        """The row the address names, if it may be seen: at most one."""
        pk = self.request.GET.get(name, "")
        return rows.filter(pk=pk).visible_to(self.request.user) if pk.isdigit() and len(pk) < 10 else ()

    def act(self, form):
        return actions.ask_change(kind=self.kind, by=self.request.user, at=self.now, **form.facts())

    def came_from(self):
        return reverse("founding:changes")


def written(change, *names):
    """What a form of the request says."""
    others = list(change.along.values_list("unit", flat=True))
    return {name: others if name == "others" else getattr(change, name) for name in names}


class ChangeEdit(ChangeFormPage):
    title = gettext_lazy("修改变更申请")
    queryset = CHANGES

    @property
    def kind(self):
        return Change(self.object.kind)

    def allowed(self, change):
        return actions.may_edit(change, self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"known": self.object.unit}

    def get_initial(self):
        return written(self.object, *SHOWN[self.kind], "effective_on", "asked_number", "reason")

    def act(self, form):
        return actions.edit_change(change=self.object, by=self.request.user, at=self.now, **form.facts())


class ChangePage(DetailPage):
    queryset = CHANGES
    template_name = "founding/change.html"
    context_object_name = "change"
    back = ("founding:changes", gettext_lazy("组织变更"))

    def get_title(self):
        return f"{asker(self.object)} · {self.object.get_kind_display()}"

    def facts(self, change):
        return change_facts(change)

    def turn(self, change):
        if change.state == State.IN_REVIEW:
            return Turn(change.case.desk_unit, change.case.due_on, change.case.moved_at)
        return Turn(change.unit) if change.state in (State.DRAFT, State.RETURNED) else None

    def actions(self, change):
        user, case = self.request.user, change.case
        if user.can("edit", change.unit):
            yield from self.own_acts(change)
        if case:
            yield from self.case_acts(change, user, case)
        if change.state == State.SCHEDULED and actions.may_cancel(change, user):
            yield Act(_("不再办理"), "founding:change-cancel", danger=True)
        if change.state in (State.SCHEDULED, State.DONE):
            yield Act(_("下载批复"), "founding:change-paper", args=(change.pk, "reply"), icon="download")
        if whole(change):
            yield Act(_("下载请示"), "founding:change-paper", args=(change.pk, "request"), icon="download")

    def case_acts(self, change, user, case):
        if Case.objects.awaiting(user).filter(pk=case.pk).exists():
            yield Act(_("批复"), reverse("flow:case", args=[case.pk]), args=(), primary=True)
        if change.state in (State.IN_REVIEW, State.SCHEDULED) and user.can("edit", case.unit):
            yield Act(_("登记批复文号"), "founding:change-number")
        if change.state in (State.IN_REVIEW, State.RETURNED) and user.pk == case.opened_by_id:
            back, verdict = reverse("flow:withdraw", args=[case.pk]), may_withdraw(case, user)
            yield Act(_("撤回"), back, verdict, args=(), danger=True, confirm=case.declared.withdrawing)

    def own_acts(self, change):
        if change.state in EDITABLE:
            yield from self.draft_acts(change)
        if change.state in UNDONE and not change.unit.dissolved_on:
            again = reverse("founding:change-new", args=[change.kind]) + f"?unit={change.unit_id}&like={change.pk}"
            yield Act(_("重新申请"), again, args=())

    def draft_acts(self, change):
        ready = actions.may_submit(change, self.request.user, self.today)
        yield Act(_("提交上级工会"), "founding:change-submit", verdict=ready, primary=True)
        if change.kind == Change.SPLIT:
            yield Act(_("登记分立后的工会"), "founding:split-new", primary=not ready)
        yield Act(_("修改"), "founding:change-edit")
        if change.state == State.DRAFT:
            question = _("作废后这份草稿不再办理。确定作废吗？")
            yield Act(_("作废"), "founding:change-drop", danger=True, confirm=question)

    def timeline(self, change):
        events = story(change.case) if change.case else []
        if change.state == State.SCHEDULED:
            events.append(Event(_("到生效日自动办理"), change.effective_on, state="next"))
        if change.state == State.CANCELLED:
            events.append(Event(change.get_state_display(), note=change.outcome, state="stopped"))
        if change.done_at:
            tone = "done" if change.state == State.DONE else "stopped"
            events.append(Event(change.get_state_display(), change.done_at, note=change.outcome, state=tone))
        return events

    def get_context_data(self, **kwargs):
        parts = self.object.parts.prefetch_related("branches", "people")
        try:
            desk = self.object.case.unit if self.object.case else actions.desk_of(self.object)
        except Refused as refusal:
            desk, trouble = None, str(refusal)
        else:
            trouble = ""
        editable = bool(actions.may_edit(self.object, self.request.user))
        said = {"desk": desk, "trouble": trouble, "editable": editable, "returned_for": returned_for(self.object.case)}
        return super().get_context_data(parts=parts, **said, **kwargs)


class ChangeDrop(ActionPage):
    queryset = OrgChange.objects.all()

    def act(self, change):
        actions.drop_change(change=change, by=self.request.user, at=self.now)
        return _("草稿已作废")


class ChangeSubmit(ActionPage):
    queryset = OrgChange.objects.all()

    def act(self, change):
        actions.submit_change(change=change, by=self.request.user, at=self.now)
        return _("已提交，等待上级工会批复")


class SplitNew(FormPage):
    title = gettext_lazy("登记分立后的工会")
    queryset = CHANGES
    form_class = SplitForm
    done = gettext_lazy("已登记")

    def allowed(self, change):
        return actions.may_edit(change, self.request.user)

    def about(self):
        return self.object.unit.name

    def get_initial(self):
        return {"kind": self.object.unit.kind}

    def get_form_kwargs(self):
        unit = self.object.unit
        direct = Membership.objects.active().filter(unit=unit).values("person")
        people = Person.objects.filter(pk__in=direct).order_by("initials", "pk")
        return super().get_form_kwargs() | {"branches": unit.children.standing().order_by("path"), "people": people}

    def act(self, form):
        actions.add_split_part(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


class SplitDrop(ActionPage):
    queryset = SplitPart.objects.select_related("change")

    def act(self, part):
        actions.drop_split_part(part=part, by=self.request.user, at=self.now)
        return _("已删去")

    def get_success_url(self):
        return self.object.change.get_absolute_url()


class AtTheDesk:
    """Whoever may write at the union above: the change itself may lie outside their own unit."""

    def scope(self, rows, ability=None):
        user = self.request.user
        return rows.filter(case__in=Case.objects.visible_to(user, "edit").values("pk"))


class ChangeNumber(AtTheDesk, FormPage):
    title = gettext_lazy("登记批复文号")
    queryset = CHANGES
    form_class = NumberForm

    def get_initial(self):
        return {"document_no": self.object.document_no}

    def act(self, form):
        return actions.number_change(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class ChangeCancel(FormPage):
    title = gettext_lazy("不再办理已批准的变更")
    queryset = CHANGES
    ability = "view"
    form_class = CancelForm
    submit = gettext_lazy("不再办理")
    done = gettext_lazy("已取消，到生效日不再办理")

    def allowed(self, change):
        return actions.may_cancel(change, self.request.user)

    def act(self, form):
        return actions.cancel_change(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class ChangePaper(DetailPage):
    queryset = CHANGES
    papers = {"request": documents.change_request, "reply": documents.change_reply}

    def get(self, request, *args, **kwargs):
        change, paper = self.get_object(), self.kwargs["paper"]
        settled = change.state in (State.SCHEDULED, State.DONE)
        if paper not in self.papers or (paper == "reply" and not settled):
            raise Http404
        name = _("批复") if paper == "reply" else _("请示")
        return docx(self.papers[paper](change, self.today), f"{name}-{change}")
