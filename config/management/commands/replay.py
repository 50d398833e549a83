"""`bin/zhijia replay`: rebuilds the figures of real reports from records and compares value and wording."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.replay.world import World
from zhijia.kernels.indicators.replays import compare, replays
from zhijia.kernels.org.models import Unit


class Command(BaseCommand):
    help = "在临时数据库中按真实规模重建一个省的记录，逐项核对报告中的数字（不动现有数据）"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="结果以 JSON 输出到标准输出")
        parser.add_argument("--here", action="store_true", help="就在当前（空的）数据库中重建")
        parser.add_argument("--only", nargs="*", help="只重建这些业务，例如 mutual_aid")

    def handle(self, *, here, only, **options):
        if not here:
            return self.elsewhere(only, options["json"])
        self.began = monotonic()
        if Unit.objects.exists():
            raise CommandError("当前数据库已有数据；不加 --here 会自动使用临时数据库")
        self.report(self.rebuild(only), options["json"])
        return None

    def elsewhere(self, only, as_json):
        """The same command in a process of its own, on a database that is thrown away afterwards."""
        with tempfile.TemporaryDirectory() as folder:
            base = os.environ | {"ZHIJIA_VAR": folder, "ZHIJIA_DATABASE_URL": f"sqlite:///{folder}/replay.sqlite3"}
            manage = [sys.executable, str(Path(settings.ROOT) / "manage.py")]
            for step in (["migrate", "-v0"], ["createcachetable", "-v0"]):
                subprocess.run([*manage, *step], env=base, check=True)
            asked = ["replay", "--here", *(["--json"] if as_json else []), *(["--only", *only] if only else [])]
            done = subprocess.run([*manage, *asked], env=base, check=False)
        if done.returncode:
            raise SystemExit(done.returncode)

    def say(self, text):
        self.stderr.write(f"· [{monotonic() - self.began:5.1f} 秒] {text}")
        self.stderr.flush()

    def rebuild(self, only):
        replays.discover()
        world = World(self.say)
        self.say("建立单位和花名册 ……")
        world.build()
        figures = []
        for replay in sorted(replays.values(), key=lambda replay: (replay.order, replay.code)):
            if only and replay.code not in only:
                continue
            self.say(f"重建 {replay.code} ……")
            replay.build(world)
            figures += [compare(stated, world.units[stated.unit]) for stated in replay.stated]
        return sorted(figures, key=lambda figure: figure["figure"])

    def report(self, figures, as_json):
        if as_json:
            self.stdout.write(json.dumps(figures, ensure_ascii=False, default=str, indent=1))
        else:
            for row in figures:
                sign = "✓" if row["equal"] else "✗"
                self.stdout.write(f"{sign} {row['figure']}  {row['wording']}（{row['computed']}，{row['rows']} 行）")
        wrong = [row["figure"] for row in figures if not row["equal"]]
        if wrong or not figures:
            raise SystemExit(1)
