"""`bin/zhijia load_parameters [FILE.json] --unit CODE`: policy values for a unit, from a file or every folder."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.base.verdict import Refused
from zhijia.kernels.org.models import Unit
from zhijia.kernels.policy import actions


class Command(BaseCommand):
    help = "装入政策参数：[{key, effective_from, value, source, clause, verified}, …]；不写文件则装入各业务自带的默认值"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="JSON 文件")
        parser.add_argument("--unit", required=True, help="适用单位的编码")
        parser.add_argument("--missing", action="store_true", help="只装入该单位还没有的参数项，升级之后用")

    def handle(self, *, file, unit, missing, **options):
        found = Unit.objects.filter(code=unit).first()
        if not found:
            raise CommandError(f"没有编码为“{unit}”的单位")
        try:
            made, same = self.load(file, found, timezone.now(), missing)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"新装入 {made} 项，已有且相同 {same} 项")

    def load(self, file, unit, now, missing):
        if not file:
            return actions.load_defaults(unit=unit, at=now, missing=missing)
        try:
            rows = json.loads(Path(file).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as trouble:
            raise CommandError(f"读不了这个文件：{trouble}") from None
        if not isinstance(rows, list) or not all(isinstance(row, dict) and "key" in row for row in rows):
            raise CommandError("文件应是一个列表，每项含 key、effective_from、value")
        return actions.load_parameters(rows, unit=unit, at=now)
