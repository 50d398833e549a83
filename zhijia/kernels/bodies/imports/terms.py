"""The terms of bodies; a body not yet there is founded on the day of its first term."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports

from .. import actions
from ..models import Term
from .rehearsed import WHERE, Rehearsed, choices, differing, names_of, place_of

TERM = "bodies.term"
EXTENSION = ("extended_to", "extension_no")


@imports
class Terms(Rehearsed):
    code = "bodies.terms"
    title = _("机构届次")
    key = ("unit", "kind", "subject", "name_of_body", "number")
    notes = (
        _("一行一届。机构还没有设立的，按第一届的选举日期自动设立；同一机构各届的日期不能重叠。"),
        _("登记新一届会结束上一届及其任职和角色，不能整批撤销，请先核对无误。"),
        _("经批准延期的填“延期至”和“延期批复文号”；已登记的在任一届补填这两格，就是办理延期。"),
    )
    columns = (
        *WHERE,
        ImportColumn("from_on", _("选举日期"), ("换届日期", "当选日期"), True, "date", example="2022-05-20"),
        ImportColumn("years", _("任期（年）"), ("任期",), True, "int", example="5", width=10),
        ImportColumn("seats", _("名额"), ("委员名额", "委员人数"), True, "int", example="9", width=8),
        ImportColumn("election_mode", _("产生方式"), kind="choice", choices=choices(Term.Mode), width=18),
        ImportColumn("document_no", _("批复文号"), ("文号",), longest=60, width=20),
        ImportColumn("extended_to", _("延期至"), ("延期日期",), kind="date", help=_("没有延期的不填")),
        ImportColumn("extension_no", _("延期批复文号"), ("延期文号",), longest=60, width=20),
        ImportColumn("ended_on", _("届终日期"), ("结束日期",), kind="date", help=_("在任的一届不填")),
    )
    watched = {TERM: ("number", "from_on", "years", "seats", "ended_on", "extended_to")}
    beside = Rehearsed.beside | {"until": "extended_to"}

    def named(self, row):
        return f"{row['unit']} {row['number'] or ''}"

    def carry_out(self, row, context):
        unit, body = self.body_of(row, context)
        if unit is None:
            return
        if (row["from_on"] and row["from_on"] > context.today) or (row["ended_on"] and row["ended_on"] > context.today):
            row.fault("from_on", say("日期晚于今天，请核对"))
            return
        if not self.extension_is_whole(row):
            return
        facts = {name: row[name] for name in ("years", "from_on", "ended_on")}
        more = {name: row[name] for name in ("seats", "election_mode", "document_no", *EXTENSION)}
        known = body and body.terms.filter(number=row["number"]).first()
        if known:
            self.compare(row, known, facts | more, context)
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

    def extension_is_whole(self, row) -> bool:
        if row["extended_to"] and not row["extension_no"]:
            row.fault("extension_no", say("延期须经上级工会批准，请填写延期的批复文号"))
        if row["extension_no"] and not row["extended_to"]:
            row.fault("extended_to", say("填了延期的批复文号，请填写延期至哪一天"))
        return not row.faults

    def compare(self, row, term, said, context):
        """What is registered stays; only an extension not yet known is carried out."""
        changed = differing(term, said)
        if changed and changed.keys() <= set(EXTENSION) and term.extended_to is None and term.ended_on is None:
            until, document_no = (row[name] for name in EXTENSION)
            actions.extend_term(term=term, until=until, document_no=document_no, by=context.user)
            row.changed(TERM, term.pk, {"extended_to": None})
            return
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
                "extended_to": term.extended_to,
                "extension_no": term.extension_no,
                "ended_on": term.ended_on,
            }
