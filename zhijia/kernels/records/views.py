"""The register 台账 and one record of it. Records are written by the business, never here."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from zhijia.web import formats
from zhijia.web.pages import DetailPage, Event, ListPage
from zhijia.web.states import State

from .filters import RecordFilter
from .models import ServiceRecord
from .rules import TAGS
from .tables import TAG_NAMES, RecordTable


class Records(ListPage):
    title = _("服务台账")
    intro = _("做过的每一项服务一行，由各项业务办结时自动登记；错了只能冲销，不能修改。")
    queryset = ServiceRecord.objects.select_related("person", "unit")
    table = RecordTable
    filters = RecordFilter
    search_fields = ("person__name", "person__initials", "source")
    search_hint = _("姓名、拼音首字母、来源编号")
    empty_text = _("还没有台账。办结一项业务（如补助、慰问）后，这里会自动出现记录。")


class Record(DetailPage):
    queryset = ServiceRecord.objects.select_related("person", "unit", "reverses")

    def get_title(self):
        return self.object.kind_name

    def number(self, obj):
        return obj.pk

    def state(self, obj):
        if obj.net < 0:
            return State(_("冲销记录"), "wait")
        return State(_("已冲销"), "late") if obj.reversal else State(_("有效"), "good")

    def facts(self, obj):
        tags = [(TAG_NAMES[tag], obj.word(tag)) for tag in TAGS if getattr(obj, tag)]
        return [
            (_("日期"), obj.day),
            (_("单位"), obj.unit.name),
            *([(_("服务对象"), obj.person.name)] if obj.person else []),
            (_("人次"), obj.times),
            (_("金额（元）"), formats.yuan(obj.amount_fen)),
            *tags,
            (_("业务来源"), self._origin(obj)),
            (_("登记时间"), obj.recorded_at),
            (_("校验值"), obj.digest),
            (_("核对"), self._checked(obj)),
        ]

    def _origin(self, obj):
        if not obj.origin_url:
            return obj.source
        return format_html('<a href="{}">{}</a>', obj.origin_url, _("打开办理记录"))

    def _checked(self, obj):
        same = obj.fact.digest == obj.digest
        return _("内容与登记时一致") if same else _("内容与校验值不符，请告知系统管理员")

    def timeline(self, obj):
        events = [Event(_("登记台账"), at=obj.recorded_at)]
        if obj.reversal:
            events.append(Event(_("冲销"), at=obj.reversal.recorded_at, note=obj.reversal.note, url=_url(obj.reversal)))
        if obj.reverses:
            events = [Event(_("原台账"), at=obj.reverses.recorded_at, url=_url(obj.reverses))]
            events.append(Event(_("冲销"), at=obj.recorded_at, note=obj.note))
        return events


def _url(record):
    return record.get_absolute_url()
