"""The trail as auditors read it. Nothing here writes."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from zhijia.web import formats
from zhijia.web.pages import DetailPage, ListPage

from .filters import EntryFilter
from .models import Entry
from .tables import EntryTable


class Entries(ListPage):
    title = _("审计轨迹")
    intro = _("谁在什么时候办了什么事、改了哪些内容、查看过谁的敏感信息。只能读，任何人都不能修改或删除。")
    queryset = Entry.objects.told()
    table = EntryTable
    filters = EntryFilter
    search_fields = ("by_name", "target_text", "reason")
    search_hint = _("经办人、对象、理由")
    ability = "audit"
    follows_unit = False
    empty_text = _("这个范围里还没有轨迹。")


class EntryPage(DetailPage):
    queryset = Entry.objects.told()
    template_name = "trail/entry.html"
    ability = "audit"

    def get_title(self):
        return self.object.says

    def facts(self, entry):
        return [
            (_("时间"), formats.moment(entry.at)),
            (_("经办人"), entry.who),
            (_("对象"), entry.target_text or "—"),
            (_("对象类别"), kind_of(entry.target_label)),
            (_("单位"), entry.unit or "—"),
            (_("理由"), entry.reason or "—"),
        ]

    def history(self, entry):
        return []


def kind_of(label) -> str:
    """The Chinese name of a model, from its label."""
    try:
        return apps.get_model(label)._meta.verbose_name if label else "—"
    except LookupError:
        return label
