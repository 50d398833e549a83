"""断线: what is broken in the organisation, and the door to where each is mended."""

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage, Sheet
from zhijia.web.states import State

from .. import actions
from ..filters import LineFilter
from ..forms import CloseLineForm, LineForm, PlanForm
from ..models import BrokenLine
from ..rules.lines import Fault
from ..tables import LineTable

LINES = BrokenLine.objects.select_related("unit")

# Where each is mended: names of addresses, the first that exists; "unit" goes into the query or the address.
REPAIRS = {
    Fault.NO_SUPERIOR: (("founding:change-new", "move"),),
    Fault.SUPERIOR_GONE: (("founding:change-new", "move"),),
    Fault.NO_COMMITTEE: (("bodies:found",),),
    Fault.TERM_OVER: (("elections:new",), ("bodies:bodies",)),
    Fault.WRONG_REPRESENTATIVE: (("org:legal", "unit"),),
    Fault.PAPERS_EXPIRED: (("org:legal", "unit"),),
    Fault.MISSING_UNION: (("founding:target-new",),),
}


def repair_url(line) -> str:
    for name, *args in REPAIRS[Fault(line.fault)]:
        words = [line.unit_id if arg == "unit" else arg for arg in args]
        try:
            address = reverse(name, args=words)
        except NoReverseMatch:
            continue
        return address if "unit" in args else f"{address}?unit={line.unit_id}"
    return line.unit.get_absolute_url()


class Lines(ListPage):
    title = gettext_lazy("组织断线")
    intro = gettext_lazy("没有上级、上级已撤销、届满没换届、该建委员会没建、法人资料不符的单位；修好以后自动销号。")
    queryset = LINES
    table = LineTable
    filters = LineFilter
    search_fields = ("unit__name", "unit__initials", "place", "responsible")
    search_hint = gettext_lazy("单位名称、拼音首字母、责任人")
    links = [
        Link(gettext_lazy("马上排查一遍"), "founding:survey", ability="edit", icon="refresh"),
        Link(gettext_lazy("登记一处"), "founding:line-new", ability="edit", primary=True),
    ]
    sheets = [Sheet("founding.lines")]
    empty_text = gettext_lazy("没有发现断线。系统每天夜里排查一遍。")


class LinePage(DetailPage):
    queryset = LINES
    back = ("founding:lines", gettext_lazy("组织断线"))

    def get_title(self):
        return f"{self.object.place or self.object.unit.name}：{self.object.get_fault_display()}"

    def state(self, line):
        return State(_("已销号"), "good") if line.fixed_on else State(_("待修复"), "late")

    def facts(self, line):
        known = [
            (_("单位"), line.unit),
            (_("断线情形"), line.get_fault_display()),
            (_("说明"), line.detail),
            (_("依据"), line.kind.clause),
            (_("发现日期"), line.found_on),
            (_("原因"), line.get_cause_display()),
            (_("整改方案"), line.plan),
            (_("责任人"), line.responsible),
            (_("完成期限"), line.due_on),
        ]
        closed = [(_("销号日期"), line.fixed_on), (_("整改结果"), line.fixed_note)]
        return known + closed if line.fixed_on else known

    def actions(self, line):
        if line.fixed_on or not self.request.user.can("edit", line.unit):
            return []
        return [
            Act(line.kind.repair, repair_url(line), args=(), primary=True, method="get"),
            Act(_("原因和方案"), "founding:line-plan"),
            Act(_("销号"), "founding:line-close"),
        ]


class LineNew(FormPage):
    title = gettext_lazy("登记一处断线")
    intro = gettext_lazy("用于组织树上看不出来的断线：应有工会的县区、单位没有工会。其他情形系统自动发现。")
    form_class = LineForm
    done = gettext_lazy("已登记")

    def get_initial(self):
        return {"unit": self.unit, "found_on": self.today}

    def act(self, form):
        return actions.note_line(by=self.request.user, at=self.now, today=self.today, **form.cleaned_data)

    def came_from(self):
        return reverse("founding:lines")


class LinePlan(FormPage):
    title = gettext_lazy("断线的原因和整改方案")
    queryset = LINES
    form_class = PlanForm

    @property
    def intro(self):
        return str(self.object)

    def act(self, form):
        return actions.plan_line(line=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class LineClose(FormPage):
    title = gettext_lazy("断线销号")
    queryset = LINES
    form_class = CloseLineForm
    submit = gettext_lazy("销号")
    done = gettext_lazy("已销号")

    @property
    def intro(self):
        return str(self.object)

    def get_initial(self):
        return {"fixed_on": self.today}

    def act(self, form):
        return actions.close_line(
            line=self.object, by=self.request.user, at=self.now, today=self.today, **form.cleaned_data
        )


class Survey(FormPage):
    """The nightly search, now and for one's own reach."""

    title = gettext_lazy("马上排查一遍")
    intro = gettext_lazy("系统每天夜里自动排查。刚刚修好的，可以现在核对一遍，不用等到明天。")
    form_class = forms.Form
    submit = gettext_lazy("开始排查")
    done = gettext_lazy("排查完毕")
    drafts = False

    def act(self, form):
        for path in self.request.user.reach("edit"):
            actions.survey_lines(today=self.today, at=self.now, by=self.request.user, path=path)
        return reverse("founding:lines")

    def came_from(self):
        return reverse("founding:lines")
