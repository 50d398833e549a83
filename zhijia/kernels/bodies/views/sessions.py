"""Meetings of a body, numbered inside the term."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import DetailPage, Link, ListPage, Sheet

from .. import actions
from ..filters import SessionFilter
from ..forms import RecordSession
from ..models import Session
from ..rules.elections import quorum
from ..tables import SessionTable
from .terms import OnTerm

SESSIONS = Session.objects.select_related("term__body__unit")


class Sessions(ListPage):
    title = _("会议")
    intro = _("全体会议在一届之内计次，例如“七届一次”；没有宣布为全体会议的扩大会议、联席会议不计次。")
    queryset = SESSIONS
    table = SessionTable
    filters = SessionFilter
    search_fields = ("term__body__name", "place", "resolutions")
    search_hint = _("机构、地点、决议")
    links = [
        Link(_("工会机构"), "bodies:bodies", icon="building"),
    ]
    sheets = [Sheet("bodies.sessions")]
    empty_text = _("还没有登记会议。在机构页上按“登记会议”。")


class SessionPage(DetailPage):
    queryset = SESSIONS
    template_name = "bodies/session.html"
    context_object_name = "session"

    @property
    def back(self):
        return (self.object.term.body.get_absolute_url(), self.object.term.body.name)

    def number(self, session):
        return ""

    def facts(self, session):
        days = gettext("%(start)s至%(end)s，%(days)s 天") % {
            "start": session.held_on,
            "end": session.held_to,
            "days": session.days,
        }
        return [
            (_("机构"), session.term.body),
            (_("会议类别"), session.get_kind_display()),
            (_("计次"), _("是") if session.number else _("否")),
            (_("开会日期"), days if session.days > 1 else session.held_on),
            (_("地点"), session.place),
            (_("到会"), self.attendance(session)),
        ]

    def attendance(self, session):
        """A plenary was only entered with two thirds present; other meetings have no such bound."""
        facts = {"sum": session.quorum_said, "expected": session.expected, "attended": session.attended}
        if session.number:
            return gettext("%(sum)s，达到三分之二") % facts
        return gettext("应到%(expected)s人，实到%(attended)s人") % facts


class Hold(OnTerm):
    title = _("登记会议")
    form_class = RecordSession
    done = _("已登记会议")
    past = ("held_on", "held_to")

    def get_initial(self):
        return {"held_on": self.today}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        held = self.object.posts.as_of(self.today).count()
        if held:
            facts = {"held": held, "least": quorum(held)}
            form.fields["expected"].help_text = (
                gettext("不填则为当天在任人数；今天在任%(held)s人，至少%(least)s人到会") % facts
            )
        return form

    def act(self, form):
        return actions.record_session(term=self.object, by=self.request.user, **form.cleaned_data)
