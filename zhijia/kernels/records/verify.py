"""Whether the register still says what was written: fingerprints, reversals, the monthly summary."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.base.verifying import Fault, check

from .models import ServiceRecord
from .registry import REVERSAL
from .tally import differences


@check("records", _("服务台账"))
def verify_records() -> Iterator[Fault]:
    """Everything that is wrong; nothing, if all is well. Reads each record once."""
    yield from _changed()
    yield from _misreversed()
    yield from _miscounted()


def _changed():
    for record in ServiceRecord.objects.iterator(chunk_size=10_000):
        if record.fact.digest != record.digest:
            yield Fault(record.pk, _("内容与校验值不符，登记后被改动过"))


def _misreversed():
    reversals = ServiceRecord.objects.filter(net=-1)
    kept = ("kind", "day", "unit", "unit_path", "fund", "occasion", "level", "group", "result")
    mirrored = Q(times=-F("reverses__times"), amount_fen=-F("reverses__amount_fen"))
    for name in kept:
        mirrored &= Q(**{name: F(f"reverses__{name}")})
    person = Q(person=F("reverses__person")) | Q(person=None, reverses__person=None)
    for source in reversals.exclude(pk__in=reversals.filter(mirrored, person).values("pk")).values_list(
        "pk", flat=True
    ):
        yield Fault(source, _("冲销与原台账对不上"))
    for source, original in reversals.values_list("pk", "reverses_id"):
        if source != f"{original}{REVERSAL}":
            yield Fault(source, _("冲销的来源编号与原台账不符"))


def _miscounted():
    for key, kept, counted in differences():
        where = "·".join(str(part) for part in key if part)
        yield Fault(where, _("月汇总为 %(kept)s，逐条合计为 %(counted)s") % {"kept": kept, "counted": counted})
