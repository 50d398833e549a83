"""接转名单: many at once, out of this unit or into it."""

from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.text import compact
from zhijia.base.upsert import keys_of
from zhijia.base.verdict import Refused
from zhijia.kernels.org.forms import unions
from zhijia.kernels.people.imports.columns import ID_NUMBER, NAME
from zhijia.kernels.people.models import Person

from . import actions
from .models import Transfer
from .rules import Start

FIELDS = {"person": "id_number", "to_unit": "to_unit"}  # where a reason stands


@imports
class Batch(ImportSpec):
    code = "transfers.batch"
    title = _("会籍接转名单")
    ability = "edit"
    key = ("id_number",)
    notes = (
        _("每行一名会员：人在本单位的办转出，转入工会是本单位的办转入；本单位这一方由此视为同意，等对方确认。"),
        _("转入工会填全称或单位编码。新单位还没有工会的，填新单位名称，转入工会填代管会籍的市、县工会或上级产业工会。"),
    )
    columns = (
        NAME,
        ID_NUMBER,
        ImportColumn("to_unit", _("转入工会"), ("转入单位", "新工会", "接收工会"), True, longest=100, width=28),
        ImportColumn("employer", _("新单位（尚未建会）"), ("新单位",), longest=80, width=24),
        ImportColumn("reason", _("接转原因"), ("原因", "备注"), longest=200, width=24),
    )
    undoable = False  # the other end may have answered by then; each can be taken back by itself

    def prepare(self, context):
        context.index_number = indexer("person.id_number")
        context.unions = {}

    def check(self, rows, context):
        people = self.people(rows, context)
        open_ones = {
            row.person_id: row for row in Transfer.objects.open().filter(person__in=[one.pk for one in people.values()])
        }
        ready = []
        for row in rows:
            row.what = row["name"]
            person, unit = people.get(row.values["digest"]), self.union(row, context)
            if person is None or compact(person.name) != compact(row["name"]):
                row.fault("id_number", say("没有姓名和身份证号都相符的会员，请核对；没有入会的请直接办理入会"))
            elif unit is not None and self.known(row, open_ones.get(person.pk), unit):
                row.outcome = "unchanged"
            elif unit is not None:
                self.sort(row, person, unit, context)
                ready.append(row)
        self.judge(ready, context)

    def people(self, rows, context):
        """By digest of the identity number; one query for a chunk."""
        for row in rows:
            row.values["digest"] = context.index_number(row["id_number"])
        keys = keys_of(Person, "id_digest", [row["digest"] for row in rows])
        joined = Person.objects.standing().filter(pk__in=keys).select_related("home", "user")
        return {person.id_digest: person for person in joined}

    def union(self, row, context):
        """The union a line names, looked up once for all lines that name it."""
        text = row["to_unit"]
        if text not in context.unions:
            context.unions[text] = named_union(text)
        unit, fault = context.unions[text]
        if fault:
            row.fault("to_unit", fault)
        return unit

    def known(self, row, transfer, unit):
        return transfer is not None and transfer.to_unit_id == unit.pk and transfer.employer == row["employer"]

    def sort(self, row, person, unit, context):
        """Out of this unit, or into it."""
        here = person.home_path.startswith(context.unit.path)
        row.values["start"] = Start.OLD if here else Start.NEW
        row.values["wanted"] = actions.Wanted(person, unit, row["employer"], row["reason"])
        if not here and not unit.path.startswith(context.unit.path):
            row.fault("to_unit", say("这名会员不在本单位，转入工会也不是本单位，请由他的原工会或新工会办理"))

    def judge(self, rows, context):
        for start in (Start.OLD, Start.NEW):
            some = [row for row in rows if row.values["start"] == start]
            wanted = [row.values["wanted"] for row in some]
            for row, one in zip(
                some, actions.judge(wanted=wanted, start=start, by=context.user, today=context.today), strict=True
            ):
                row.outcome = "created"
                for reason in one.verdict.reasons:
                    row.fault(FIELDS.get(reason.field, "id_number"), reason.say(say))

    def write(self, rows, context):
        new = [row for row in rows if row.outcome != "unchanged"]
        for start in (Start.OLD, Start.NEW):
            some = [row for row in new if row.values["start"] == start]
            wanted = [row.values["wanted"] for row in some]
            begun, refused = actions.start_many(wanted=wanted, start=start, by=context.user, at=context.now)
            for _one, verdict in refused:  # somebody else began it between the check and now
                raise Refused(verdict.reasons)
            for row, transfer in zip(some, begun, strict=True):
                row.made(("transfers.transfer", transfer.pk))

    def current(self, unit, user):
        """Those under way, as they may be imported again."""
        rows = Transfer.objects.visible_to(user, "export").under(unit.path).open().order_by("pk")
        for row in rows.select_related("person", "to_unit").iterator(chunk_size=2_000):
            yield {
                "name": row.person.name,
                "id_number": row.person.id_number,
                "to_unit": row.to_unit.code,
                "employer": row.employer,
                "reason": row.reason,
            }


def named_union(text):
    """The one standing union so called, or what to do where there is none or there are several."""
    found = list(unions().filter(Q(code=text) | Q(name=text) | Q(short_name=text))[:2])
    if not found:
        return None, say("没有名称或编码为“%(text)s”的工会，请照组织树上的全称填写") % {"text": text}
    if len(found) > 1:
        return None, say("有几个工会都叫“%(text)s”，请改填单位编码") % {"text": text}
    return found[0], ""
