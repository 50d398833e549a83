"""Lists: units, their counts of staff, their legal persons, what happened to them."""

from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import Link, ListPage, Sheet

from ..filters import EventFilter, LegalPersonFilter, StaffCountFilter, UnitFilter
from ..models import LegalPerson, OrgEvent, StaffCount, Unit
from ..tables import LegalPersonTable, OrgEventTable, StaffCountTable, UnitTable


class Units(ListPage):
    title = _("工会组织")
    queryset = Unit.objects.select_related("superior")
    table = UnitTable
    filters = UnitFilter
    search_fields = ("name",)
    search_hint = _("名称、曾用名、拼音首字母、编码")
    links = [
        Link(_("组织树"), "org:tree", icon="tree"),
        Link(_("成立单位"), "org:found", ability="manage", primary=True),
        Link(_("沿革"), "org:events", icon="history"),
    ]
    sheets = [Sheet("org.units")]
    empty_text = _("没有符合条件的单位。")

    def search(self, rows, text):
        for word in text.split()[:5]:
            rows = rows.find(word)
        return rows


def find(user, text, limit):
    """Units for the search of the whole platform."""
    return Unit.objects.visible_to(user).standing().find(text)[:limit]


class StaffCounts(ListPage):
    title = _("职工人数")
    intro = _("每个单位按统计日期登记的职工人数；某一天的人数取那一天以前最近的一次。")
    queryset = StaffCount.objects.select_related("unit")
    table = StaffCountTable
    filters = StaffCountFilter
    search_fields = ("unit__name", "unit__initials", "unit__code")
    search_hint = _("单位名称、拼音首字母、编码")
    sheets = [Sheet("org.staff_counts")]
    empty_text = _("还没有登记职工人数。请在单位页面登记，或用表格导入。")


class LegalPersons(ListPage):
    title = _("工会法人")
    intro = _("工会法人资格登记：在单位页面办理申请、登记、变更、换发、补领和注销。")
    queryset = LegalPerson.objects.select_related("unit")
    table = LegalPersonTable
    filters = LegalPersonFilter
    search_fields = ("unit__name", "unit__initials", "uscc", "certificate_no", "representative")
    search_hint = _("单位、统一社会信用代码、证书号、法定代表人")
    sheets = [Sheet("org.legal_persons")]
    empty_text = _("还没有登记工会法人。")


class Events(ListPage):
    title = _("组织沿革")
    intro = _("成立、更名、合并、分立、调整隶属和撤销，按日期留存，不能修改。")
    queryset = OrgEvent.objects.select_related("unit", "other")
    table = OrgEventTable
    filters = EventFilter
    search_fields = ("unit__name", "unit__initials", "document_no", "note")
    search_hint = _("单位、批复文号、原名称")
    empty_text = _("还没有沿革记录。")
