"""Correcting a plan line by line, the original always beside."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage

from .. import actions, forms
from ..actions.adopting import may_submit
from ..actions.text import may_edit
from ..models import Alignment, Doubt, Node, Plan
from ..reading import Picture
from ..rules import lines
from ..rules.lines import HOLDERS, Kind

NODES = Node.objects.select_related("plan__unit", "plan__case", "parent")


def outline_at(node) -> str:
    return f"{reverse('plans:outline', args=[node.plan_id])}#n{node.pk}"


class Outline(DetailPage):
    """All lines with what was read, what is doubted, and what can be done."""

    queryset = Plan.objects.select_related("unit", "case", "source")
    ability = "edit"
    template_name = "plans/outline.html"

    def get_title(self):
        return _("核对条文：%(plan)s") % {"plan": self.object}

    def actions(self, plan):
        user = self.request.user
        return [
            Act(_("提交采纳"), "plans:submit", verdict=may_submit(plan, user), primary=True),
            Act(_("重新编号"), "plans:numbers", verdict=may_edit(plan, user), icon="list"),
            Act(_("在最后加一条"), "plans:add-last", verdict=may_edit(plan, user), icon="plus"),
            Act(_("修改标题文号"), "plans:head", verdict=may_edit(plan, user), icon="edit"),
            Act(_("更正记录"), "plans:changes", icon="history"),
        ]

    def history(self, plan):
        return []  # a page of its own: the width belongs to the text

    def get_context_data(self, **kwargs):
        plan = self.object
        picture = Picture(plan, self.request.user, self.today)
        return super().get_context_data(
            plan=plan,
            picture=picture,
            editable=bool(may_edit(plan, self.request.user)),
            groups=grouped(picture.rows),
            doubts=len(picture.loose_doubts) + sum(len(row.doubts) for row in picture.rows),
            originals={row.node.pk: row.node.original(plan.document) for row in picture.rows} if plan.document else {},
            **kwargs,
        )


def grouped(rows):
    """Runs of lines: what stood around the text (文件头尾) is folded away unless something in it is doubted."""
    made = []
    for row in rows:
        around = row.kind == Kind.ENVELOPE
        if not made or made[-1][0] != around:
            made.append((around, [], []))
        made[-1][1].append(row)
        made[-1][2].extend(row.doubts)
    return made


class OnLine(FormPage):
    """A form about one line; back to where it stands."""

    queryset = NODES
    drafts = False
    done = _("已更正")

    def allowed(self, node):
        return may_edit(node.plan, self.request.user)

    def came_from(self):
        return outline_at(self.object)

    def after(self, made):
        return outline_at(made or self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            node=self.object, original=self.object.original(self.object.plan.document), **kwargs
        )


class LinePage(OnLine):
    """Everything that can be done to one line; opened inside the outline, or as a page of its own."""

    form_class = forms.LineForm
    title = _("修改条文")

    def get_template_names(self):
        inside = self.request.htmx and self.request.method == "GET"
        return ["plans/line.html#panel" if inside else "plans/line.html"]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"was": self.object.kind}

    def get_initial(self):
        return {name: getattr(self.object, name) for name in ("kind", "level", "number", "title", "text")}

    def act(self, form):
        return actions.edit_line(node=self.object, by=self.request.user, at=self.now, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        node = self.object
        return super().get_context_data(
            can_split=bool(lines.seams(node.words)),
            movable=node.kind in (Kind.MEASURE, Kind.ITEM, Kind.OTHER),
            alignable=node.kind == Kind.ITEM,
            **kwargs,
        )


class Split(OnLine):
    form_class = forms.SplitForm
    title = _("拆成两条")
    intro = _("选中的那一句及其后面的文字成为新的一条，类别与原来相同，可以再改。")
    submit = _("拆开")

    def allowed(self, node):
        whole = need(lines.seams(node.words), "这一条只有一句，没有可以拆开的地方，请直接修改文字")
        return super().allowed(node) & whole

    def get_form_kwargs(self):
        words = self.object.words
        return super().get_form_kwargs() | {"seams": lines.seams(words), "words": words}

    def act(self, form):
        return actions.split_line(
            node=self.object, at_character=form.cleaned_data["at"], by=self.request.user, at=self.now
        )


class Remove(OnLine):
    form_class = forms.ReasonForm
    title = _("删除这一条")
    intro = _("删除要写明理由；原文和删除记录都会保留。")
    submit = _("删除")
    done = _("已删除")

    def act(self, form):
        actions.remove_line(node=self.object, by=self.request.user, at=self.now, **form.cleaned_data)

    def after(self, made):
        return reverse("plans:outline", args=[self.object.plan_id])


class Add(OnLine):
    form_class = forms.AddForm
    title = _("在后面加一条")
    submit = _("加上")
    done = _("已加上")

    def get_initial(self):
        return {"kind": Kind.MEASURE if self.object.kind in (Kind.ITEM, Kind.MEASURE) else Kind.ITEM}

    def act(self, form):
        return actions.add_line(
            plan=self.object.plan, after=self.object, by=self.request.user, at=self.now, **form.cleaned_data
        )


class Move(OnLine):
    form_class = forms.MoveForm
    title = _("移到别处")
    submit = _("移动")
    done = _("已移动")

    @cached_property
    def places(self):
        """Measures go under items, items under chapters or behind other items."""
        wanted = (Kind.ITEM, Kind.CHAPTER) if self.object.kind != Kind.ITEM else HOLDERS
        nodes = [one for one in self.object.plan.nodes if one.kind in wanted and one.pk != self.object.pk]
        return [(one.pk, f"{'　' * (one.level - 1)}{one.number}{one.label}") for one in nodes]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"places": self.places}

    def act(self, form):
        behind = next(one for one in self.object.plan.nodes if one.pk == form.cleaned_data["behind"])
        return actions.move_line(node=self.object, behind=behind, by=self.request.user, at=self.now)


class Align(OnLine):
    form_class = forms.AlignForm
    title = _("对应上级条目")
    intro = _("选择这一条落实的上级计划条目，以后上下级可以对照查看。")
    done = _("已对应")

    @cached_property
    def uppers(self):
        plan = self.object.plan
        above = (
            Plan.objects.visible_to(self.request.user)
            .standing_over(plan.unit)
            .filter(year__in=(plan.year, plan.year - 1))
        )
        rows = Node.objects.visible_to(self.request.user).filter(plan__in=above, kind=Kind.ITEM)
        return {
            node.pk: node
            for node in rows.select_related("plan__unit").order_by("-plan__year", "plan__unit__path", "seq")
        }

    def get_form_kwargs(self):
        groups = {}
        for node in self.uppers.values():
            groups.setdefault(str(node.plan), []).append((node.pk, f"{node.number}{node.label}"))
        return super().get_form_kwargs() | {"choices": list(groups.items())}

    def act(self, form):
        chosen = [self.uppers[key] for key in form.cleaned_data["uppers"]]
        actions.align(item=self.object, uppers=chosen, by=self.request.user, at=self.now)
        return self.object


class OnLineAct(ActionPage):
    queryset = NODES

    def get_success_url(self):
        return outline_at(self.went_to)

    def post(self, request, *args, **kwargs):
        self.went_to = self.get_object()
        return super().post(request, *args, **kwargs)


class Merge(OnLineAct):
    def act(self, node):
        self.went_to = actions.merge_line(node=node, by=self.request.user, at=self.now)
        return _("已与上一条合并")


class ToText(OnLineAct):
    def act(self, node):
        self.went_to = actions.to_text(node=node, by=self.request.user, at=self.now)
        return _("已不作为措施")


class Shift(OnLineAct):
    def act(self, node):
        by_places = -1 if self.request.POST.get("way") == "up" else 1
        self.went_to = actions.shift_line(node=node, by_places=by_places, by=self.request.user, at=self.now)
        return _("已移动，编号已接续")


class Unalign(ActionPage):
    queryset = Alignment.objects.select_related("item__plan__unit", "item__plan__case", "upper")

    def act(self, alignment):
        actions.unalign(alignment=alignment, by=self.request.user, at=self.now)
        return _("已取消对应")

    def get_success_url(self):
        return outline_at(self.object.item)


class OnPlan(FormPage):
    queryset = Plan.objects.select_related("unit", "case")
    drafts = False

    def allowed(self, plan):
        return may_edit(plan, self.request.user)

    def came_from(self):
        return reverse("plans:outline", args=[self.object.pk])

    def after(self, made):
        return outline_at(made) if isinstance(made, Node) else self.came_from()


class Numbers(OnPlan):
    form_class = forms.StyleForm
    title = _("重新编号")
    intro = _("条目编号接连各章，从一编到底。")
    submit = _("重新编号")
    done = _("已重新编号")

    def get_initial(self):
        return {"style": self.object.numbering}

    def act(self, form):
        return actions.renumber(plan=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class AddLast(OnPlan):
    form_class = forms.AddForm
    title = _("在最后加一条")
    submit = _("加上")
    done = _("已加上")

    def act(self, form):
        return actions.add_line(plan=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class SettleAll(ActionPage):
    queryset = Plan.objects.select_related("unit", "case")

    def act(self, plan):
        count = actions.settle(plan=plan, by=self.request.user, at=self.now)
        return _("已核对%(count)s处提示") % {"count": count}

    def get_success_url(self):
        return reverse("plans:outline", args=[self.object.pk])


class Settle(ActionPage):
    queryset = Doubt.objects.select_related("plan__unit", "plan__case", "node")

    def act(self, doubt):
        actions.settle(plan=doubt.plan, doubts=[doubt], by=self.request.user, at=self.now)
        return _("已核对")

    def get_success_url(self):
        outline = reverse("plans:outline", args=[self.object.plan_id])
        return f"{outline}#n{self.object.node_id}" if self.object.node_id else outline
