"""`bin/zhijia import_roster FILE --unit CODE [--dry-run] --json`: the import of the pages, for scripts.

Exit code 0: everything was taken in (or could be); 1: some lines were faulty or doubled; 2: refused, nothing was done.
"""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.base.verdict import Refused
from zhijia.kernels.access.models import User
from zhijia.kernels.exchange import actions, rules
from zhijia.kernels.org.models import Unit

COUNTS = ("total", "good", "bad", "duplicate", "blank", "created", "updated", "unchanged")
SHOWN = 1_000  # faults listed; the counts are of all


class Command(BaseCommand):
    help = "导入会员花名册（.xlsx 或 .csv）"
    spec = "people.roster"

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--unit", required=True, help="单位编码")
        parser.add_argument("--by", help="经办账号（默认：系统）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument(
            "--mode",
            choices=[rules.KEEP_GOOD, rules.ALL_OR_NOTHING],
            default=rules.KEEP_GOOD,
            help="keep_good：只导入正确的行；all_or_nothing：有一行错误就全部不导入",
        )
        parser.add_argument("--json", action="store_true", help="结果以 JSON 输出")

    def handle(self, *, file, unit, by, dry_run, mode, **options):
        try:
            batch = actions.import_file(
                spec=self.spec,
                path=file,
                unit=found(Unit, "code", unit, "没有编码为“%s”的单位"),
                by=found(User, "username", by, "没有账号“%s”") if by else None,
                at=timezone.now(),
                mode=mode,
                dry_run=dry_run,
                report=None if options["json"] or not options["verbosity"] else self.report,
            )
        except (Refused, OSError) as refusal:
            self.say({"error": str(refusal)}, options["json"], f"{refusal}")
            sys.exit(2)
        answer = answer_of(batch, dry_run)
        self.say(answer, options["json"], summary(answer))
        sys.exit(1 if batch.bad or batch.duplicate else 0)

    def report(self, done, total, message=""):
        self.stderr.write(f"\r{done}/{total}", ending="")

    def say(self, answer, as_json, text):
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if as_json else text)


def found(model, field, value, message):
    row = model.objects.filter(**{field: value}).first()
    if row is None:
        raise CommandError(message % value, returncode=2)
    return row


def answer_of(batch, dry_run) -> dict:
    faults = batch.faults.all()[:SHOWN]
    return {
        "batch": batch.pk,
        "state": batch.state,
        "dry_run": dry_run,
        "mode": batch.mode,
        **{name: getattr(batch, name) for name in COUNTS},
        "faults": [
            {"line": fault.line, "column": fault.label, "shown": fault.shown, "message": fault.message}
            for fault in faults
        ],
    }


def summary(answer) -> str:
    counts = (
        "总 {total} 行：正确 {good}，错误 {bad}，重复 {duplicate}；新增 {created}，更新 {updated}，未变 {unchanged}"
    )
    lines = [f"第 {fault['line']} 行 {fault['column']}：{fault['message']}" for fault in answer["faults"]]
    return "\n".join([counts.format(**answer), *lines])
