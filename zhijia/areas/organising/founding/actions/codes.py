"""Codes of unions to be: nobody has to make one up, and none is given out twice while it waits for its day."""

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.org.models import Unit

from ..models import Founding, SplitPart
from ..rules.changes import OPEN
from ..rules.process import OPEN_STEPS


def code_free(code) -> Verdict:
    taken = code and Unit.objects.filter(code=code).exists()
    return need(not taken, "单位编码“%(code)s”已被使用，请换一个，或留空由系统编号", field="code", code=code)


def free_code(superior) -> str:
    """The next number below the union above."""
    waiting = (Founding.objects.filter(step__in=OPEN_STEPS), SplitPart.objects.filter(change__state__in=OPEN))
    start = f"{superior.code}-"
    codes = (rows.filter(code__startswith=start).values_list("code", flat=True) for rows in (Unit.objects, *waiting))
    taken = {code for some in codes for code in some}
    return next(code for n in range(1, 10_000) if (code := f"{start}{n:02d}") not in taken)
