"""Lines that stand alone in an official document (公文): number, date, title, attachment mark, greeting … as data."""

import re

YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
DATE = rf"{YEAR}\s*年\s*[\d一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十]{{1,3}}\s*日"

# The noun a title ends in, and the kind of document it makes. Longer words first.
KINDS = (
    ("工作要点", "工作要点"),
    ("工作计划", "工作计划"),
    ("工作方案", "工作方案"),
    ("实施方案", "工作方案"),
    ("活动方案", "工作方案"),
    ("行动计划", "工作计划"),
    ("工作报告", "工作报告"),
    ("工作总结", "工作总结"),
    ("实施意见", "意见"),
    ("管理办法", "办法"),
    ("实施办法", "办法"),
    ("实施细则", "细则"),
    ("工作安排", "工作计划"),
    ("工作思路", "工作计划"),
    ("讲话", "讲话"),
    ("致辞", "讲话"),
    ("发言", "讲话"),
    ("报告", "工作报告"),
    ("要点", "工作要点"),
    ("计划", "工作计划"),
    ("规划", "规划"),
    ("方案", "工作方案"),
    ("总结", "工作总结"),
    ("通知", "通知"),
    ("通报", "通报"),
    ("通告", "通告"),
    ("公告", "公告"),
    ("公报", "公报"),
    ("决定", "决定"),
    ("决议", "决议"),
    ("意见", "意见"),
    ("请示", "请示"),
    ("批复", "批复"),
    ("纪要", "纪要"),
    ("办法", "办法"),
    ("规定", "规定"),
    ("条例", "条例"),
    ("细则", "细则"),
    ("制度", "制度"),
    ("倡议书", "倡议书"),
    ("函", "函"),
)
PLANS = {"工作要点", "工作计划", "工作方案", "规划"}
REPORTS = {"工作报告", "工作总结", "讲话"}
COVERS = {"通知", "通报", "函", "决定", "批复"}  # what carries another document behind it

_NOUNS = "|".join(noun for noun, _ in KINDS)
_TAIL = r"(?:\s*[（(][^（）()]{1,12}[）)])?"  # （试行）（2026—2030年）

PATTERNS = {
    "number": re.compile(r"^[\u4e00-\u9fff]{2,16}\s*[〔\[［【(（]\s*\d{4}\s*[〕\]］】)）]\s*第?\s*\d{1,5}\s*号$"),
    "date": re.compile(rf"^{DATE}$"),
    "spoken": re.compile(rf"^[（(]\s*{DATE}[^）)]{{0,12}}[）)]$"),
    "printed": re.compile(rf"^.{{0,40}}{DATE}\s*印\s*发$"),
    "copies": re.compile(r"^抄\s*[送报]\s*[：:]"),
    "attachment": re.compile(r"^附\s*件\s*\d*\s*[：:]?\s*\d*$"),
    "attachment_note": re.compile(r"^附\s*件\s*\d*\s*[：:]\s*\S"),
    "subtitle": re.compile(r"^(?:——|—|--)\s*[^\s。；！？][^。；！？]{2,80}$"),
    "mark": re.compile(r"^[\u4e00-\u9fff（）()\s]{4,40}文\s*件$"),
    "title": re.compile(rf"(?:{_NOUNS}){_TAIL}$"),
    "greeting": re.compile(
        r"^(?:尊敬的)?[^。；！？]{0,40}?(?:同志们|同志|代表|委员|主席|老师们|老师|同事们|来宾|朋友们|各位|领导)(?:，|、|\s)*"
        r"(?:大家[早上下中午晚]*好)?\s*[：:！!]$"
    ),
    "addressees": re.compile(r"^(?!附)[^。；！？：:]{2,200}[：:]$"),
    "author": re.compile(
        r"^(?:[\u4e00-\u9fff（）、·]{4,40}[\s\u3000]+)?[\u4e00-\u9fff·]{1,6}(?:[\s\u3000]+[\u4e00-\u9fff]{1,3})?$"
    ),
    "issuer": re.compile(
        r"^[\u4e00-\u9fff（）()\s]{2,40}(?:工会|委员会|总工会|联合会|办公室|学院|大学|学校|医院|研究院|研究所|中心|厅|局|委|部)$"
    ),
}

TERMINAL = "。！？：；”》`)）…!?:;"
CLOSED = "。！？；!?;"  # a full stop of some kind: never joined to what follows


def kind_of_title(title: str) -> str:
    """工作要点, 通知 …: by the last noun of the title; empty when it names none."""
    plain = re.sub(rf"{_TAIL}$", "", re.sub(r"\s", "", title))
    return next((kind for noun, kind in KINDS if plain.endswith(noun)), "")


def looks(role: str, text: str) -> bool:
    return bool(PATTERNS[role].search(text))


def stands_alone(text: str) -> bool:
    """Complete in itself: the next line is never its continuation."""
    return any(looks(role, text) for role in ("number", "date", "spoken", "printed", "attachment", "mark", "title"))


def ended(text: str) -> bool:
    return text[-1:] in TERMINAL
