"""The peer of the roster import: django-import-export in its bulk mode, on a bare six-column model. In var/bench-venv.

usage: django_import_export.py ROSTER.xlsx DATABASE [tuned]  →  {"seconds": …, "rows": …}

Its bulk mode as documented (`use_bulk = True`, all else as it comes), with the same SQLite settings as ours. `tuned`
turns on everything it has for speed: no diffs, larger batches, all known rows asked for at once.
"""

import json
import sys
import time
import types
from pathlib import Path

import django
from django.conf import settings

PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
file, database, *options = sys.argv[1:]
peer = types.ModuleType("peer")  # its diffs want a model that belongs to an installed app
peer.__path__ = [str(Path(__file__).parent)]
sys.modules["peer"] = peer
settings.configure(
    INSTALLED_APPS=["import_export", "peer"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": database,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
        }
    },
    USE_TZ=True,
)
django.setup()

from django.db import connection, models  # noqa: E402
from import_export.instance_loaders import CachedInstanceLoader  # noqa: E402
from import_export.resources import ModelResource  # noqa: E402
from tablib import Dataset  # noqa: E402


class Member(models.Model):
    name = models.CharField(max_length=50)
    id_number = models.CharField(max_length=18, unique=True)
    sex = models.CharField(max_length=1)
    born_on = models.DateField()
    phone = models.CharField(max_length=11)
    joined_on = models.DateField()

    class Meta:
        app_label = "peer"

    def __str__(self):
        return self.name


class MemberResource(ModelResource):
    class Meta:
        model = Member
        fields = ("name", "id_number", "sex", "born_on", "phone", "joined_on")
        import_id_fields = ("id_number",)
        use_bulk = True
        if "tuned" in options:
            instance_loader_class = CachedInstanceLoader
            batch_size = 5_000
            skip_diff = True
            use_transactions = True


with connection.schema_editor() as editor:
    editor.create_model(Member)
began, spent = time.perf_counter(), time.process_time()
with open(file, "rb") as opened:
    dataset = Dataset().load(opened, format="xlsx")
result = MemberResource().import_data(dataset, dry_run=False, raise_errors=True)
seconds, cpu = time.perf_counter() - began, time.process_time() - spent
print(json.dumps({"seconds": seconds, "cpu": cpu, "rows": Member.objects.count(), "new": result.totals["new"]}))
