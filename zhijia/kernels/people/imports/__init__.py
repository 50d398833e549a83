"""The roster 花名册: one line is a person, where they work and their membership, found again by identity number."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from .known import Found, agree, known_people, place
from .places import Places
from .roll import roll
from .writing import EMPLOYMENT, MEMBERSHIP, PERSON, add, foretold, renew

KINDS = {
    "在编": "established",
    "正式": "established",
    "正式在编": "established",
    "编制内": "established",
    "事业编": "established",
    "非在编": "non_established",
    "非编": "non_established",
    "编外": "non_established",
    "聘用": "non_established",
    "合同制": "non_established",
    "人事代理": "non_established",
    "劳务派遣": "dispatched",
    "派遣": "dispatched",
    "护工护理员": "care_worker",
    "护工": "care_worker",
    "护理员": "care_worker",
    "后勤": "logistics",
    "农民工": "migrant",
    "其他": "other",
}


@imports
class Roster(ImportSpec):
    code = "people.roster"
    title = _("会员花名册")
    key = ("id_number",)
    notes = (
        _("带 * 的列必填。同一身份证号已登记的，更新其资料；空着的单元格不改动原有内容。"),
        _("出生日期、性别可不填，按身份证号取得；填了而不一致的，该行报错。"),
    )
    columns = (
        ImportColumn(
            "name", _("姓名"), ("会员姓名", "职工姓名", "名字"), True, "name", example=_("张知远"), longest=50, width=12
        ),
        ImportColumn(
            "id_number",
            _("身份证号"),
            ("身份证号码", "身份证", "公民身份号码", "居民身份证号码", "居民身份证号", "证件号码", "证件号"),
            True,
            "id_number",
            help=_("18 位，按文本填写"),
            example="530102199003070018",
            secret=True,
            width=22,
        ),
        ImportColumn(
            "sex", _("性别"), kind="choice", choices={"男": "男", "女": "女", "男性": "男", "女性": "女"}, width=8
        ),
        ImportColumn(
            "born_on",
            _("出生日期"),
            ("出生年月", "出生年月日", "出生时间", "生日"),
            kind="date",
            example="1990-03-07",
        ),
        ImportColumn("ethnicity", _("民族"), example=_("汉族"), longest=20, width=10),
        ImportColumn("education", _("学历"), ("文化程度", "最高学历"), example=_("本科"), longest=20, width=10),
        ImportColumn(
            "phone",
            _("手机号"),
            ("手机", "手机号码", "电话", "联系电话", "联系方式", "移动电话", "电话号码"),
            kind="phone",
            secret=True,
            example="13800000000",
        ),
        ImportColumn("staff_no", _("工号"), ("员工编码", "员工编号", "职工号", "职工编号", "人员编号"), longest=30),
        ImportColumn(
            "unit",
            _("所在单位"),
            (
                "分工会",
                "所属分工会",
                "部门",
                "所在部门",
                "所属部门",
                "单位",
                "所属单位",
                "工作单位",
                "单位名称",
                "单位编码",
                "所属工会",
                "科室",
                "院系",
                "二级单位",
            ),
            help=_("本单位之下的分工会、小组的名称或编码；空着的归本单位"),
            longest=100,
            width=24,
        ),
        ImportColumn(
            "kind",
            _("用工形式"),
            ("用工性质", "职工类型", "编制", "编制情况", "人员类别"),
            kind="choice",
            choices=KINDS,
        ),
        ImportColumn("position", _("岗位职务"), ("岗位", "职务", "职位", "岗位工种", "现任职务"), longest=50, width=18),
        ImportColumn(
            "joined_on",
            _("入会日期"),
            ("入会时间", "入会年月", "加入工会时间", "何时加入工会"),
            kind="date",
            example="2016-09-01",
        ),
    )
    watched = {
        PERSON: ("name", "sex", "born_on", "ethnicity", "education", "id_digest", "phone_digest", "home", "user"),
        EMPLOYMENT: ("person", "unit", "staff_no", "kind", "position", "from_on", "to_on"),
        MEMBERSHIP: ("person", "unit", "state", "number", "joined_on", "ended_on"),
    }

    def prepare(self, context):
        context.places = Places(context.unit)
        context.index_number = indexer("person.id_number")
        context.index_phone = indexer("person.phone")

    def identity(self, row, context):
        digest = row.get("digest")
        return context.index_number(row["id_number"]) if digest is None else digest

    def check(self, rows, context):
        for row in rows:
            said = row.values
            said["digest"] = context.index_number(said["id_number"])
            said["phone_digest"] = context.index_phone(said["phone"]) if said["phone"] else None
        known = known_people([row.values["digest"] for row in rows])
        for row in rows:
            said = row.values
            found = said["found"] = known.get(said["digest"]) or Found()
            place(row, found, context.places)
            agree(row, context.today)
            row.what = said["name"]
            row.outcome = "created" if found.person is None else foretold(row, found)

    def write(self, rows, context):
        add([row for row in rows if row["found"].person is None], context)
        renew([row for row in rows if row["found"].person is not None], context)

    def current(self, unit, user):
        return roll(unit, user)
