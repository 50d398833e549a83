from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


class UnitTable(Table):
    columns = [
        Column("name", _("名称"), link=True, sort="path"),
        Column("code", _("单位编码")),
        Column("kind", _("类别")),
        Column("superior", _("上级工会"), sort="superior__path"),
        Column("sector", _("行业"), hidden=True),
        Column("ownership", _("单位性质"), hidden=True),
        Column("area_code", _("行政区划代码"), hidden=True),
        Column("headcount", _("职工人数"), kind="number"),
        Column("founded_on", _("成立日期"), kind="date"),
        Column("dissolved_on", _("撤销日期"), kind="date", hidden=True),
        Column("short_name", _("简称"), hidden=True),
        Column("party_organisation", _("同级党组织"), hidden=True),
    ]
    order = "name"
    row_class = staticmethod(lambda unit: "text-secondary" if unit.dissolved_on else "")


class LineTable(Table):
    """The tree of a day, one line a unit: what it was called, what it was, where it stood."""

    columns = [
        Column("name", _("名称"), link=True, sort="path", value=lambda line: line.then_name),
        Column("code", _("单位编码"), value=lambda line: line.unit.code, sort="unit__code"),
        Column("kind", _("类别"), value=lambda line: line.kind_word, sort="then_kind"),
        Column("superior", _("上级工会"), value=lambda line: line.then_superior, sort="then_superior"),
        Column("level", _("层级"), kind="number", value=lambda line: line.level, sort="depth"),
        Column("below", _("下级单位"), kind="number", value=lambda line: line.below, sort="below"),
        Column("staff", _("职工人数"), kind="number", value=lambda line: line.staff, sort="staff"),
        Column("from_on", _("隶属起始日期"), kind="date", hidden=True),
    ]
    order = "name"


class StaffCountTable(Table):
    columns = [
        Column("unit", _("单位"), link=True, sort="unit__path", url=lambda count: count.unit.get_absolute_url()),
        Column("counted_on", _("统计日期"), kind="date"),
        Column("group", _("人群")),
        Column("persons", _("人数"), kind="number"),
    ]
    order = "unit"


class LegalPersonTable(Table):
    columns = [
        Column("unit", _("单位"), link=True, sort="unit__path"),
        Column("uscc", _("统一社会信用代码")),
        Column("certificate_no", _("法人资格证书号")),
        Column("representative", _("法定代表人")),
        Column("registrar", _("登记机关"), hidden=True),
        Column("address", _("住所"), hidden=True),
        Column("registered_on", _("登记日期"), kind="date"),
        Column("valid_to", _("有效期至"), kind="date"),
        Column("state", _("状态"), kind="state"),
    ]
    order = "unit"


class OrgEventTable(Table):
    columns = [
        Column("on", _("日期"), kind="date"),
        Column("unit", _("单位"), link=True, sort="unit__path", url=lambda event: event.unit.get_absolute_url()),
        Column("kind", _("事项")),
        Column("other", _("相关单位"), sort="other__path"),
        Column("note", _("说明")),
        Column("document_no", _("批复文号")),
    ]
    order = "-on"
