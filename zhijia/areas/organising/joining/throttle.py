"""Counting attempts in the shared cache: by browser, by way into the net, by identity number, by link."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from zhijia.base.sealed import blind_index
from zhijia.base.verdict import Verdict

from .rules import LIMITS, may_try


def count(code, key, now) -> Verdict:
    """One more attempt; refused once the window is full. The key itself is not kept, only its blind index."""
    limit = LIMITS[code]
    window, passed = divmod(int(now.timestamp()), limit.seconds)
    place = f"joining.{code}.{window}.{blind_index(str(key), 'joining.throttle')[:32]}"
    cache.add(place, 0, limit.seconds)
    tried = cache.get(place, 0)
    cache.set(place, tried + 1, limit.seconds)
    return may_try(limit, tried, (limit.seconds - passed) // 60 + 1)


def browser(request) -> str:
    """What one browser keeps between two pages: the token against forged forms."""
    return request.META.get("CSRF_COOKIE", "") or address(request) + request.META.get("HTTP_USER_AGENT", "")


def address(request) -> str:
    return get_adapter(request).get_client_ip(request)


def count_visitor(request, now) -> Verdict:
    return count("device", browser(request), now) & count("address", address(request), now)
