"""摸排: units without a union, the talks with them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import Verdict
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Sheet
from zhijia.web.states import State

from .. import actions
from ..filters import ContactFilter, TargetFilter
from ..forms import ContactForm, DropForm, TargetForm
from ..forms.small import told_to_branches
from ..models import Contact, Target
from ..rules import surveying as rules
from ..rules.surveying import Stage
from ..showing import TARGETS, with_last_contact
from ..tables import ContactTable, TargetTable


class Targets(ListPage):
    title = gettext_lazy("建会对象摸排")
    intro = gettext_lazy("还没有工会的单位：摸清人数和困难，逐个联络，条件成熟的进入组建。")
    queryset = with_last_contact(TARGETS)
    table = TargetTable
    filters = TargetFilter
    search_fields = ("name", "contact", "responsible", "uscc")
    search_hint = gettext_lazy("单位名称、联系人、责任人")
    links = [
        Link(gettext_lazy("登记单位"), "founding:target-new", ability="edit", primary=True),
        Link(gettext_lazy("联络走访记录"), "founding:contacts"),
    ]
    sheets = [Sheet("founding.targets")]
    empty_text = gettext_lazy("还没有摸排。可以逐个登记，也可以按模板整表导入。")
    empty_link = Link(gettext_lazy("登记第一个单位"), "founding:target-new", ability="edit")


class TargetPage(DetailPage):
    queryset = with_last_contact(TARGETS)
    template_name = "founding/target.html"
    back = ("founding:targets", gettext_lazy("建会对象摸排"))

    def state(self, target):
        return State(target.get_stage_display(), rules.STAGE_TONES[Stage(target.stage)])

    def facts(self, target):
        return [
            (_("负责工会"), target.unit.name),
            (_("类型"), target.get_sort_display()),
            (_("行业"), target.get_sector_display()),
            (_("单位性质"), target.get_ownership_display()),
            (_("统一社会信用代码"), target.uscc),
            (_("行政区划代码"), target.area_code),
            (_("地址"), target.address),
            (_("职工人数"), target.staff),
            (_("女职工人数"), target.women),
            (_("联系人"), target.contact),
            (_("联系电话"), target.phone or None),
            (_("困难"), " ".join(filter(None, [target.get_obstacle_display(), target.obstacle_note]))),
            (_("摸排日期"), target.surveyed_on),
            (_("计划建会日期"), target.planned_on),
            (_("责任人"), target.responsible),
            (_("建立的工会"), target.founded_unit),
            (_("不再列入的原因"), target.dropped_for),
        ]

    def actions(self, target):
        if not self.request.user.can("edit", target.unit):
            return []
        acts = []
        if target.stage in (Stage.LISTED, Stage.TALKING):
            begin = reverse("founding:founding-new") + f"?target={target.pk}&unit={target.unit_id}"
            acts = [
                Act(_("记一次联络"), "founding:contact-new", primary=True),
                Act(_("成立筹备组"), begin, args=()),
                Act(_("修改"), "founding:target-edit"),
                Act(_("不再列入"), "founding:target-drop", danger=True),
            ]
        elif target.stage == Stage.PREPARING:
            acts = [Act(_("记一次联络"), "founding:contact-new"), Act(_("修改"), "founding:target-edit")]
        elif target.stage == Stage.DROPPED:
            acts = [Act(_("重新列入"), "founding:target-restore")]
        if target.phone and self.request.user.can("view_private", target.unit):
            acts.append(Act(_("查看电话"), "founding:target-phone"))
        return acts

    def get_context_data(self, **kwargs):
        target = self.object
        part = target.parts.select_related("founding").order_by("-pk").first()
        return super().get_context_data(
            contacts=target.contacts.select_related("by")[:50],
            asks=target.asks.all(),
            founding=part and part.founding,
            advice=rules.form_ahead(target.staff) if target.staff and target.stage != Stage.FOUNDED else "",
            **kwargs,
        )


class TargetNew(FormPage):
    title = gettext_lazy("登记建会对象")
    form_class = TargetForm
    done = gettext_lazy("已列入摸排名单")

    def get_form(self, form_class=None):
        return told_to_branches(super().get_form(form_class))

    def get_initial(self):
        return {"unit": self.unit, "surveyed_on": self.today}

    def act(self, form):
        return actions.list_target(by=self.request.user, at=self.now, **form.cleaned_data)

    def came_from(self):
        return reverse("founding:targets")


class TargetEdit(FormPage):
    title = gettext_lazy("修改建会对象")
    queryset = TARGETS
    form_class = TargetForm

    def act(self, form):
        return actions.edit_target(target=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class ContactNew(FormPage):
    title = gettext_lazy("记一次联络走访")
    queryset = TARGETS
    form_class = ContactForm
    done = gettext_lazy("已记下")

    @property
    def intro(self):
        return self.object.name

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        actions.note_contact(
            target=self.object, by=self.request.user, at=self.now, today=self.today, **form.cleaned_data
        )
        return self.object


class Contacts(ListPage):
    title = gettext_lazy("联络走访记录")
    queryset = Contact.objects.select_related("target", "by")
    table = ContactTable
    filters = ContactFilter
    search_fields = ("target__name", "said", "met")
    search_hint = gettext_lazy("单位名称、内容")
    links = [
        Link(gettext_lazy("建会对象摸排"), "founding:targets"),
    ]
    sheets = [Sheet("founding.contacts")]
    empty_text = gettext_lazy("还没有联络走访。请在建会对象的页面上“记一次联络”；以前记在表格里的，可以整表导入。")


class TargetDrop(FormPage):
    title = gettext_lazy("不再列入摸排名单")
    queryset = TARGETS
    form_class = DropForm
    submit = gettext_lazy("不再列入")

    def allowed(self, target) -> Verdict:
        return rules.may_go(target.stage, Stage.DROPPED)

    def act(self, form):
        return actions.drop_target(target=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class TargetRestore(ActionPage):
    queryset = Target.objects.all()

    def act(self, target):
        actions.restore_target(target=target, by=self.request.user, at=self.now)
        return _("已重新列入")
