"""The words of figures, as data: what is counted, how a number is hedged, and what only looks like a number.

Everything here is general usage of official documents; nothing is taken from one of them.
"""


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DIGITS = "〇零一二两三四五六七八九十百千万亿"

# Counting words after Arabic digits.
UNITS = listed("""
    人次 场次 家次 班次 批次 件次 车次 户次 人天 人份 人 名 位 个 项 件 次 场 期 届 批 家 所 户 对 支 队 班 组
    册 本 部 篇 首 幅 份 套 台 辆 间 处 座 栋 张 只 瓶 箱 包 盒 袋 条 枚 块 面 吨 公斤 千克 斤 克 升 毫升 米
    公里 千米 厘米 平方米 平方公里 亩 元 美元 港元 欧元 天 小时 个小时 课时 学时 分钟 个月 个季度 周 岁 分 轮 门
    节 堂 讲 方面 类 种 倍 % ‰ 个百分点 百分点 成 字 例 起 宗 笔 床 票 席 格 款 道 束 床位 车间 班组 集体 单位
""")

# Counting words after Chinese numerals; the rest of the list above is used with them in names and idioms.
CHINESE_UNITS = listed("""
    人次 场次 批次 人 名 位 个 项 件 次 场 家 所 户 支 组 册 本 部 篇 幅 份 套 台 辆 间 处 座 张 只 瓶 箱 枚 吨
    公斤 米 公里 亩 元 天 个小时 小时 课时 学时 个月 轮 门 方面 类 种 倍 成 个百分点
""")

# People counted without a counting word, once the number is hedged: 7000余教职工
PEOPLE = listed("教职工 职工 会员 教师 医生 护士 学生 干部 群众 代表 选手 医务人员 工作者")

SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}
SCALES |= {"亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}

HEDGES_BEFORE = listed("不低于 不少于 不高于 不超过 超过 突破 将近 接近 大约 至少 不足 逾 超 近 约 上")
HEDGES_INSIDE = listed("余 多 来")  # 480余场次, 5万多人次
HEDGES_AFTER = listed("以上 以下 以内 左右 上下 之多")

# 两个维护, 四个意识, 三种精神: a counted abstraction is a formula, not a count of rows.
ABSTRACTIONS = listed("""
    维护 意识 自信 确立 坚持 责任 务必 必须 坚决 立足 过硬 统一 一百年 百年 结合 到位 转变 着力 精神 能力 环节
    层面 服从 牢固 全面 优势 导向 主动 一律 严禁 不得 明确 突出 聚焦 关键 时代 作风 特别 先锋 表率 带头 故事
    清单 重点 落实 同步 延伸 覆盖 一线 满意 文明 现代化 专项 离不开 不动摇 不放松 更加 进一步 有利于 凡是 高水平
    大局 课堂 规定 纪律 方针 要素
""")

# Set phrases in which a number counts nothing.
IDIOMS = listed("""
    三位一体 四位一体 五位一体 三番五次 三天两头 四面八方 五湖四海 千家万户 千方百计 万众一心 一心一意 三心二意
    百花齐放 十全十美 成千上万 千千万万 百年大计 三个代表 五个一工程 两个文明 一次性 一人次 十个指头 两个轮子
""")

# What stands before a number of years that is claimed; other spans of years are only a window of time.
YEARS_CLAIMED = listed("连续 累计 历时 为期 任职满 从教满 工作满 近")
PLANS_OF_YEARS = listed("规划 计划 行动 方案 目标")  # 五年规划

RANKED = listed("居 列 名 入 进 获 跻身 排 位")  # 稳居前五, 名列前三
