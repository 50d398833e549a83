"""What the commands over one document share: read the file, say JSON or a table, refuse in one sentence with exit 2."""

import json
import sys
import unicodedata

from django.core.management.base import BaseCommand

from zhijia.base.verdict import Refused
from zhijia.engines.documents.reading import read_document
from zhijia.engines.documents.source import Source


class FileCommand(BaseCommand):
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help=".docx、.txt 或 .pdf 文件")
        parser.add_argument("--json", action="store_true", help="只输出 JSON（UTF-8）")

    def handle(self, *, file: str, **options):
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        try:
            source = read_document(file)
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        except OSError:
            self.stderr.write("文件打不开，请检查路径和权限。")
            sys.exit(2)
        found = self.find(source)
        if options["json"]:
            self.stdout.write(json.dumps(self.as_json(found), ensure_ascii=False, indent=2))
        else:
            self.print(found)

    def find(self, source: Source):
        raise NotImplementedError

    def as_json(self, found):
        raise NotImplementedError

    def print(self, found) -> None:
        raise NotImplementedError


def wide(text: str) -> int:
    """Columns the text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, columns: int) -> str:
    return text + " " * max(0, columns - wide(text))
