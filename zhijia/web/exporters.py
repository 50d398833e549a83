"""Ways out of a list. csv is built in; the exchange kernel plugs xlsx, masking and the trail in from above.

    from zhijia.web.exporters import register_exporter
    register_exporter("xlsx", _("Excel 表格"), write)      # write(export) -> HttpResponse

An `Export` carries the page, the columns shown and the rows the filter shows (already cut to the user's reach).
"""

import csv
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

exporters = {}


@dataclass(frozen=True)
class Exporter:
    code: str
    label: Any
    write: Any
    offered: Any = None  # function of the page: whether its menu shows this way; None: always


@dataclass(frozen=True)
class Export:
    page: Any
    columns: list
    rows: Any
    title: str

    @property
    def filename(self):
        return f"{self.title}_{self.page.today:%Y%m%d}"

    def heads(self):
        return [c.full_label for c in self.columns]

    def lines(self):
        for row in self.rows.iterator(chunk_size=1000):
            yield [column.word(row, column.read(row)) for column in self.columns]


def register_exporter(code, label, write, offered=None):
    exporters[code] = Exporter(code, label, write, offered)


def attachment(filename):
    """Content-Disposition for a Chinese file name."""
    return f"attachment; filename*=UTF-8''{quote(filename)}"


class Echo:
    def write(self, value):
        return value


def safe(word: str) -> str:
    """A cell that a spreadsheet would take for a formula is kept as text."""
    return f"'{word}" if word[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number(word) else word


def is_number(word: str) -> bool:
    try:
        float(word.replace(",", ""))
    except ValueError:
        return False
    return True


def write_csv(export: Export):
    writer = csv.writer(Echo())

    def stream():
        yield "\ufeff" + writer.writerow(export.heads())  # the mark lets Excel read UTF-8
        for line in export.lines():
            yield writer.writerow([safe(word) for word in line])

    response = StreamingHttpResponse(stream(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(f"{export.filename}.csv")
    return response


register_exporter("csv", _("CSV 文件"), write_csv)
