from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules.terms import TONES, WORDS


def of_term(name):
    def value(body):
        term = next(iter(body.running), None)
        return getattr(term, name) if term else None

    return value


class BodyTable(Table):
    columns = [
        Column("name", _("名称"), link=True),
        Column("unit.name", _("所属工会"), sort="unit__path", hidden=True),
        Column("kind", _("类别"), value=lambda body: body.get_kind_display(), sort="kind"),
        Column("term.number", _("届次"), value=of_term("ordinal"), sort=False),
        Column("head", _("主席（主任、组长）"), value=lambda body: body.head, sort=False),
        Column("held", _("在任人数"), kind="number", value=lambda body: body.held, sort="held"),
        Column("seats", _("名额"), kind="number", value=of_term("seats"), sort=False),
        Column("from_on", _("选举日期"), kind="date", value=of_term("from_on"), sort=False),
        Column("due", _("届满日期"), kind="date", value=lambda body: body.due, sort="due"),
        Column(
            "term_state",
            _("任期"),
            kind="state",
            value=lambda body: body.term_state,
            labels=WORDS,
            colours=TONES,
            sort=False,
        ),
        Column("founded_on", _("成立日期"), kind="date", hidden=True),
        Column("dissolved_on", _("撤销日期"), kind="date", hidden=True),
    ]
    order = "due"


class PostTable(Table):
    """Who held what on a day."""

    columns = [
        Column("person.name", _("姓名"), link=True, sort="person__initials", note="person.home"),
        Column("title", _("职务"), value=lambda post: post.get_title_display(), sort="title"),
        Column("body", _("机构"), value=lambda post: post.term.body.name, sort="term__body__unit__path"),
        Column("ordinal", _("届次"), value=lambda post: post.term.ordinal, sort="term__number"),
        Column("time", _("专兼职"), value=lambda post: post.get_time_display(), sort="time"),
        Column("how", _("产生方式"), value=lambda post: post.get_how_display(), sort="how", hidden=True),
        Column("duties", _("分工")),
        Column("from_on", _("任职日期"), kind="date"),
        Column("to_on", _("离任日期"), kind="date"),
        Column("left_reason", _("离任原因"), hidden=True),
        Column("rank", _("行政职级"), hidden=True),
        Column("seat_unit", _("委员单位"), sort="seat_unit__path", hidden=True),
    ]
    row_class = staticmethod(lambda post: "text-secondary" if post.to_on else "")


class SessionTable(Table):
    columns = [
        Column("name", _("会议"), link=True, value=str, sort="number", note="term.body.name"),
        Column("held_on", _("开会日期"), kind="date"),
        Column("days", _("天数"), kind="number", value=lambda session: session.days, sort=False),
        Column("kind", _("会议类别"), value=lambda session: session.get_kind_display(), sort="kind"),
        Column("expected", _("应到人数"), kind="number"),
        Column("attended", _("实到人数"), kind="number"),
        Column("place", _("地点"), hidden=True),
    ]
    order = "-held_on"


def next_act(seat):
    """What the reader can do about a free seat: name somebody, or answer the proposal; else nothing."""
    proposal = next(iter(seat.open_proposals), None)
    if proposal is None:
        return (_("推荐人选"), reverse("bodies:propose", args=[seat.pk])) if seat.may_propose else ("", "")
    return (_("答复推荐"), reverse("bodies:answer", args=[proposal.pk])) if seat.may_answer else ("", "")


class SeatTable(Table):
    columns = [
        Column("seat_unit", _("委员单位"), link=True, url=lambda seat: seat.seat_unit.get_absolute_url()),
        Column("body", _("机构"), value=lambda seat: str(seat.term), sort="term__body__name"),
        Column("title", _("职务"), value=lambda seat: seat.get_title_display(), sort="title"),
        Column("person.name", _("原任")),
        Column("to_on", _("空缺自"), kind="date"),
        Column(
            "proposal",
            _("推荐人选"),
            value=lambda seat: next((p.person.name for p in seat.open_proposals), _("等待推荐")),
            sort=False,
        ),
        Column(
            "act",
            _("办理"),
            link=True,
            value=lambda seat: next_act(seat)[0],
            url=lambda seat: next_act(seat)[1],
            sort=False,
            export=False,
        ),
    ]
    order = "to_on"
