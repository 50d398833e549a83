"""“我们单位还没有工会”: the public page, and the desk on which the letters lie."""

from allauth.account.adapter import get_adapter
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage

from .. import actions
from ..filters import AskFilter
from ..forms import AnswerForm, AskForm, PassOnForm
from ..models import Ask
from ..tables import AskTable

LETTERS = Ask.objects.select_related("unit", "target", "answered_by")


def address(request) -> str:
    """Where a request comes from, as the sign-in counts it."""
    return get_adapter(request).get_client_ip(request)


class AskPage(FormPage):
    """No sign-in. Nothing of the platform is shown but the names of the unions that have an area."""

    title = gettext_lazy("我们单位还没有工会")
    public = names_units = True
    demands = False
    form_class = AskForm
    template_name = "founding/ask.html"
    submit = gettext_lazy("提交")
    done = ""
    drafts = False

    @cached_property
    def receiving(self):
        return list(actions.asking.receiving())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"units": self.receiving}

    def get_initial(self):
        return {"name": self.request.GET.get("name", "")[:100]}

    def act(self, form):
        data = {key: value for key, value in form.cleaned_data.items() if key != "consent"}
        ask = actions.send_ask(at=self.now, address=address(self.request), **data)
        return reverse("founding:asked", args=[ask.token])


class Asked(DetailPage):
    """The sender's own link: received, by whom, what was answered. No telephone, no name of a person."""

    public = names_units = True
    queryset = Ask.objects.select_related("unit")
    template_name = "founding/asked.html"
    slug_field = slug_url_kwarg = "token"

    def scope(self, rows, ability=None):
        return rows.public()

    def get_title(self):
        return _("建会来信：%(name)s") % {"name": self.object.name}

    def facts(self, ask):
        return [
            (_("单位"), ask.name),
            (_("提交时间"), ask.sent_at),
            (_("受理工会"), ask.unit.name),
            (_("答复"), ask.answer or _("还没有答复，请过几天再来看")),
        ]

    def history(self, ask):
        return []


class Letters(ListPage):
    title = gettext_lazy("建会来信")
    intro = gettext_lazy("职工和单位负责人从网上提交的建会申请，请按期答复。")
    queryset = LETTERS
    table = AskTable
    filters = AskFilter
    search_fields = ("name", "contact", "works_at")
    search_hint = gettext_lazy("单位名称、来信人")
    links = [Link(gettext_lazy("打开公开页面"), "founding:ask")]
    empty_text = gettext_lazy("还没有建会来信。可以把公开页面的地址发到职工群、贴在宣传栏。")


class LetterPage(DetailPage):
    queryset = LETTERS
    back = ("founding:letters", gettext_lazy("建会来信"))

    def facts(self, ask):
        return [
            (_("受理工会"), ask.unit.name),
            (_("类型"), ask.get_sort_display()),
            (_("职工人数"), ask.staff),
            (_("工作地点"), ask.works_at),
            (_("来信人"), f"{ask.contact}（{ask.get_writer_display()}）"),
            (_("联系电话"), ask.phone),
            (_("想说的话"), ask.note),
            (_("提交时间"), ask.sent_at),
            (_("答复"), ask.answer),
            (_("答复人"), ask.answered_by),
            (_("建会对象"), ask.target),
        ]

    def actions(self, ask):
        user = self.request.user
        acts = []
        if ask.target:
            acts.append(Act(_("查看建会对象"), ask.target.get_absolute_url(), args=()))
        if ask.state == Ask.State.NEW and user.can("edit", ask.unit):
            acts = [Act(_("答复"), "founding:answer", primary=True), Act(_("转给下级工会"), "founding:pass-on")]
        if user.can("view_private", ask.unit):
            acts.append(Act(_("查看电话"), "founding:letter-phone"))
        return acts


class LetterAnswer(FormPage):
    title = gettext_lazy("答复建会来信")
    queryset = LETTERS
    form_class = AnswerForm
    submit = gettext_lazy("提交答复")
    done = gettext_lazy("已答复，来信人凭查询链接可以看到")

    @property
    def intro(self):
        return self.object.name

    def allowed(self, ask):
        return actions.may_answer(ask, self.request.user)

    def act(self, form):
        return actions.answer_ask(ask=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class LetterPassOn(FormPage):
    title = gettext_lazy("转交建会来信")
    queryset = LETTERS
    form_class = PassOnForm
    submit = gettext_lazy("转交")
    done = gettext_lazy("已转交")

    def allowed(self, ask):
        return actions.may_answer(ask, self.request.user)

    def act(self, form):
        return actions.pass_on(ask=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
