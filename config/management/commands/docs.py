"""`bin/zhijia docs [--check]`: print the pages that follow from the code; with --check only say which are behind it.

Exit code 1 with --check if a page differs from what the code would print.
"""

import sys

from django.core.management.base import BaseCommand

from config.docs import GENERATED, PAGES
from config.docs.markdown import ROOT


class Command(BaseCommand):
    help = "由代码生成 docs/generated 下的文档和手册目录"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只检查是否与代码一致，不一致时退出码为 1")

    def handle(self, *, check, **options):
        pages = {ROOT / name: make() for name, make in PAGES.items()}
        stale = [file for file, text in pages.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
        strays = [file for file in (ROOT / GENERATED).glob("*") if file not in pages]
        if check:
            self.report(stale, strays)
        else:
            self.write(pages, stale, strays)

    def report(self, stale, strays):
        for file in (*stale, *strays):
            self.stderr.write(f"{file.relative_to(ROOT)} 与代码不一致")
        if stale or strays:
            self.stderr.write("请运行 bin/zhijia docs 重新生成")
            sys.exit(1)

    def write(self, pages, stale, strays):
        for file in stale:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pages[file], encoding="utf-8", newline="\n")
            self.stdout.write(f"已生成 {file.relative_to(ROOT)}")
        for file in strays:
            file.unlink()
            self.stdout.write(f"已删除 {file.relative_to(ROOT)}")
