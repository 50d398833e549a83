"""Invented persons: names, birthdays, identity numbers of a district that does not exist."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.base.identity import synthetic_id

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "安柏帆楚川春晨澄丹冬朵恩帆芳菲枫歌光桂海涵禾荷鸿桦慧佳嘉建江杰金锦静娟君凯康可兰岚乐磊黎立丽莉良琳凌露路鹭洛满茂梅"
    "敏明铭慕楠宁盼鹏平萍琪棋启千琴青晴秋然仁蓉如瑞若珊尚诗书舒曙爽思松素棠涛天恬亭彤婉望微薇伟文汐溪曦夏贤祥晓心欣新星雪雅"
    "言妍岩雁阳遥叶怡亦艺盈颖映勇悠友雨玉钰源远月悦云耘韵泽展昭真正之芷志致舟竹卓子梓"
)
ETHNICITIES = ("汉族",) * 14 + ("彝族", "白族", "傣族", "纳西族", "回族", "哈尼族")
EDUCATIONS = ("本科", "本科", "硕士", "硕士", "博士", "大专", "中专", "高中")
EARLIEST, LATEST = date(1966, 1, 1), date(2003, 12, 31)


@dataclass(frozen=True)
class Someone:
    name: str
    id_number: str
    phone: str
    ethnicity: str
    education: str
    joined_on: date


class Crowd:
    """People one after the other; the same seed gives the same people."""

    def __init__(self, rng, year):
        self.rng, self.year, self.serial = rng, year, 0
        self.born_so_far = Counter()

    def name(self) -> str:
        given = "".join(self.rng.choice(GIVEN) for _ in range(self.rng.choice((1, 2, 2, 2))))
        return self.rng.choice(SURNAMES) + given

    def born(self) -> date:
        return EARLIEST + timedelta(days=self.rng.randrange((LATEST - EARLIEST).days))

    def number(self, born) -> str:
        """The next free one of that birthday: even for women, eleven of twenty, odd for men."""
        woman = self.serial * 7 % 20 < 11
        self.born_so_far[born, woman] += 1
        return synthetic_id(born, 2 * self.born_so_far[born, woman] - (not woman))

    def one(self) -> Someone:
        self.serial += 1
        born = self.born()
        joined = max(date(born.year + 22, 9, 1), date(2008, 9, 1))
        return Someone(
            name=self.name(),
            id_number=self.number(born),
            phone=f"199{self.serial:08d}",
            ethnicity=self.rng.choice(ETHNICITIES),
            education=self.rng.choice(EDUCATIONS),
            joined_on=min(joined, date(self.year - 2, 9, 1)),
        )
