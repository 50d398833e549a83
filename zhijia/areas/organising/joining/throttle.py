"""Counting attempts in the shared cache: by browser, by way into the net, by identity number, by link."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import transaction

from zhijia.base.sealed import blind_index
from zhijia.base.verdict import Verdict

from .rules import LIMITS, may_try


def count(code, key, now) -> Verdict:
    """One more attempt; refused once the window is full. The key itself is not kept, only its blind index."""
    limit = LIMITS[code]
    window, passed = divmod(int(now.timestamp()), limit.seconds)
    place = f"joining.{code}.{window}.{blind_index(str(key), 'joining.throttle')[:32]}"
    return may_try(limit, before_this(place, limit.seconds), (limit.seconds - passed) // 60 + 1)


@transaction.atomic
def before_this(place, seconds) -> int:
    """How many came before, counted so that two at the same moment count twice.

    A cache in the database has no counter of its own, its `incr` reads and writes: `touch` takes hold of the row
    until the transaction ends. And its `incr` forgets how long to keep the row, so that is said once more.
    """
    cache.add(place, 0, seconds)
    cache.touch(place, seconds)
    counted = cache.incr(place)
    cache.touch(place, seconds)
    return counted - 1


def browser(request) -> str:
    """What one browser keeps between two pages: the token against forged forms."""
    return request.META.get("CSRF_COOKIE", "") or address(request) + request.META.get("HTTP_USER_AGENT", "")


def address(request) -> str:
    return get_adapter(request).get_client_ip(request)


def count_visitor(request, now) -> Verdict:
    return count("device", browser(request), now) & count("address", address(request), now)
