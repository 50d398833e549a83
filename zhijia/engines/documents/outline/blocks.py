"""Paragraphs a report always has, told by wording: general aims, lessons, problems, thanks, close (catalogue 5.2).

They print no number, so a table of phrases finds them. Each stands right below its chapter and closes what was open.
"""

import re
from collections.abc import Iterator

from zhijia.engines.documents.outline.cuts import Cut, Text

BLOCK_RANK = 100

AIM = re.compile(
    r"(?:(?<=[。！？；])|^)[^。！？；：]{0,60}?"
    r"(?:总体要求|总体思路|指导思想|主要任务|总体目标|主要目标|工作目标|目标任务|基本原则)(?:是|为)?[：:]"
)
LESSONS = re.compile(r"(?:体会|启示|感悟)[^。；：]{0,12}[：:]")
PROBLEMS = re.compile(r"(?:看到|认识到|意识到|看清)[^。]{0,60}?(?:不足|差距|问题|短板|困难)")
THANKS = re.compile(r"表示(?:最?(?:衷心|诚挚|崇高|由衷)的)?(?:感谢|谢意)")
CLOSING = re.compile(
    r"^(?:(?:各位|尊敬的)[^，。、]{0,8}[，、])*(?:同志们|各位代表|各位委员|老师们|朋友们)[，！]|^最后，"
)
LEAD = re.compile(r"(?:主要是|主要表现在|主要表现为|主要有|集中表现在|主要体现在|表现在)[：:，]?|[：:]")
LACK = re.compile(
    r"不够|不足|不强|不高|不大|不多|不深|不实|不适应|不平衡|不完善|不到位|不规范|存在|薄弱|滞后|有待|亟需|亟待|欠缺|缺乏|短板|差距|还没有|还需"
)


def blocks_in(text: Text, first: int, last: int, cuts: list[Cut]) -> list[Cut]:
    """The special paragraphs among those that no heading opens; inline rows 一是 二是 inside become their children."""
    found: list[Cut] = []
    opened = {cut.paragraph for cut in cuts if cut.opens}
    headings = [cut.paragraph for cut in cuts if cut.opens]
    for at in range(first, last):
        if at in opened or text.paragraphs[at].cells or not headings or at < headings[0]:
            continue
        inside = [cut for cut in cuts if cut.paragraph == at]
        found += _block(text, at, inside, is_last=at > headings[-1])
    return found


def _block(text: Text, at: int, inside: list[Cut], is_last: bool) -> list[Cut]:
    line, start = text.line(at), text.starts[at]
    if is_last and CLOSING.search(line):
        return [_cut(start, at, "closing", rank=0)]
    if LESSONS.search(line):
        lead = LESSONS.search(line).end()
        return _listed(start, at, line, "lessons", "lesson", 0, lead, inside)
    if PROBLEMS.search(line):
        return _problems(start, at, line, inside)
    if THANKS.search(line):
        return [_cut(start, at, "thanks")]
    return [cut for aim in AIM.finditer(line) for cut in _aim(start, at, line, aim)]


def _cut(start: int, at: int, kind: str, rank: float = BLOCK_RANK, **more) -> Cut:
    return Cut(start, start, at, rank=rank, kind=kind, leaf=True, **more)


def _aim(start: int, at: int, line: str, aim: re.Match) -> list[Cut]:
    stop = next((later.start() for later in AIM.finditer(line, aim.end())), len(line))
    children = _parallel(line, aim.end(), stop)
    block = _cut(start + aim.start(), at, "aim", opens=aim.start() == 0)
    return [block, *(_cut(start + place, at, "task", child=True, opens=False) for place in children)]


def _listed(start, at, line, kind, child, begin, lead, inside: list[Cut]) -> list[Cut]:
    """A block whose children are a row 一是 二是 already found, or clauses that all open with the same words."""
    block = _cut(start + begin, at, kind)
    if inside:
        return [block, *_adopt(inside, child), *_tail(start, at, line, inside[-1].start - start)]
    places = _parallel(line, lead, len(line))
    children = [_cut(start + place, at, child, child=True, opens=False) for place in places]
    return [block, *children, *(_tail(start, at, line, places[-1]) if places else [])]


def _problems(start: int, at: int, line: str, inside: list[Cut]) -> list[Cut]:
    if inside:
        return _listed(start, at, line, "problems", "problem", 0, 0, inside)
    said = PROBLEMS.search(line)
    lead = LEAD.search(line, said.end())
    if not lead:
        return [_cut(start, at, "problems")]
    stop = line.find("。", lead.end())
    stop = len(line) if stop < 0 else stop
    children = [
        _cut(start + place, at, "problem", child=True, opens=False, group=group)
        for place, group in _lacking(line, lead.end(), stop)
    ]
    return [_cut(start, at, "problems"), *children, *(_tail(start, at, line, lead.end()) if children else [])]


def _adopt(inside: list[Cut], kind: str) -> Iterator[Cut]:
    """Children found by their number belong to the block now (they are changed in place, not found twice)."""
    for cut in inside:
        cut.kind, cut.leaf, cut.child, cut.rank = kind, True, True, BLOCK_RANK
    return iter(())


def _tail(start: int, at: int, line: str, after: int) -> list[Cut]:
    """What the paragraph says after its last child: 针对这些问题，…"""
    stop = line.find("。", after)
    rest = stop + 1
    return [_cut(start + rest, at, "remark", opens=False)] if 0 < rest < len(line) else []


def _parallel(line: str, begin: int, stop: int) -> list[int]:
    """Where clauses parted by ； begin, if there are three or more and all open with the same two characters."""
    places, at = [], begin
    for part in re.split(r"(?<=[；。])", line[begin:stop]):
        if part.strip():
            places.append(at)
        at += len(part)
    opening = line[begin : begin + 2]
    same = [place for place in places if line[place : place + 2] == opening]
    return same if len(same) >= 3 and same == places[: len(same)] else []


def _lacking(line: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Each clause that names a lack, with the number of the ；-group it stands in."""
    found, at = [], begin
    for group, pair in enumerate(re.split(r"(?<=；)", line[begin:stop]), start=1):
        for order, clause in enumerate(re.split(r"(?<=，)", pair)):
            if order == 0 or LACK.search(clause):
                found.append((at, group))
            at += len(clause)
    return found if any(LACK.search(line[place:stop]) for place, _ in found) else []
