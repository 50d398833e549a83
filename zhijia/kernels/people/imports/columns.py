"""Columns that say who somebody is and where they work: every table about people begins with them."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn

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

NAME = ImportColumn(
    "name", _("姓名"), ("会员姓名", "职工姓名", "名字"), True, "name", example=_("张知远"), longest=50, width=12
)
ID_NUMBER = ImportColumn(
    "id_number",
    _("身份证号"),
    ("身份证号码", "身份证", "公民身份号码", "居民身份证号码", "居民身份证号", "证件号码", "证件号"),
    True,
    "id_number",
    help=_("18 位，按文本填写"),
    example="530102199003070018",
    secret=True,
    width=22,
)
WHO = (
    NAME,
    ID_NUMBER,
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
)
JOINED_ON = ImportColumn(
    "joined_on",
    _("入会日期"),
    ("入会时间", "入会年月", "加入工会时间", "何时加入工会"),
    kind="date",
    example="2016-09-01",
)
FROM_ON = ImportColumn(
    "from_on",
    _("到岗日期"),
    ("入职日期", "入职时间", "到岗时间", "参加工作时间", "来校时间", "来院时间"),
    kind="date",
    example="2016-09-01",
)
