"""`python -m bench NAME [--rows N]`: runs bench/NAME.py's `run(rows)` in a temporary home, prints JSON.

Started by `bin/zhijia bench`; a process of its own, so that the peak of memory is the benchmark's.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from importlib import import_module
from pathlib import Path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--rows", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhijia-bench-") as home:
        set_up(Path(home))
        bench = import_module(f"bench.{asked.name}")
        answer = bench.run(asked.rows or bench.ROWS)
    answer.setdefault("max_rss_mb", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))
    answer["times_faster_than_peer"] = round(answer["peer_s"] / answer["ours_s"], 2)
    answer["times_the_limit"] = round(answer["ours_s"] / answer["limit_s"], 2)
    json.dump({"name": asked.name, **answer}, sys.stdout, ensure_ascii=False)
    print()


def set_up(home: Path):
    """A database and a data folder that go away afterwards; the user's own are never opened."""
    os.environ |= {"ZHIJIA_VAR": str(home), "ZHIJIA_DATABASE_URL": f"sqlite:///{home / 'bench.sqlite3'}"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


main()
