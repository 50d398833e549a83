"""Which value acts: the nearest one above the unit, on the day that matters to the case (not today)."""

from zhijia.base.verdict import Refused, need

from .models import Parameter
from .registry import keys


def resolve_many(codes, *, unit, on) -> dict[str, Parameter]:
    """The acting version of each key that has one; one query."""
    found = Parameter.objects.filter(key__in=codes).acting(on).reaching(unit).select_related("unit")
    acting: dict[str, Parameter] = {}
    for parameter in found:  # nearest first
        acting.setdefault(parameter.key, parameter)
    return acting


def resolve(code, *, unit, on) -> Parameter:
    """The acting version; refuses where none is entered or where it is known to be unknown."""
    parameter = resolve_many([code], unit=unit, on=on).get(code)
    name = keys[code].name if code in keys else code
    need(parameter, "%(unit)s在%(day)s没有“%(name)s”的标准，请先录入", unit=unit, day=on, name=name).or_refuse()
    if parameter.unknown:
        raise Refused(f"{parameter.unit}在{on}的“{name}”标准不详，请先核定")
    return parameter
