"""Codes of unions to be: one may be wished for, and is kept until the day it is given."""

from itertools import chain

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.org.models import Unit

from ..models import Founding, SplitPart
from ..rules.changes import OPEN
from ..rules.process import OPEN_STEPS


def code_free(code) -> Verdict:
    taken = code and Unit.objects.filter(code=code).exists()
    return need(not taken, "单位编码“%(code)s”已被使用，请换一个，或留空由系统编号", field="code", code=code)


def waiting(start):
    """Codes that begin so, of unions and parts that are not founded yet."""
    rows = (Founding.objects.filter(step__in=OPEN_STEPS), SplitPart.objects.filter(change__state__in=OPEN))
    return chain.from_iterable(some.filter(code__startswith=start).values_list("code", flat=True) for some in rows)
