"""单位表: new units are founded in their places, known ones renamed (with a day) or corrected."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from .. import actions, rules
from ..models import Naming, Unit
from ..paths import within
from .common import CODE, DOCUMENT_NO, blame, by_label, known_units

KINDS = by_label(Unit.Kind.choices, branch="二级工会 二级分工会 分会", group="小组", university="高校工会 大学工会")
SECTORS = by_label(Unit.Sector.choices, health="医疗 医疗卫生", research="科技 科学", sport="体育运动")
OWNERSHIPS = by_label(Unit.Ownership.choices, public="公立 国有", private="私立 民营 独立学院", social="民非 社会组织")
NAMED = ("name", "short_name", "kind")
PLAIN = ("sector", "ownership", "area_code", "party_organisation")


@imports
class UnitSheet(ImportSpec):
    code = "org.units"
    title = _("工会组织")
    ability = "manage"
    key = ("code",)
    undoable = False  # what happened to a unit is written once
    notes = (
        _("编码没有登记过的，成立新单位；登记过的，更新其资料，空着的单元格不改动。上级要排在下级前面。"),
        _("名称、简称或类别与登记的不同，填“更名日期”作更名办理；只是笔误的，请在单位页面更正。"),
        _("已有单位调整隶属、撤销，请在单位页面办理。成立单位导入后不能整批撤销。"),
    )
    columns = (
        CODE,
        ImportColumn(
            "name", _("名称"), ("单位名称", "工会名称"), True, longest=100, width=30, example=_("会计学院分工会")
        ),
        ImportColumn("short_name", _("简称"), longest=40),
        ImportColumn("kind", _("类别"), ("单位类别", "组织类型"), True, "choice", choices=KINDS, width=18),
        ImportColumn(
            "superior",
            _("上级单位编码"),
            ("上级编码", "上级工会编码"),
            help=_("空着的，归导入时选定的单位"),
            longest=30,
            width=18,
        ),
        ImportColumn("founded_on", _("成立日期"), ("建会日期", "成立时间"), kind="date", example="2016-09-01"),
        ImportColumn("sector", _("行业"), ("所属行业",), kind="choice", choices=SECTORS),
        ImportColumn("ownership", _("单位性质"), ("性质",), kind="choice", choices=OWNERSHIPS),
        ImportColumn("area_code", _("行政区划代码"), ("行政区划", "地区代码"), longest=6, example="530100"),
        ImportColumn("party_organisation", _("同级党组织"), ("党组织",), longest=100, width=26),
        ImportColumn("renamed_on", _("更名日期"), kind="date"),
        DOCUMENT_NO,
    )

    def prepare(self, context):
        context.coming = {}  # code → founding day, of lines that will found a unit

    def check(self, rows, context):
        units = known_units([row["code"] for row in rows] + [row["superior"] for row in rows if row["superior"]])
        begun = Naming.objects.filter(to_on__isnull=True, unit__in=[unit.pk for unit in units.values()])
        context.named_since = dict(begun.values_list("unit", "from_on"))
        for row in rows:
            row.what = row["name"]
            unit = units.get(row["code"])
            self.check_plain(row)
            if unit is None:
                self.check_new(row, units, context)
            else:
                self.check_known(row, unit, context)

    def check_plain(self, row):
        area = row["area_code"]
        if area and not (len(area) == 6 and area.isdecimal() and "1" <= area[0] <= "8"):
            row.fault("area_code", say("行政区划代码为6位数字，例如 530100"))

    def check_new(self, row, units, context):
        day = row["founded_on"]
        if not day:
            row.fault("founded_on", say("编码“%(code)s”还没有登记，新单位请填写成立日期") % {"code": row["code"]})
        elif day > context.today:
            row.fault("founded_on", say("成立日期晚于今天，请核对"))
        else:
            since = self.above_since(row, units, context)
            if since is not False:
                blame(row, rules.may_stand_there(since, day), {"on": "founded_on"})
        context.coming[row["code"]] = day
        row.outcome = "created"

    def above_since(self, row, units, context):
        """The day from which the superior exists; False if there is none to hang below."""
        code = row["superior"]
        if code in context.coming:
            return context.coming[code]
        above = units.get(code) if code else context.unit
        if above is None or not within(above.path, context.unit.path):
            row.fault(
                "superior",
                say("“%(unit)s”及其下级没有编码为“%(code)s”的单位，请核对；上级也在表里的，请把上级排在前面")
                % {"unit": context.unit, "code": code},
            )
            return False
        blame(row, rules.may_take_in(above.dissolved_on), {})
        return above.founded_on

    def check_known(self, row, unit, context):
        if not within(unit.path, context.unit.path):
            row.fault("code", say("编码“%(code)s”已用于别的单位，请换一个") % {"code": row["code"]})
            return
        above = unit.superior.code if unit.superior else ""
        if row["superior"] and row["superior"] != above and unit.pk != context.unit.pk:
            row.fault("superior", say("现在的上级是“%(code)s”；调整隶属请在单位页面办理") % {"code": above or "—"})
        if row["founded_on"] and unit.founded_on and row["founded_on"] != unit.founded_on:
            row.fault("founded_on", say("登记的成立日期是%(day)s，请核对") % {"day": unit.founded_on})
        named, plain = changed(row, unit, NAMED), changed(row, unit, PLAIN)
        if named:
            self.check_renaming(row, unit, named, context)
        if named or plain:
            blame(row, rules.may_change(unit.dissolved_on), {})
        row.outcome = "updated" if named or plain else "unchanged"

    def check_renaming(self, row, unit, named, context):
        day = row["renamed_on"]
        if not day:
            what = next(iter(named))
            row.fault(
                what,
                say("登记的是“%(word)s”；确实改了的请填“更名日期”，写错了的请核对") % {"word": word_of(unit, what)},
            )
            return
        if day > context.today:
            row.fault("renamed_on", say("更名日期晚于今天，请核对"))
        blame(row, rules.may_rename(context.named_since.get(unit.pk, unit.founded_on), day), {"on": "renamed_on"})

    def write(self, rows, context):
        units = known_units([row["code"] for row in rows] + [row["superior"] for row in rows if row["superior"]])
        for row in rows:
            unit = units.get(row["code"])
            if unit is None:
                units[row["code"]] = self.found(row, units.get(row["superior"]) or context.unit, context)
                row.made()
            else:
                self.renew(row, unit, context)

    def found(self, row, superior, context):
        facts = {name: row[name] or "" for name in (*NAMED, *PLAIN, "document_no")}
        return actions.found_unit(code=row["code"], superior=superior, on=row["founded_on"], by=context.user, **facts)

    def renew(self, row, unit, context):
        named, plain = changed(row, unit, NAMED), changed(row, unit, PLAIN)
        row.outcome = "updated" if named or plain else "unchanged"
        if named:
            facts = {name: getattr(unit, name) for name in NAMED} | named
            told = {"on": row["renamed_on"], "by": context.user, "document_no": row["document_no"] or ""}
            actions.rename_unit(unit=unit, **facts, **told)
        if plain:
            actions.edit_unit(unit=unit, by=context.user, **plain)

    def current(self, unit, user):
        units = Unit.objects.visible_to(user, "export").under(unit.path).standing().select_related("superior")
        for one in units.order_by("path").iterator(chunk_size=2_000):
            above = one.superior.code if one.superior and one.pk != unit.pk else ""
            values = {name: getattr(one, name) for name in ("code", *NAMED, "founded_on", *PLAIN)}
            yield values | {"superior": above, "renamed_on": None, "document_no": ""}


def changed(row, unit, names) -> dict:
    """What the line says otherwise than the register; an empty cell says nothing."""
    return {name: row[name] for name in names if row[name] and row[name] != getattr(unit, name)}


def word_of(unit, name) -> str:
    return unit.get_kind_display() if name == "kind" else getattr(unit, name) or "—"
