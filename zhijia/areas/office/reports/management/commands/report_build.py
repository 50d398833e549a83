"""`bin/zhijia report_build CODE [-o FILE.docx] [--version N] [--json]`: a report as an official .docx."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.areas.office.reports.export import as_json, docx_of
from zhijia.areas.office.reports.models import Report
from zhijia.areas.office.reports.rules import State


def find(code, edition) -> Report:
    """The version asked for, else the one in force, else the newest."""
    rows = Report.objects.filter(code=code).select_related("unit")
    if edition:
        found = rows.filter(version=edition).first()
    else:
        found = rows.filter(state=State.PUBLISHED).first() or rows.order_by("-version").first()
    if found is None:
        known = "、".join(sorted(set(Report.objects.values_list("code", flat=True)))[:20]) or "（还没有报告）"
        raise CommandError(f"没有代码为“{code}”的报告，现有：{known}", returncode=2)
    return found


class Command(BaseCommand):
    help = "生成一份工作报告的 .docx；未发布的标题带“（草稿）”"

    def add_arguments(self, parser):
        parser.add_argument("code", help="报告代码，例如 YL-CJ-2025")
        parser.add_argument("-o", "--output", metavar="FILE.docx", help="写到这个文件")
        parser.add_argument("--edition", type=int, help="第几版；不写则取发布的一版，没有发布的取最新一版")
        parser.add_argument("--json", action="store_true", help="输出报告里每个数字的取数情况（JSON）")

    def handle(self, *, code, output, edition, **options):
        if not output and not options["json"]:
            raise CommandError("请用 -o 写明生成的文件，或用 --json 查看数字", returncode=2)
        report, at = find(code, edition), timezone.now()
        if output:
            self.write(report, Path(output), at)
        if options["json"]:
            indent = 2 if sys.stdout.isatty() else None
            self.stdout.write(json.dumps(as_json(report, at=at), ensure_ascii=False, indent=indent))
        else:
            self.stdout.write(f"已生成 {output}：{report.name}（{report.get_state_display()}）")

    def write(self, report, path, at):
        try:
            path.write_bytes(docx_of(report, at=at))
        except OSError as error:
            raise CommandError(f"写不了文件“{path}”：{error.strerror}", returncode=2) from error
