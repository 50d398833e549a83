"""What the three sheets share: the unit a line speaks of, choices by their labels."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn

from ..models import Unit
from ..paths import within

CODE = ImportColumn("code", _("单位编码"), ("编码", "组织编码", "工会编码"), True, longest=30, example="YL-CJ-01")
NAME = ImportColumn(
    "name", _("单位名称"), ("名称", "工会名称", "单位"), help=_("只用来核对，可以不填"), longest=100, width=26
)
DOCUMENT_NO = ImportColumn("document_no", _("批复文号"), ("文号", "审批文号"), longest=60)


def by_label(choices, **synonyms) -> dict:
    """What stands in the cell → what is stored; the first label of a value is what an export writes."""
    labels = {str(label): value for value, label in choices}
    return labels | {word: value for value, words in synonyms.items() for word in words.split()}


def known_units(codes) -> dict:
    """By code, whatever lies where: one query for a chunk."""
    return {unit.code: unit for unit in Unit.objects.filter(code__in=set(codes)).select_related("superior")}


def unit_of(row, units, context):
    """The unit of a line, if it lies under the one imported into and bears the name the line gives it."""
    unit = units.get(row["code"])
    if unit is None or not within(unit.path, context.unit.path):
        row.fault(
            "code",
            say("“%(unit)s”及其下级没有编码为“%(code)s”的单位，请核对") % {"unit": context.unit, "code": row["code"]},
        )
        return None
    row.what = unit.name
    if row["name"] and row["name"] not in (unit.name, unit.short_name):
        row.fault(
            "name", say("编码“%(code)s”登记的是“%(name)s”，请核对编码或名称") % {"code": unit.code, "name": unit.name}
        )
    return unit


def blame(row, verdict, names):
    """Reasons of a rule as faults of the cells they belong to. `names`: field of the rule → column of the sheet."""
    for reason in verdict.reasons:
        row.fault(names.get(reason.field, reason.field if reason.field in row.values else "code"), reason.say(say))
