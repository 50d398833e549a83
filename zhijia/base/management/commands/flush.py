"""`flush` empties the whole database, append-only tables too; transactional tests reset themselves with it."""

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from zhijia.base.append_only import lifted


class Command(Flush):
    def handle(self, **options):
        with lifted(connections[options["database"]]):
            super().handle(**options)
