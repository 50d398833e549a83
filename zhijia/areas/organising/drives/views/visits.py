"""Pages of supervision: the list of visits, one visit, its survey, what was mended."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import need
from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage, Sheet, Turn

from .. import actions
from ..filters import VisitFilter
from ..forms import AnswersForm, HoldForm, MendForm, VisitForm
from ..models import Visit
from ..rules import Visited
from ..tables import VisitTable

VISITS = Visit.objects.select_related("drive__unit", "unit")


class Visits(ListPage):
    title = gettext_lazy("入会督导")
    intro = gettext_lazy("到单位督导：逐项填写答复，没有做到的定期限整改。")
    queryset = VISITS
    table = VisitTable
    filters = VisitFilter
    search_fields = ("unit__name", "unit__initials", "place", "visitors")
    search_hint = gettext_lazy("单位名称、督导人员")
    links = [
        Link(gettext_lazy("安排督导"), "drives:visit-new", ability="edit", primary=True),
    ]
    sheets = [Sheet("drives.visits")]
    empty_text = gettext_lazy("还没有安排督导。可以逐个安排，也可以按模板整表导入。")


class VisitPage(DetailPage):
    queryset = VISITS
    template_name = "drives/visit.html"
    context_object_name = "visit"
    back = ("drives:visits", gettext_lazy("入会督导"))

    def facts(self, visit):
        known = [
            (_("入会行动"), visit.drive.title),
            (_("所属工会"), visit.unit.name),
            (_("计划日期"), visit.planned_on),
            (_("督导人员"), visit.visitors),
        ]
        later = [  # what has not come yet is not missing
            (_("督导日期"), visit.held_on),
            (_("发现的问题"), visit.found),
            (_("整改期限"), visit.due_on),
            (_("整改完成"), visit.mended_on),
            (_("整改情况"), visit.mending),
        ]
        return known + [(label, value) for label, value in later if value]

    def turn(self, visit):
        if visit.state == Visited.MENDING:
            return Turn(visit.unit, visit.due_on)
        return Turn(visit.drive.unit) if visit.state != Visited.DONE else None

    def actions(self, visit):
        user, acts = self.request.user, []
        if user.can("edit", visit.drive.unit):
            held = need(visit.held_on, "请先登记督导日期")
            hold = _("修改督导登记") if visit.held_on else _("登记督导")
            answer = _("修改问卷") if visit.state in (Visited.MENDING, Visited.DONE) else _("填写问卷")
            acts = [
                Act(hold, "drives:visit-hold", primary=visit.state == Visited.PLANNED),
                Act(answer, "drives:visit-answer", verdict=held, primary=visit.state == Visited.ANSWERING),
            ]
        if visit.state == Visited.MENDING and user.can("edit", visit.unit):
            acts.append(Act(_("登记整改"), "drives:visit-mend", primary=True))
        return acts

    def get_context_data(self, **kwargs):
        return super().get_context_data(answers=self.object.answers.all(), **kwargs)


class VisitNew(FormPage):
    title = gettext_lazy("安排督导")
    form_class = VisitForm
    done = gettext_lazy("已安排")

    def get_initial(self):
        return {"drive": self.request.GET.get("drive", ""), "planned_on": self.today}

    def act(self, form):
        return actions.plan_visit(by=self.request.user, at=self.now, **form.cleaned_data)

    def came_from(self):
        return reverse("drives:visits")


class ByTheDrive:
    """Whoever runs the drive writes the survey, wherever the unit stands."""

    queryset = VISITS

    def allowed(self, visit):
        return actions.may_visit(visit, self.request.user)


class VisitHold(ByTheDrive, FormPage):
    title = gettext_lazy("登记督导")
    form_class = HoldForm
    done = gettext_lazy("已登记，请填写问卷")

    def get_initial(self):
        return {"held_on": self.object.held_on or self.today, "found": self.object.found}

    def act(self, form):
        return actions.hold_visit(visit=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class VisitAnswer(ByTheDrive, FormPage):
    title = gettext_lazy("督导问卷")
    form_class = AnswersForm
    done = gettext_lazy("问卷已填写")

    @property
    def intro(self):
        return str(self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rows": list(self.object.answers.all())}

    def get_initial(self):
        return {"due_on": self.object.due_on}

    def act(self, form):
        due_on = form.cleaned_data["due_on"]
        answers, by = form.answers(), self.request.user
        return actions.answer_visit(visit=self.object, answers=answers, due_on=due_on, by=by, at=self.now)


class VisitMend(FormPage):
    """Also by the unit itself."""

    title = gettext_lazy("登记整改")
    queryset = VISITS
    form_class = MendForm
    done = gettext_lazy("整改已登记")

    def get_initial(self):
        return {"mended_on": self.today}

    def act(self, form):
        return actions.mend_visit(visit=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
