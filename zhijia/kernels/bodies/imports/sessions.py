"""Meetings of bodies: the plenaries with their numbers, and those that are not counted."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports
from zhijia.base.text import one_line

from .. import actions
from ..models import Session
from .rehearsed import WHERE, Rehearsed, choices, differing, names_of, place_of

SESSION = "bodies.session"
FACTS = ("held_to", "place", "expected", "attended", "resolutions")


@imports
class Sessions(Rehearsed):
    code = "bodies.sessions"
    title = _("机构会议")
    key = ("unit", "kind", "subject", "name_of_body", "number", "session_kind", "held_on")
    notes = (
        _("一行一次会议。所属的届要先登记。填了“次”的计入次数：全体会议，或宣布为全体会议的扩大、联席会议。"),
        _("全体会议须有应到人数的三分之二以上到会；不足的不能登记。"),
    )
    columns = (
        *WHERE,
        ImportColumn("session_kind", _("会议类别"), ("会议",), True, "choice", choices=choices(Session.Kind), width=12),
        ImportColumn("turn", _("次"), ("次数", "第几次"), kind="int", help=_("不计次的不填"), example="1", width=8),
        ImportColumn("held_on", _("开会日期"), ("会议日期",), True, "date", example="2022-05-20"),
        ImportColumn("held_to", _("结束日期"), kind="date", help=_("只开一天的不填")),
        ImportColumn("place", _("地点"), longest=80, width=20),
        ImportColumn("expected", _("应到人数"), ("应到",), kind="int", help=_("不填则为当天在任人数"), width=10),
        ImportColumn("attended", _("实到人数"), ("实到",), True, "int", example="8", width=10),
        ImportColumn("resolutions", _("决议"), longest=5000, width=40),
    )
    watched = {SESSION: ("held_on", "held_to", "attended")}

    def named(self, row):
        return f"{row['unit']} {row['held_on'] or ''}"

    def carry_out(self, row, context):
        term = self.term_of(row, context)
        if row.faults:
            return
        if max(row["held_on"], row["held_to"] or row["held_on"]) > context.today:
            row.fault("held_on", say("日期晚于今天，请核对"))
            return
        facts = {name: row[name] for name in FACTS if row[name] not in (None, "")}
        known = term.sessions.filter(kind=row["session_kind"], held_on=row["held_on"]).first()
        if known:
            self.compare(row, known, facts)
            return
        turn = {"number": row["turn"], "declared": row["turn"] is not None}
        session = actions.record_session(
            term=term, kind=row["session_kind"], held_on=row["held_on"], by=context.user, **facts, **turn
        )
        row.made((SESSION, session.pk))

    def compare(self, row, session, said):
        session.resolutions = one_line(session.resolutions)
        for name in differing(session, said):
            known = {"known": getattr(session, name) or "—"}
            row.fault(name, say("这次会议已登记为“%(known)s”，与此不同，请核对") % known)
        row.outcome = "unchanged"

    def current(self, unit, user):
        words = names_of(unit)
        sessions = Session.objects.visible_to(user, "export").under(unit.path)
        sessions = sessions.filter(term__body__dissolved_on__isnull=True).select_related("term__body__unit")
        for session in sessions.order_by("term__body__unit__path", "term__body__kind", "term", "held_on", "pk"):
            place = place_of(session.term.body, words) | {"number": session.term.number}
            facts = {name: getattr(session, name) for name in FACTS}
            facts["resolutions"] = one_line(session.resolutions)
            yield (
                place
                | facts
                | {
                    "session_kind": session.kind,
                    "turn": session.number,
                    "held_on": session.held_on,
                }
            )
