"""Pinyin of people's names and of titles, for search by initials and for sorting.

A surname is read as a surname (单 shàn, 仇 qiú, 尉迟 yùchí); every other character has one reading, kept after its
first use, which makes names cheap. Titles (units, programmes) are read by phrase, so 重庆 is chóngqìng.
"""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# surnames that are read otherwise than the character alone
_READINGS = """
单:shan4 仇:qiu2 查:zha1 任:ren2 解:xie4 曾:zeng1 朴:piao2 区:ou1 盖:ge3 华:hua4 纪:ji3 洗:xian3 繁:po2 员:yun4
缪:miao4 乜:nie4 召:shao4 过:guo1 燕:yan1 那:na1 覃:qin2 翟:zhai2 牟:mou4 隗:wei3 葛:ge3 乐:yue4 薄:bo2 卜:bu3
秘:bi4 折:she2 种:chong2 重:chong2 祭:zhai4 於:yu1 干:gan1 句:gou1 要:yao1 占:zhan1 相:xiang4 撒:sa3 能:nai4
黑:he4 粘:nian2 哈:ha3 少:shao4 藏:zang1 冠:guan4 都:du1 宁:ning4 阚:kan4 参:shen1 弹:tan2 令狐:ling2,hu2
尉迟:yu4,chi2 万俟:mo4,qi2 单于:chan2,yu2 澹台:tan2,tai2 诸葛:zhu1,ge3 段干:duan4,gan1 耶律:ye1,lü4
"""
SURNAMES = {pair.split(":")[0]: tuple(pair.split(":")[1].split(",")) for pair in _READINGS.split()}
_PAIRS = """
令狐 尉迟 万俟 单于 澹台 诸葛 段干 耶律 长孙 鲜于 欧阳 司马 上官 东方 皇甫 公孙 慕容 宇文 司徒 司空 夏侯 赫连 轩辕 淳于
申屠 公冶 宗政 濮阳 太叔 仲孙 钟离 闻人 拓跋 独孤 南宫 百里 东郭 呼延 西门 端木 闾丘 第五 公羊 左丘 梁丘 纳兰 完颜
"""
COMPOUND = frozenset(_PAIRS.split())
_HEADS = frozenset(surname[0] for surname in SURNAMES)
_SURNAME_LETTERS = {surname: "".join(part[0] for part in reading) for surname, reading in SURNAMES.items()}


class _Kept(dict):
    """Character → what `read` says of it, asked once."""

    def __init__(self, read):
        super().__init__()
        self.read = read

    def __missing__(self, sign: str) -> str:
        return self.setdefault(sign, self.read(sign))


def _syllable(sign: str) -> str:
    """zhang1 for 张, a for A, nothing for marks and spaces."""
    if sign.isascii() or not sign.isalnum():
        return sign.lower() if sign.isalnum() else ""
    return lazy_pinyin(sign, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True)[0]


_SYLLABLES = _Kept(_syllable)
_LETTERS = _Kept(lambda sign: _SYLLABLES[sign][:1])


def surname_of(name: str) -> str:
    """surname_of("欧阳明远") == "欧阳"; a compound only where a given name is left."""
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]


def initials(name: str) -> str:
    """Of a person's name: initials("张知远") == "zzy", initials("单雄") == "sx", initials("Li Lei") == "lilei"."""
    letters = "".join(map(_LETTERS.__getitem__, name))
    if name[:1] in _HEADS:
        surname = surname_of(name)
        letters = _SURNAME_LETTERS.get(surname, letters[: len(surname)]) + letters[len(surname) :]
    return letters


def sort_key(name: str) -> str:
    """Text by which names sort as in a directory, by sound and tone, then by character: "zhang1 zhi1 yuan3 张知远"."""
    surname = surname_of(name)
    head = SURNAMES.get(surname) or [_SYLLABLES[sign] for sign in surname]
    return " ".join([*head, *[_SYLLABLES[sign] for sign in name[len(surname) :]], name])


@lru_cache(maxsize=65536)
def _title(text: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True, errors=_others))


def _others(run: str) -> list[str]:
    return [sign.lower() for sign in run if sign.isalnum()]


def title_initials(text: str) -> str:
    """Of a unit or any other title, by phrase: title_initials("重庆大学") == "cqdx"."""
    return "".join(syllable[:1] for syllable in _title(text))


def title_sort_key(text: str) -> str:
    return " ".join((*_title(text), text))
