"""基层工会调查表. Modules after the national notice; the numbers of the items are ours until a form is decreed."""

from django.utils.translation import gettext_lazy as _

from .base import Item, Module, NotMore, PartsWithin, Questionnaire

PERSONS, UNITS, TIMES, YUAN = _("人"), _("个"), _("次"), _("元")
FEMALE, MIGRANT, DISPATCHED = {"sex": "女"}, {"footing": "migrant"}, {"footing": "dispatched"}
YES_NO = ((1, _("是")), (2, _("否")))


def typed(code, label, unit=PERSONS, **more):
    return Item(code, label, unit, **more)


ORGANISATION = Module(
    "A",
    _("工会组织建设"),
    (
        Item("A01", _("职工人数"), PERSONS, "staff", required=True, steady=True),
        Item("A02", _("女职工"), PERSONS, "staff", FEMALE, inner=True, required=True),
        Item("A03", _("农民工"), PERSONS, "staff", MIGRANT, inner=True),
        Item("A04", _("劳务派遣职工"), PERSONS, "staff", DISPATCHED, inner=True),
        Item("A05", _("工会会员人数"), PERSONS, "members", required=True, steady=True),
        Item("A06", _("女会员"), PERSONS, "members.women", inner=True, required=True, steady=True),
        Item("A07", _("农民工会员"), PERSONS, "members", MIGRANT, inner=True),
        Item("A08", _("劳务派遣会员"), PERSONS, "members", DISPATCHED, inner=True),
        Item("A09", _("本年新发展会员"), PERSONS, "members.joined", required=True),
        Item("A10", _("本年转入会员"), PERSONS, "members.transferred_in"),
        Item("A11", _("本年转出会员"), PERSONS, "members.transferred_out"),
        Item("A12", _("本年会籍终止"), PERSONS, "members.left"),
        Item("A13", _("保留会籍人员"), PERSONS, "members.kept"),
        Item("A14", _("入会率"), "%", ratio=("A05", "A01"), whole=False),
        Item("A15", _("女会员比例"), "%", ratio=("A06", "A05"), whole=False),
        Item("A16", _("基层工会"), _("家"), "units", required=True, steady=True),
        Item("A17", _("联合基层工会"), _("家"), "units.joint", inner=True),
        typed("A18", _("联合基层工会覆盖单位"), UNITS, inner=True),
        Item("A19", _("取得工会法人资格"), _("家"), "units.legal", inner=True),
        Item("A20", _("分工会和工会小组"), UNITS, "units.branches"),
    ),
)
CADRES = Module(
    "B",
    _("工会干部"),
    (
        typed("B01", _("专职工会干部"), required=True, steady=True),
        typed("B02", _("女干部"), inner=True),
        typed("B03", _("35岁及以下"), inner=True),
        typed("B04", _("本科及以上"), inner=True),
        typed("B05", _("兼职工会干部"), required=True),
        typed("B06", _("女干部"), inner=True),
        typed(
            "B07", _("工会主席任职方式"), "", choices=((1, _("专职")), (2, _("兼职")), (3, _("空缺"))), required=True
        ),
        typed("B08", _("工会主席按同级党政副职配备"), "", choices=YES_NO),
        typed("B09", _("工会主席产生方式"), "", choices=((1, _("直接选举")), (2, _("委员会选举")), (3, _("其他")))),
        typed("B10", _("本年参加培训的工会干部"), _("人次")),
    ),
)
BODIES = Module(
    "C",
    _("工会委员会、经审和女职工组织"),
    (
        Item("C01", _("建立工会委员会"), _("家"), "bodies.seated", required=True),
        Item("C02", _("建立经费审查委员会"), _("家"), "bodies.audited", required=True),
        Item("C03", _("建立女职工委员会"), _("家"), "bodies.women_set", required=True),
        Item("C04", _("工会委员会委员"), PERSONS, "bodies.committee_members"),
        Item("C05", _("兼职、挂职副主席"), PERSONS, "bodies.part_time_leaders"),
        Item("C06", _("届满未换届的委员会"), UNITS, "bodies.terms_expired"),
    ),
)
DEMOCRACY = Module(
    "D",
    _("民主管理与集体协商"),
    (
        typed("D01", _("建立职工（教职工）代表大会制度"), UNITS, required=True),
        typed("D02", _("本年召开职代会"), TIMES),
        typed("D03", _("职工代表")),
        typed("D04", _("女代表"), inner=True),
        typed("D05", _("一线职工代表"), inner=True),
        typed("D06", _("实行厂务（校务、院务）公开"), UNITS),
        typed("D07", _("签订集体合同"), _("份")),
        typed("D08", _("集体合同覆盖职工")),
        typed("D09", _("签订女职工权益保护专项集体合同"), _("份")),
        typed("D10", _("签订工资专项集体合同"), _("份")),
        typed("D11", _("职工董事")),
        typed("D12", _("职工监事")),
    ),
)
WELFARE = Module(
    "E",
    _("社会保障与服务"),
    (
        Item("E01", _("参加医疗互助"), _("人次"), "mutual_aid.enrolments"),
        Item("E02", _("医疗互助补助"), _("人次"), "mutual_aid.claims"),
        Item("E03", _("医疗互助补助金额"), YUAN, "mutual_aid.paid", whole=False),
        Item("E04", _("走访慰问"), TIMES, "consolation.visits"),
        typed("E05", _("在档困难职工")),
        typed("E06", _("本年帮扶困难职工"), _("人次")),
        typed("E07", _("本年帮扶资金"), YUAN, whole=False),
        typed("E08", _("本年参加疗休养"), _("人次")),
    ),
)
RIGHTS = Module(
    "F",
    _("劳动保护与法律工作"),
    (
        typed("F01", _("建立劳动争议调解组织"), UNITS),
        typed("F02", _("本年受理劳动争议"), _("件")),
        typed("F03", _("调解成功"), _("件"), inner=True),
        typed("F04", _("建立劳动法律监督组织"), UNITS),
        typed("F05", _("建立劳动保护监督检查组织"), UNITS),
        typed("F06", _("本年组织安全检查"), TIMES),
        typed("F07", _("本年发出劳动法律监督意见书"), _("份")),
        typed("F08", _("本年提供法律援助"), _("件")),
    ),
)
ECONOMY = Module(
    "G",
    _("经济技术与宣教文体"),
    (
        typed("G01", _("本年开展劳动和技能竞赛"), TIMES),
        typed("G02", _("参加竞赛职工"), _("人次"), inner=True),
        typed("G03", _("本年提出合理化建议"), _("件")),
        typed("G04", _("现有劳动模范")),
        typed("G05", _("劳模和工匠人才创新工作室"), UNITS),
        typed("G06", _("职工书屋"), UNITS),
        typed("G07", _("本年举办文体活动"), TIMES),
        typed("G08", _("本年职工发明创造和技术革新"), _("项")),
    ),
)
FUNDS = Module(
    "H",
    _("财务与经审"),
    (
        typed("H01", _("独立设立工会账户"), UNITS),
        typed("H02", _("本年工会经费收入"), YUAN, whole=False),
        typed("H03", _("会费收入"), YUAN, inner=True, whole=False),
        typed("H04", _("本年工会经费支出"), YUAN, whole=False),
        typed("H05", _("本年接受经审审查"), TIMES),
    ),
)
EXCHANGE = Module(
    "I",
    _("对外交流与和谐单位创建"),
    (
        typed("I01", _("本年接待来访交流"), _("批次")),
        typed("I02", _("本年派出交流"), _("批次")),
        typed("I03", _("开展和谐单位创建活动"), UNITS),
        typed("I04", _("获得模范职工之家称号"), UNITS),
    ),
)

GRASSROOTS = Questionnaire(
    "grassroots",
    _("基层工会调查表"),
    _("项目按全国工会统计调查的模块编排，编号为本系统自编，正式表式以当年统计制度为准"),
    (ORGANISATION, CADRES, BODIES, DEMOCRACY, WELFARE, RIGHTS, ECONOMY, FUNDS, EXCHANGE),
    (
        NotMore("A02", "A01"),
        PartsWithin(("A03", "A04"), "A01"),
        NotMore("A05", "A01"),
        NotMore("A06", "A05"),
        NotMore("A06", "A02"),
        NotMore("A07", "A03", severity="warn"),
        NotMore("A08", "A04", severity="warn"),
        PartsWithin(("A07", "A08"), "A05"),
        PartsWithin(("A09", "A10"), "A05", severity="warn"),
        NotMore("A17", "A16"),
        NotMore("A19", "A16"),
        NotMore("B02", "B01"),
        NotMore("B03", "B01"),
        NotMore("B04", "B01"),
        NotMore("B06", "B05"),
        NotMore("C01", "A16"),
        NotMore("C02", "A16"),
        NotMore("C03", "A16"),
        NotMore("D01", "A16"),
        NotMore("D04", "D03"),
        NotMore("D05", "D03"),
        NotMore("D08", "A01"),
        NotMore("E02", "E01", severity="warn"),
        NotMore("F03", "F02"),
        NotMore("H03", "H02"),
    ),
)
