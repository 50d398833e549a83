"""A page that is only looked at changes nothing."""

from contextlib import ExitStack

from django.conf import settings
from django.db import connections

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "ALTER", "CREATE", "DROP")
# Book-keeping of visits; the accounts library notes that recovery codes were looked at.
ALLOWED = ("django_session", "shared_cache", "usersessions_usersession", "django_cache", "mfa_authenticator")


class WroteOnGet(Exception):
    """A page wrote to the database while it was only being looked at."""


class ReadOnlyGets:
    """With settings.READONLY_GETS (tests, DEBUG) a GET that writes raises, naming the statement."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in SAFE or not getattr(settings, "READONLY_GETS", settings.DEBUG):
            return self.get_response(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)


def refuse_writes(execute, sql, params, many, context):
    if is_write(sql):
        raise WroteOnGet(sql[:300])
    return execute(sql, params, many, context)


def is_write(sql) -> bool:
    statement = str(sql).lstrip().upper()
    if not statement.startswith(WRITES):
        return False
    head = str(sql)[:200]
    return not any(f'"{table}"' in head or f" {table}" in head for table in ALLOWED)
