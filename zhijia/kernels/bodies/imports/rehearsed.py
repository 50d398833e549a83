"""What both tables share: where a line belongs, and how it is checked: by doing it and taking it back."""

from django.db import transaction
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec
from zhijia.base.verdict import Refused
from zhijia.kernels.people.imports.places import Places

from ..actions.founding import usual_name
from ..models import Body


def choices(of) -> dict:
    return {str(label): value for value, label in of.choices}


KINDS = choices(Body.Kind) | {
    "工会委员会（委员会）": "committee",
    "常委会": "standing",
    "经审会": "audit",
    "女职委": "women",
    "小组": "group",
}
WHERE = (
    ImportColumn(
        "unit",
        _("所属工会"),
        ("单位", "工会名称", "单位名称", "单位编码"),
        True,
        help=_("名称或编码"),
        longest=100,
        width=28,
    ),
    ImportColumn("kind", _("机构类别"), ("类别", "机构"), True, "choice", choices=KINDS, width=16),
    ImportColumn("subject", _("工作内容"), kind="choice", choices=choices(Body.Subject), help=_("专门工作委员会才填")),
    ImportColumn(
        "name_of_body",
        _("机构名称"),
        help=_("另有名称、或同类有几个的要填"),
        longest=120,
        width=24,
    ),
    ImportColumn("number", _("届次"), ("届", "第几届"), True, "int", help=_("第几届，填数字"), example="3", width=8),
)


class Rehearsed(ImportSpec):
    """`check` carries the lines out one after the other and then takes everything back; a refusal becomes a fault."""

    undoable = False  # posts give roles and terms end each other: that is undone by leaving and ending
    beside = {"person": "name", "from_on": "from_on", "document_no": "document_no", "title": "title"}

    def prepare(self, context):
        context.places = Places(context.unit)

    def check(self, rows, context):
        with transaction.atomic():
            for row in rows:
                row.what = self.named(row)
                if not row.faults:
                    self.try_one(row, context)
            transaction.set_rollback(True)
        for row in rows:
            row.touched = []

    def try_one(self, row, context):
        try:
            with transaction.atomic():
                self.carry_out(row, context)
        except Refused as refusal:
            for reason in refusal.reasons:
                known = reason.field in self.by_key
                row.fault(reason.field if known else self.beside.get(reason.field, ""), reason.say(say))

    def write(self, rows, context):
        for row in rows:
            row.outcome = None
            self.carry_out(row, context)

    def body_of(self, row, context):
        """The body a line speaks of; None and a fault where the unit is not known."""
        unit, why = context.places.find(row["unit"])
        if unit is None:
            row.fault("unit", why)
            return None, None
        same = Body.objects.standing().filter(unit=unit, kind=row["kind"], subject=row["subject"] or "")
        if row["name_of_body"]:
            same = same.filter(name=row["name_of_body"])
        return unit, same.select_related("unit").first()

    def term_of(self, row, context):
        """The term a line speaks of; a fault where it has not been registered."""
        _unit, body = self.body_of(row, context)
        term = body and body.terms.filter(number=row["number"]).first()
        if term is None and not row.faults:
            row.fault("number", say("这个机构还没有登记第%(number)s届，请先导入届次") % {"number": row["number"]})
        return term

    def identity(self, row, context):
        return tuple(str(row.get(key) or "") for key in self.key)


def differing(obj, said) -> dict:
    """What a line says otherwise than the row; an empty cell says nothing."""
    return {name: value for name, value in said.items() if value not in (None, "") and getattr(obj, name) != value}


def names_of(unit) -> dict:
    """How a table calls each unit: by its name where that is its own alone, else by its code."""
    places = Places(unit)
    return {one.pk: one.name if len(places.names[one.name]) == 1 else one.code for one in places.units}


def place_of(body, words) -> dict:
    usual = body.kind != Body.Kind.SPECIAL and body.name == usual_name(body.unit, body.kind)
    known = {"kind": body.kind, "subject": body.subject or None, "name_of_body": "" if usual else body.name}
    return {"unit": words.get(body.unit_id, "")} | known
