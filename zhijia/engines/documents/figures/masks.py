"""What only looks like a quantity, as patterns: dates, document numbers, ordinals, slogans, titles, headings.

A stretch that one of them covers is not searched for figures.
"""

import re

from zhijia.engines.documents.figures.words import ABSTRACTIONS, CHINESE_UNITS, IDIOMS, PLANS_OF_YEARS, YEARS_CLAIMED
from zhijia.engines.documents.markers import marker_at

CN = "[〇零一二两三四五六七八九十百]"
NUM = rf"(?:\d{{1,9}}|{CN}{{1,9}})"
DAY = r"\d{1,2}\s*[日号](?!\s*(?:文件|令|楼|线))"
FEW = "[一二两三四五六七八九双]"
COUNTED = "万亿千百十金银铜" + "".join(unit for unit in CHINESE_UNITS if len(unit) == 1)
FORMULA = "|".join(sorted(ABSTRACTIONS, key=len, reverse=True))
CLAIMED = "".join(f"(?<!{word})" for word in YEARS_CLAIMED)
PLANNED = "|".join(PLANS_OF_YEARS)

MASKS: tuple[tuple[str, str], ...] = (
    (
        "mail or address",
        r"(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?:https?://|www\.)[!-~]+",
    ),
    ("telephone", r"(?<![\d.])(?:0\d{2,3}[-—－ ]?\d{7,8}|1[3-9]\d{9}|\d{3,4}[-—－]\d{7,8})(?!\d)"),
    ("identity or account", r"(?<![\d.])\d{12,}[xX]?(?![\d.万亿])"),
    ("document number", r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*第?\s*\d{1,6}\s*号|第\s*\d{1,6}\s*号"),
    ("title", r"《[^《》]{0,120}(?:《[^《》]*》[^《》]{0,60})?》|〈[^〈〉]{0,80}〉"),
    ("name or slogan", r"“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|\"[^\"\n]{1,40}\"|「[^「」\n]{1,40}」"),
    ("year", r"(?:19|20)\d{2}\s*[-—－–~～至到]\s*(?:(?:19|20)\d{2}|\d{2})\s*(?:学)?年度?"),
    ("date", rf"(?:19|20)\d{{2}}\s*年?\s*\d{{1,2}}\s*月(?:\s*{DAY})?(?:\s*[-—－至到]\s*(?:\d{{1,2}}\s*月)?\s*{DAY})?"),
    ("date", rf"(?<!\d)\d{{1,2}}\s*月\s*{DAY}(?:\s*[-—－至到]\s*(?:\d{{1,2}}\s*月\s*)?{DAY})?"),
    ("month", r"(?<![\d个])\d{1,2}\s*月(?:份|底|初|中旬|上旬|下旬|，|至)"),
    ("date", r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}"),
    ("date", rf"{CN}{{1,3}}月{CN}{{1,3}}日|[二一][〇零○九]{CN}{{2}}年?"),
    ("year", r"(?<![\d.])(?:19|20)\d{2}\s*(?:年度?|学年|级|届)"),
    ("year", r"(?<![\d.])(?:19|20)\d{2}(?=远景|战略|年)"),
    ("time", r"\d{1,2}[:：]\d{2}(?::\d{2})?|(?:[上下]午|晚上|凌晨)\s*\d{1,2}\s*[时点]"),
    ("ordinal", rf"第\s*{NUM}(?!\d|{CN}|\s*名)\s*[届期次套个章条卷批轮号季部款项节编类组位轮站场课讲页把条]?"),
    ("session", rf"{CN}{{1,3}}届(?:{CN}{{1,2}}[次中]|全国|省)?"),
    ("session", rf"{CN}{{1,3}}次(?:党代会|工代会|职代会|教代会|全会|全委会|代表大会|会议精神)"),
    ("congress", rf"{CN}{{1,3}}大(?!{CN})|{CN}{{1,3}}中全会"),
    ("plan period", r"十[一二三四五六七]五"),
    ("anniversary", rf"{NUM}\s*(?:多|余)?\s*周年|建党\s*{NUM}\s*年|百年"),
    ("planned years", rf"(?<=个){CN}年(?:{PLANNED})"),
    ("window", rf"(?:今后|未来|过去的?|这|前|后|往后|之后)\s*{NUM}\s*年"),
    ("window", rf"{CLAIMED}{NUM}\s*多?年(?:以来|来|前|间|后|内|的(?:工作|实践|努力|奋斗))"),
    ("version", r"[vV]?\d\.0(?!\d)(?=\s*(?:时代|版|系统|平台|模式|阶段)?)"),
    ("sum of names", r"\d\s*[+＋]\s*\d|\d\s*[+＋]\s*[NnXx]"),
    ("formula", rf"{NUM}\s*[个种项大条]\s*(?:{FORMULA})"),
    ("formula", rf"(?<![万亿]){FEW}(?![{COUNTED}])[\u4e00-\u9fff]{FEW}[\u4e00-\u9fff]"),
    ("idiom", "|".join(IDIOMS)),
    ("level", rf"{CN}[级等甲线星](?!以上)"),
    ("indefinite", r"[十百千万几数]几[个名项次]?|[数几][十百千万]+"),
)

_MASK = re.compile("|".join(f"(?:{pattern})" for _, pattern in MASKS))


def masked(text: str) -> str:
    """The text with everything that is no quantity blanked out, at its full length."""
    lines = [_without_heading(line) for line in text.split("\n")]
    return _MASK.sub(lambda found: "\x00" * len(found[0]), "\n".join(lines))


def _without_heading(line: str) -> str:
    lead = len(line) - len(line.lstrip())
    found = marker_at(line, lead)
    return "\x00" * found[1].end() + line[found[1].end() :] if found else line
