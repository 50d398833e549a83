"""Codes of new units: nobody has to make one up, and none is given out twice while it waits for its day.

from zhijia.kernels.org.codes import promised

@promised.append
def waiting(start):            # → codes that begin so and are given to units which are yet to be founded
"""

from .models import Unit

__all__ = ["free_code", "promised"]

promised = []  # other folders' functions


def free_code(superior) -> str:
    """The next number below the unit above."""
    start = f"{superior.code}-"
    taken = set(Unit.objects.filter(code__startswith=start).values_list("code", flat=True))
    taken.update(code for waiting in promised for code in waiting(start))
    return next(code for n in range(1, 10_000) if (code := f"{start}{n:02d}") not in taken)
