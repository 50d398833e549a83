"""`bin/zhijia bench roster_import|indicator [--rows N] [--json]`: beside a peer and the bare limit, in one run."""

import json
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FOLDER = settings.ROOT / "bench"


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))


class Command(BaseCommand):
    help = "性能对照：在临时数据库上跑，不碰正式数据"
    requires_system_checks: list = []

    def add_arguments(self, parser):
        parser.add_argument("name", choices=names(), help="测什么")
        parser.add_argument("--rows", type=int, default=None, help="多少行")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *, name, rows, **options):
        words = [sys.executable, "-m", "bench", name, *(["--rows", str(rows)] if rows else [])]
        run = subprocess.run(words, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True, check=False)
        if run.returncode:
            raise CommandError(f"“{name}”没有跑完，原因见上", returncode=run.returncode)
        answer = json.loads(run.stdout.splitlines()[-1])
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else as_text(answer))


def as_text(answer) -> str:
    return (
        f"{answer['name']}，{answer['rows']:,} 行\n"
        f"  职家 {answer['ours_s']:.4g} 秒\n"
        f"  {answer['peer']} {answer['peer_s']:.4g} 秒，职家快 {answer['times_faster_than_peer']:.4g} 倍\n"
        f"  极限（{answer['limit']}）{answer['limit_s']:.4g} 秒，职家为其 {answer['times_the_limit']:.4g} 倍\n"
        f"  内存峰值 {answer['max_rss_mb']:.0f} MB"
    )
