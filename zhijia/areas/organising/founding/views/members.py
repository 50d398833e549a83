"""Applications for membership in a union on its way: the QR code, the public page, the desk that checks them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import need
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, FormPage, Link, ListPage, Page, Sheet, found
from zhijia.web.qr import svg

from .. import actions
from ..filters import ApplicationFilter
from ..forms import EnterForm, JoinForm, ReasonForm
from ..models import Application, Founding
from ..rules import surveying
from ..showing import FOUNDINGS
from ..tables import ApplicationTable
from .letters import address


class Applications(ListPage):
    """Everybody who applied to one founding."""

    parent = Founding
    table = ApplicationTable
    filters = ApplicationFilter
    search_fields = ("name", "initials", "id_tail", "part__name")
    search_hint = gettext_lazy("姓名、拼音首字母、证件尾号")
    follows_unit = False
    template_name = "founding/applications.html"
    bulk = [BulkAction("accept", gettext_lazy("核对无误"), act_all="accept", verdict="may_accept", icon="check")]
    empty_text = gettext_lazy("还没有人申请。请打印二维码贴出来，或者按签字的申请书登记。")

    @cached_property
    def founding(self):
        rows = Founding.objects.visible_to(self.request.user).select_related("unit")
        return found(rows.filter(pk=self.kwargs["pk"]))

    @property
    def queryset(self):
        return self.founding.applications.select_related("part", "founding")

    @property
    def works(self):
        return bool(actions.may_check(self.founding, self.request.user))

    @property
    def links(self):
        args = (self.founding.pk,)
        if not self.works:
            return []
        return [
            Link(_("登记一人"), "founding:enter", args=args, ability="edit", primary=True),
            Link(_("入会二维码"), "founding:qr", args=args, ability="edit", icon="qr"),
        ]

    @property
    def sheets(self):
        return [Sheet("founding.applications", self.founding, self.founding.unit)] if self.works else []

    @property
    def back(self):
        return self.founding.get_absolute_url(), self.founding.name

    def get_title(self):
        return _("入会申请：%(name)s") % {"name": self.founding.name}

    @property
    def intro(self):
        counted = self.founding.applications.accepted().count()
        if actions.joining.may_join(self.founding):
            return surveying.form_of(counted)
        return _("已核对 %(count)s 人，不再接收申请。") % {"count": counted}

    @cached_property
    def bulk_shown(self):
        return super().bulk_shown if actions.may_check(self.founding, self.request.user) else []

    def may_accept(self, row):
        open_states = (Application.State.WAITING, Application.State.ELSEWHERE)
        return actions.may_check(self.founding, self.request.user) & need(row.state in open_states, "已经核对过")

    def accept(self, rows, data):
        done = actions.accept_many(applications=rows, by=self.request.user, at=self.now)
        elsewhere = sum(row.state == Application.State.ELSEWHERE for row in done)
        said = _("已核对 %(count)s 人") % {"count": len(done) - elsewhere}
        return said + (_("；%(n)s 人是其他工会的会员，须先转会") % {"n": elsewhere} if elsewhere else "")

    def get_context_data(self, **kwargs):
        rows = self.founding.applications.exclude(state=Application.State.REFUSED).exclude(state="admitted")
        shown = bool(actions.may_check(self.founding, self.request.user))
        return super().get_context_data(founding=self.founding, refusable=rows[:300] if shown else (), **kwargs)


class Enter(FormPage):
    """From a signed form on paper."""

    title = gettext_lazy("登记入会申请")
    queryset = FOUNDINGS
    form_class = EnterForm
    done = gettext_lazy("已登记")

    @property
    def intro(self):
        return _("%(name)s：按职工签字的入会申请书登记，登记即视为核对。") % {"name": self.object.name}

    def allowed(self, founding):
        return actions.may_check(founding, self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parts": self.object.parts.all()}

    def act(self, form):
        actions.enter(founding=self.object, by=self.request.user, at=self.now, **form.facts())
        return reverse("founding:applications", args=[self.object.pk])


class ApplicationRefuse(FormPage):
    title = gettext_lazy("入会申请不符合")
    queryset = Application.objects.select_related("founding__unit")
    form_class = ReasonForm
    done = gettext_lazy("已登记")

    @property
    def intro(self):
        return f"{self.object.name}（{self.object.founding}）"

    def allowed(self, application):
        return actions.may_check(application.founding, self.request.user)

    def act(self, form):
        row = actions.refuse(application=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("founding:applications", args=[row.founding_id])


class TakeAsMember(ActionPage):
    """Their old union has let them go."""

    queryset = Application.objects.select_related("founding__unit")

    def act(self, application):
        actions.take_as_member(application=application, by=self.request.user, at=self.now)
        return _("%(name)s已入会") % {"name": application.name}


class QR(DetailPage):
    """To be printed and put on the wall."""

    queryset = FOUNDINGS
    ability = "edit"
    template_name = "founding/qr.html"
    context_object_name = "founding"

    title = gettext_lazy("入会二维码")

    def get_title(self):
        return self.title

    @property
    def back(self):
        return self.object.get_absolute_url(), self.object.name

    def actions(self, founding):
        return [Act(_("打印"), self.request.path + "?print=1", args=(), primary=True, icon="printer", method="get")]

    def number(self, founding):
        return ""

    def state(self, founding):
        return None

    def history(self, founding):
        return []

    def get_context_data(self, **kwargs):
        founding = self.object
        if not actions.joining.may_join(founding):
            raise Http404
        link = self.request.build_absolute_uri(reverse("founding:join", args=[founding.token]))
        return super().get_context_data(link=link, code=svg(link, _("入会二维码")), **kwargs)


class Join(FormPage):
    """Scanned with a telephone, no sign-in. What is typed is not kept on the device."""

    public = names_units = True
    demands = False
    form_class = JoinForm
    template_name = "founding/join.html"
    submit = gettext_lazy("提交入会申请")
    done = ""
    drafts = False

    @cached_property
    def founding(self):
        return found(Founding.objects.public().select_related("unit", "founded_unit").filter(token=self.kwargs["door"]))

    def get_title(self):
        return _("加入%(name)s") % {"name": self.founding.name}

    @property
    def intro(self):
        return _("筹备组组长%(leader)s。填好提交即可，成立当天由工会登记入会。") % {"leader": self.founding.leader}

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        return super().dispatch(request, *args, **kwargs) if self.open else self.closed(request)

    @property
    def open(self):
        return bool(actions.joining.may_join(self.founding))

    def closed(self, request):
        """Poster and address outlive the roll: whoever comes late reads how it stands and where to go."""
        return render(request, "founding/closed.html", {"title": self.founding.name, "founding": self.founding})

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parts": self.founding.parts.all()}

    def act(self, form):
        actions.apply(founding=self.founding, at=self.now, address=address(self.request), **form.facts())
        return reverse("founding:joined")


class Joined(Page):
    """Thanks, the same for everybody."""

    public = True
    demands = False
    title = gettext_lazy("已提交")
    template_name = "founding/joined.html"
