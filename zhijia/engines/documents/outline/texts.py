"""What a heading's stretch of text divides into: number, title, text, measures."""

import re

SENTENCE = 80  # a first sentence up to this long is the title; a longer one gives its first clause
CLAUSE = (6, 60)
OPEN, CLOSE = "“《（(〔‘", "”》）)〕’"
TITLELESS = {"lessons", "problems", "thanks", "remark", "closing"}
LISTED = {"problem", "lesson", "task"}
STOPS = "。！？!?"


def ends_of(text: str, signs: str) -> list[int]:
    """Offsets just after each of the signs that stands outside quotation marks, titles and brackets."""
    depth, found = 0, []
    for at, sign in enumerate(text):
        if sign in OPEN:
            depth += 1
        elif sign in CLOSE:
            depth = max(0, depth - 1)
        elif sign in signs and depth == 0:
            found.append(at + 1)
    return found


def sentences(text: str, signs: str = STOPS + "；;\n") -> list[str]:
    """The sentences of a text, each with its closing sign; nothing is left out but blanks."""
    cuts = [0, *ends_of(text, signs), len(text)]
    return [part for a, b in zip(cuts, cuts[1:], strict=False) if (part := text[a:b].strip())]


def title_length(first: str, kind: str) -> int:
    """How much of a heading's first paragraph is its title."""
    if kind in TITLELESS:
        return 0
    if kind == "aim":
        return next(iter(ends_of(first, "：:")), len(first))
    stop = next(iter(ends_of(first, STOPS + ("；" if kind in LISTED else ""))), len(first))
    if stop <= SENTENCE:
        return stop
    clauses = [at for at in ends_of(first[:stop], "，：,") if CLAUSE[0] <= at <= CLAUSE[1]]
    return clauses[0] if clauses else stop


def split(words: str, kind: str) -> tuple[str, str]:
    """Title and rest of what follows the number."""
    first = words.split("\n", 1)[0]
    at = title_length(first, kind)
    return words[:at].strip(), words[at:].strip()


# --- measures --------------------------------------------------------------------------------------------------------

FORWARD = re.compile(
    r"今后|下一步|下一阶段|下阶段|下年度|明年|重点工作|工作思路|工作打算|工作安排|工作部署|主要任务|工作任务"
)
OPENING = re.compile(r"^(?:今后|下一步|下一阶段|下阶段|明年|新的一年)")
BACKWARD = re.compile(r"回顾|总结|完成情况|迈上了|取得|成效")
GUIDING = re.compile(r"指导思想|总体要求|总体思路|工作目标|总体目标|基本原则|组织领导|工作要求|有关要求|保障措施")
LINE_SHARE = 0.3  # of the items that have no items below them
LINE_LENGTH = 160
