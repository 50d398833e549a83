"""Who is who in 云岭省: units, how many members each has, and the accounts one can sign in with. Tables, no code."""

PROVINCE = ("YL", "云岭省教科文卫体工会", "province")

# code, name, kind, code of the superior, members entered at the unit itself
UNITS = (
    ("YL-LJ", "澜江市教科文卫体工会", "city", "YL", 14),
    ("YL-WC", "望川市教育工会", "city", "YL", 9),
    ("YL-LG", "云岭理工学院工会", "university", "YL", 385),
    ("YL-SF", "云岭师范大学工会", "university", "YL", 495),
    ("YL-CJ", "云岭财经职业学院工会", "college", "YL", 24),
    ("YL-ZX", "云岭省中心医院工会", "hospital", "YL", 510),
    ("YL-NK", "云岭省农业科学研究所工会", "institute", "YL", 122),
    ("YL-LJ-SY", "澜江市第一人民医院工会", "hospital", "YL-LJ", 210),
    ("YL-LJ-YZ", "澜江市第一中学工会", "school", "YL-LJ", 138),
    ("YL-WC-QS", "清水县教育工会", "county", "YL-WC", 6),
    ("YL-WC-QS-XX", "清水县实验小学工会", "school", "YL-WC-QS", 64),
    ("YL-WC-QS-LH", "清水县民办学校联合工会", "joint", "YL-WC-QS", 88),
)

# The college in full: branches with their members, groups below one of them.
BRANCHES = (
    ("YL-CJ-01", "会计学院分工会", "branch", "YL-CJ", 62),
    ("YL-CJ-02", "金融学院分工会", "branch", "YL-CJ", 54),
    ("YL-CJ-03", "商务管理学院分工会", "branch", "YL-CJ", 58),
    ("YL-CJ-04", "信息工程学院分工会", "branch", "YL-CJ", 66),
    ("YL-CJ-05", "公共基础教学部分工会", "branch", "YL-CJ", 57),
    ("YL-CJ-06", "机关分工会", "branch", "YL-CJ", 49),
    ("YL-CJ-07", "后勤分工会", "branch", "YL-CJ", 41),
    ("YL-CJ-08", "继续教育学院分工会", "branch", "YL-CJ", 22),
    ("YL-CJ-01-1", "会计教研室工会小组", "group", "YL-CJ-01", 11),
    ("YL-CJ-01-2", "审计教研室工会小组", "group", "YL-CJ-01", 9),
)

# username, name, unit, role: what each can do is in kernels/access/abilities.py
ACCOUNTS = (
    ("province", "方远", "YL", "officer"),
    ("province_chair", "高明", "YL", "chair"),
    ("province_accountant", "佟穗", "YL", "accountant"),
    ("admin", "管理员", "YL", "system_manager"),
    ("college", "周宁", "YL-CJ", "officer"),
    ("college_chair", "郑重", "YL-CJ", "chair"),
    ("branch_chair", "孙平", "YL-CJ-01", "branch_chair"),
    ("auditor", "严明", "YL-CJ", "auditor"),
    ("neighbour", "邻舟", "YL-LG", "officer"),
    ("neighbour_chair", "路遥", "YL-LG", "chair"),
    ("normal_officer", "成蹊", "YL-SF", "officer"),
    ("normal_chair", "桂芳", "YL-SF", "chair"),
    ("hospital_officer", "安歌", "YL-ZX", "officer"),
    ("hospital_chair", "秦川", "YL-ZX", "chair"),
    ("institute_officer", "禾苗", "YL-NK", "officer"),
    ("institute_chair", "沈耘", "YL-NK", "chair"),
    ("people_officer", "白露", "YL-LJ-SY", "officer"),
    ("people_chair", "顾雨", "YL-LJ-SY", "chair"),
    ("school_officer", "夏芷", "YL-LJ-YZ", "officer"),
    ("school_chair", "雷霜", "YL-LJ-YZ", "chair"),
    ("primary_officer", "明清", "YL-WC-QS-XX", "officer"),
    ("primary_chair", "黎夏", "YL-WC-QS-XX", "chair"),
    ("city_officer", "江帆", "YL-LJ", "officer"),
    ("city_chair", "岳阳", "YL-LJ", "chair"),
)
MEMBER = ("member", "YL-CJ-01")  # an account for the first member of that unit
PASSWORD = "Yunling-2026"  # of every demonstration account; `bin/demo` prints it

SHOWN = (  # the accounts the demonstration suggests, with what each is good for
    ("province", "省级干事：全省汇总、审核补助、发布参数"),
    ("college", "学院工会干事：花名册、参互、慰问、计划、报告"),
    ("college_chair", "学院工会主席：审批、查看汇总"),
    ("branch_chair", "分工会主席：核实本分会会员的申请"),
    ("auditor", "经审委员：只读业务和审计轨迹"),
    ("member", "会员：我的互助、我的申请"),
    ("admin", "系统管理员：账号、组织、参数"),
)
