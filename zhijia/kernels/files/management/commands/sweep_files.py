"""`bin/zhijia sweep_files`: remove attachments nothing points at, and content no attachment names."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from zhijia.kernels.files.actions import sweep


class Command(BaseCommand):
    help = "清理没有业务引用的附件和没有附件引用的文件内容"

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=7, help="只清理多少天以前的（默认7天）")

    def handle(self, *, days, **options):
        rows, contents = sweep(at=timezone.now(), older_than=timedelta(days=days))
        self.stdout.write(f"已清理附件 {rows} 件、文件内容 {contents} 个")
