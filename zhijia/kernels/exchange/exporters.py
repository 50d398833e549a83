"""Ways out of every list: Excel, csv in both encodings, and the unmasked way that asks for a reason."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from zhijia.web.exporters import exporters, register_exporter

from .outgoing import answer, has_secrets, lines_of

WAYS = {"xlsx": _("Excel 表格"), "csv": _("CSV 文件"), "csv_gb": _("CSV 文件（GB18030，老版本 Excel）")}


def plug():
    exporters.pop("csv", None)
    for way, label in WAYS.items():
        register_exporter(way, label, writer(way))
    register_exporter("private", _("含完整证件号的表格（须填理由）"), ask_reason, offered=has_secrets)


def writer(way):
    def write(export):
        return answer(way, export.filename, export.heads(), lines_of(export))

    return write


def ask_reason(export):
    """Opening secrets leaves a trail, and a GET writes nothing: so a form stands between."""
    query = export.page.request.GET.copy()
    query.pop("export", None)
    path = export.page.request.path
    return HttpResponseRedirect(f"{reverse('exchange:private')}?{urlencode({'list': f'{path}?{query.urlencode()}'})}")
