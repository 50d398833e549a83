"""The terms of bodies; a body not yet there is founded on the day of its first term."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports

from .. import actions
from ..models import Term
from .rehearsed import WHERE, Rehearsed, choices, differing, names_of, place_of

TERM = "bodies.term"


@imports
class Terms(Rehearsed):
    code = "bodies.terms"
    title = _("机构届次")
    key = ("unit", "kind", "subject", "name_of_body", "number")
    notes = (
        _("一行一届。机构还没有设立的，按第一届的选举日期自动设立；同一机构各届的日期不能重叠。"),
        _("登记新一届会结束上一届及其任职和角色，不能整批撤销，请先核对无误。"),
    )
    columns = (
        *WHERE,
        ImportColumn("from_on", _("选举日期"), ("换届日期", "当选日期"), True, "date", example="2022-05-20"),
        ImportColumn("years", _("任期（年）"), ("任期",), True, "int", example="5", width=10),
        ImportColumn("seats", _("名额"), ("委员名额", "委员人数"), True, "int", example="9", width=8),
        ImportColumn("election_mode", _("产生方式"), kind="choice", choices=choices(Term.Mode), width=18),
        ImportColumn("document_no", _("批复文号"), ("文号",), longest=60, width=20),
        ImportColumn("ended_on", _("届终日期"), ("结束日期",), kind="date", help=_("在任的一届不填")),
    )
    watched = {TERM: ("number", "from_on", "years", "seats", "ended_on")}

    def named(self, row):
        return f"{row['unit']} {row['number'] or ''}"

    def carry_out(self, row, context):
        unit, body = self.body_of(row, context)
        if unit is None:
            return
        if (row["from_on"] and row["from_on"] > context.today) or (row["ended_on"] and row["ended_on"] > context.today):
            row.fault("from_on", say("日期晚于今天，请核对"))
            return
        facts = {"years": row["years"], "from_on": row["from_on"], "ended_on": row["ended_on"]}
        more = {"seats": row["seats"], "election_mode": row["election_mode"], "document_no": row["document_no"]}
        known = body and body.terms.filter(number=row["number"]).first()
        if known:
            self.compare(row, known, facts | more)
            return
        body = body or self.found(row, unit, context)
        if body.founded_on > row["from_on"] and not body.terms.filter(from_on__lt=row["from_on"]).exists():
            body = actions.edit_body(body=body, founded_on=row["from_on"], by=context.user)
        given = {name: value for name, value in more.items() if value not in (None, "")}
        term = actions.open_term(body=body, number=row["number"], **facts, **given, by=context.user)
        row.made((TERM, term.pk))

    def found(self, row, unit, context):
        facts = {"kind": row["kind"], "subject": row["subject"] or "", "name": row["name_of_body"] or ""}
        return actions.found_body(unit=unit, founded_on=row["from_on"], by=context.user, **facts)

    def compare(self, row, term, said):
        changed = differing(term, said)
        for name in changed:
            row.fault(
                name,
                say("第%(number)s届已登记为“%(known)s”，与此不同，请在机构页上核对")
                % {
                    "number": term.number,
                    "known": getattr(term, name) or "—",
                },
            )
        row.outcome = "unchanged"

    def current(self, unit, user):
        words = names_of(unit)
        terms = Term.objects.visible_to(user, "export").under(unit.path).filter(body__dissolved_on__isnull=True)
        for term in terms.select_related("body__unit").order_by("body__unit__path", "body__kind", "body", "number"):
            yield place_of(term.body, words) | {
                "number": term.number,
                "from_on": term.from_on,
                "years": term.years,
                "seats": term.seats,
                "election_mode": term.election_mode,
                "document_no": term.document_no,
                "ended_on": term.ended_on,
            }
