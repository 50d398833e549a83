"""How a report moves, and what its text must hold before it is published. Pure: no database, no clock.

Text carries slots: “参互【数1 参互人数】，补助{{2}}”. The number binds; the words after it only help the eye.
Both forms are read, the first is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zhijia.base.verdict import Reason, Refused, Verdict, need
from zhijia.base.wording import true_of
from zhijia.engines.documents.figures import Figure, figures_in

# --- how it moves ---


class State(StrEnum):
    DRAFT = "draft"
    CONSULTING = "consulting"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    VOID = "void"


STATE_NAMES = {
    State.DRAFT: "草稿",
    State.CONSULTING: "征求意见",
    State.IN_REVIEW: "待审定",
    State.PUBLISHED: "已发布",
    State.VOID: "已废止",
}

STATE_COLOURS = {
    State.DRAFT: "secondary",
    State.CONSULTING: "yellow",
    State.IN_REVIEW: "blue",
    State.PUBLISHED: "green",
    State.VOID: "dark",
}

MOVES = {
    State.DRAFT: {State.CONSULTING, State.IN_REVIEW},
    State.CONSULTING: {State.DRAFT, State.IN_REVIEW},
    State.IN_REVIEW: {State.DRAFT, State.PUBLISHED},
    State.PUBLISHED: {State.VOID},
    State.VOID: set(),
}

OPEN = (State.DRAFT, State.CONSULTING)  # its text may change
FROZEN = (State.PUBLISHED, State.VOID)
SHOWN_BELOW = (State.CONSULTING, State.PUBLISHED)  # also read by those who stand below its unit


def may_move(state: str, to: str) -> Verdict:
    return need(to in MOVES[State(state)], "报告现在是“%(state)s”，不能办理这一步", state=STATE_NAMES[State(state)])


def may_write(state: str) -> Verdict:
    """Published text stands; what turned out differently goes into a revision."""
    return need(state not in FROZEN, "报告已发布，文字和数字都已冻结，不能再改；需要更正请点“修订”另出一版") & need(
        state != State.IN_REVIEW, "报告正在审定，不能修改；需要修改请先撤回"
    )


# --- kinds of section ---


class Part(StrEnum):
    OPENING = "opening"
    REVIEW = "review"
    LESSONS = "lessons"
    PROBLEMS = "problems"
    NEXT = "next"
    THANKS = "thanks"
    FREE = "free"


PART_NAMES = {
    Part.OPENING: "开头",
    Part.REVIEW: "工作回顾",
    Part.LESSONS: "体会",
    Part.PROBLEMS: "存在问题",
    Part.NEXT: "下一步工作",
    Part.THANKS: "感谢和结尾",
    Part.FREE: "其他",
}

CLAIMS = (Part.REVIEW, Part.LESSONS, Part.PROBLEMS, Part.FREE)  # what is said to have happened; 下一步 only promises

# --- slots in the text ---

TOKEN = re.compile(r"(?:[{｛]{2}|【数)\s*(\d{1,3})(?!\d)[^{}｛｝【】\n]*(?:[}｝]{2}|】)")
SENTENCE = re.compile(r"[^。；！？\n]+")
BROKEN = re.compile(r"[{｛]{2}[^{}｛｝\n]{0,20}[}｝]{0,2}|[}｝]{2}|【数\s*\d[^【】\n]{0,20}】?")


def pieces(text: str) -> Iterator[str | int]:
    """Stretches of words and the numbers of slots, in order."""
    at = 0
    for found in TOKEN.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield int(found[1])
        at = found.end()
    if at < len(text):
        yield text[at:]


def slots(text: str) -> list[int]:
    return [piece for piece in pieces(text) if isinstance(piece, int)]


def token(number: int, name: str = "") -> str:
    """【数3 参互人数】: the name is cleared of what would end the token."""
    said = re.sub(r"[{}｛｝【】\s]+", "", name)[:20]
    return f"【数{number} {said}】" if said else f"【数{number}】"


def relabelled(text: str, names: Mapping[int, str]) -> str:
    """The same text, every slot carrying the present name of its figure."""
    return "".join(token(p, names.get(p, "")) if isinstance(p, int) else p for p in pieces(text))


def spoken(text: str, words: Mapping[int, str]) -> str:
    """The text as it is read out."""
    return "".join(words.get(p, token(p)) if isinstance(p, int) else p for p in pieces(text))


def outside(text: str) -> str:
    """The text with its slots blanked at full length: what somebody typed by hand."""
    return TOKEN.sub(lambda found: "\x00" * len(found[0]), text)


def hand_typed(text: str) -> list[Figure]:
    return figures_in(outside(text))


def sentence_at(text: str, at: int) -> str:
    """The sentence in which this place of the text lies, slots still in it."""
    found = next((part for part in SENTENCE.finditer(text) if part.start() <= at < part.end()), None)
    return found[0].strip() if found else text.strip()


def sentence_of(text: str, number: int) -> str:
    """The first sentence that says this slot."""
    found = next((found for found in TOKEN.finditer(text) if int(found[1]) == number), None)
    return sentence_at(text, found.start()) if found else text.strip()


# --- what stands against publishing ---


class Bound(NamedTuple):
    """A bound number as the text shows it."""

    words: str
    value: Decimal | int | None  # in the counting unit: yuan, not fen
    unit: str
    shows_unit: bool = True
    fault: str = ""  # why it has no value


@dataclass(frozen=True)
class Passage:
    place: int  # 1 for the first paragraph of the report
    part: str
    text: str
    source: str = ""  # who says so, for numbers typed by hand


class Finding(NamedTuple):
    place: int
    reason: Reason
    blocks: bool

    def say(self, translate=str) -> str:
        return self.reason.say(translate)


CLAUSE_ENDS = "，、：；。（）()\x00\n"
SAME_UNITS = [{"人", "名", "位"}, {"场次", "场"}, {"家", "所"}, {"件", "项"}]
# Words after which a number counts something else than the bound one beside it: a part, a change, an average.
APART = re.compile(
    "其中|包括|内含|另|还有|同比|环比|比上|比去|比前|较上|较去|较前|增加|增长|新增|减少|下降|上升|提高|平均|人均|分别|"
    "每[人场次户家名]"
)


def alike(one: str, other: str) -> bool:
    return one == other or any(one in units and other in units for units in SAME_UNITS)


def agrees(figure: Figure, bound: Bound) -> bool | None:
    """Whether a typed number is true of a bound one; None where the two cannot be compared."""
    if bound.value is None or not figure.unit or not alike(figure.unit, bound.unit):
        return None
    try:
        return true_of(figure.text, bound.value)
    except Refused:
        return None


def apart(text: str, figure: Figure) -> bool:
    """“其中女职工180人”, “比上年增加20人”: another quantity, and the text says so."""
    before = text[: figure.start]
    start = max(before.rfind(sign) for sign in CLAUSE_ENDS) + 1
    return bool(APART.search(text[start : figure.start]))


def findings(passages: Iterable[Passage], bound: Mapping[int, Bound]) -> list[Finding]:
    """Everything to be mended (blocks) and everything worth a second look, in the order of the text."""
    return [finding for passage in passages for finding in _of_passage(passage, bound)]


def _of_passage(passage: Passage, bound) -> Iterator[Finding]:
    yield from _of_slots(passage, bound)
    if passage.part in CLAIMS:
        yield from _of_numbers(passage, bound)
    if not passage.text.strip():
        yield _advice(passage, need(False, "第%(place)s段还是空的，发布时不印"))
    elif passage.part == Part.REVIEW and not _has_evidence(passage) and not hand_typed(passage.text):
        yield _advice(passage, need(False, "第%(place)s段是工作回顾，但没有取数，也没有写来源"))
    if "……" in passage.text:
        yield _advice(passage, need(False, "第%(place)s段还有没写完的“……”"))


def _has_evidence(passage: Passage) -> bool:
    return bool(slots(passage.text) or passage.source.strip())


def _of_slots(passage: Passage, bound) -> Iterator[Finding]:
    for broken in BROKEN.findall(TOKEN.sub("", passage.text)):
        yield _fault(passage, need(False, "第%(place)s段有看不懂的取数记号“%(text)s”", text=broken))
    for number in dict.fromkeys(slots(passage.text)):
        if number not in bound:
            yield _fault(passage, need(False, "第%(place)s段的【数%(number)s】还没有对应的取数", number=number))
        elif bound[number].fault:
            yield _fault(passage, need(False, "第%(place)s段：%(why)s", why=bound[number].fault))
        elif bound[number].value == 0:
            said = "第%(place)s段的【数%(number)s】是0，请核对期间和筛选"
            yield _advice(passage, need(False, said, number=number))
    for unit, words in _said_twice(passage.text, bound):
        yield _fault(passage, need(False, "第%(place)s段“%(words)s”后面重复写了“%(unit)s”", words=words, unit=unit))


def _said_twice(text: str, bound) -> Iterator[tuple[str, str]]:
    """400人人: the slot says its counting unit and the text says it again."""
    parts = list(pieces(text))
    for piece, after in zip(parts, parts[1:], strict=False):
        said = bound.get(piece) if isinstance(piece, int) else None
        if said and said.unit and said.words.endswith(said.unit) and str(after).lstrip().startswith(said.unit):
            yield said.unit, said.words


def _of_numbers(passage: Passage, bound) -> Iterator[Finding]:
    typed = outside(passage.text)
    figures = figures_in(typed)
    for sentence in SENTENCE.finditer(typed):
        start, end = sentence.span()
        beside = [bound[n] for n in slots(passage.text[start:end]) if n in bound]
        for figure in figures:
            if start <= figure.start < end:
                yield from _of_number(passage, typed, figure, beside)


def _of_number(passage, typed, figure, beside) -> Iterator[Finding]:
    answers = [] if apart(typed, figure) else [(agrees(figure, said), said) for said in beside]
    if any(answer for answer, _said in answers):
        return
    wrong = next((said for answer, said in answers if answer is False), None)
    said = figure.text
    if wrong:
        sentence = "第%(place)s段手写的%(typed)s与取数%(bound)s不一致"
        yield _fault(passage, need(False, sentence, typed=said, bound=wrong.words))
    elif not passage.source.strip():
        yield _fault(
            passage, need(False, "第%(place)s段手写的%(typed)s没有写来源，请改成取数或注明由谁提供", typed=said)
        )


def _fault(passage, verdict) -> Finding:
    return Finding(passage.place, _at(passage, verdict), True)


def _advice(passage, verdict) -> Finding:
    return Finding(passage.place, _at(passage, verdict), False)


def _at(passage, verdict) -> Reason:
    reason = verdict.reasons[0]
    return reason._replace(values={**reason.values, "place": passage.place})


def may_publish(found: Iterable[Finding], *, paragraphs: int) -> Verdict:
    """Every number is bound or has a source, and no typed number contradicts a bound one."""
    blocking = tuple(finding.reason for finding in found if finding.blocks)
    return need(paragraphs, "报告还没有正文，请先写内容") & Verdict(blocking)
