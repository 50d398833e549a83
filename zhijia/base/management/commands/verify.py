"""`bin/zhijia verify [--only CODE] [--json]`: whether everything kept is still as it was written. Exit 1 if not."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from zhijia.base.verifying import checks


class Command(BaseCommand):
    help = "核对台账校验值、月汇总、已冻结的数字和数据库约束；有不符的逐条列出，并以 1 退出"

    def add_arguments(self, parser):
        parser.add_argument("--only", action="append", default=[], metavar="CODE", help="只做其中几项，可写多个")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *, only, **options):
        checks.discover()
        unknown = [code for code in only if code not in checks]
        if unknown:
            raise CommandError(f"没有“{unknown[0]}”这项核对，可用的有：{'、'.join(checks)}", returncode=2)
        wanted = [check for code, check in checks.items() if not only or code in only]
        found = {check: list(check.faults()) for check in wanted}
        self.stdout.write(as_json(found) if options["json"] else as_text(found))
        if any(found.values()):
            sys.exit(1)


def as_json(found) -> str:
    faults = [
        {"check": check.code, "where": fault.where, "message": fault.message}
        for check, faults in found.items()
        for fault in faults
    ]
    answer = {"ok": not faults, "checks": [check.code for check in found], "faults": faults}
    return json.dumps(answer, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)


def as_text(found) -> str:
    lines = []
    for check, faults in found.items():
        lines.append(f"{'✗' if faults else '✓'} {check.title}" + (f"：{len(faults)} 处不符" if faults else ""))
        lines += [f"    {fault}" for fault in faults]
    return "\n".join(lines)
