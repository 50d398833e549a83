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
        set_up(Path(home), asked.name)
        bench = import_module(f"bench.{asked.name}")
        answer = bench.run(asked.rows or bench.ROWS)
    answer.setdefault("max_rss_mb", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))
    answer["times_faster_than_peer"] = round(answer["peer_s"] / answer["ours_s"], 2)
    answer["times_the_limit"] = round(answer["ours_s"] / answer["limit_s"], 2)
    json.dump({"name": asked.name, **answer}, sys.stdout, ensure_ascii=False)
    print()


ON_POSTGRES = ("matching", "person_search")  # where a server is at hand: bin/with-postgres bin/zhijia bench …


def set_up(home: Path, name: str):
    """A database and a data folder that go away afterwards; the user's own are never opened."""
    url = f"sqlite:///{home / 'bench.sqlite3'}"
    server = os.environ.get("ZHIJIA_TEST_POSTGRES")
    if server and name in ON_POSTGRES:
        url = new_database(server)
    os.environ |= {"ZHIJIA_VAR": str(home), "ZHIJIA_DATABASE_URL": url}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def new_database(server: str) -> str:
    import psycopg

    name = f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rsplit('/', 1)[0]}/{name}"


main()
