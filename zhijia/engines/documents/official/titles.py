"""Breaking a title: whole words, and a trapezium or a diamond rather than an hourglass (GB/T 9704-2012 7.3.1)."""

import re
from itertools import pairwise

from zhijia.engines.documents.official.text import one_line, width

MOST = 20  # 2号 characters in 156 mm

# Words of the trade that never stand half on one line and half on the next.
WHOLE = (
    *("教科文卫体", "教育卫生科研", "教职工", "教代会", "职代会", "代表大会", "全体会议", "委员会", "职工", "工会"),
    *("工作要点", "工作报告", "实施方案", "实施办法", "管理办法", "积极分子", "工会工作者", "劳动模范", "五一劳动奖"),
    *("困难职工", "送温暖", "医疗互助", "疗休养", "职工之家", "先进", "优秀", "表彰", "年度", "系统"),
)

# (what stands before the break, what stands after it, how bad the break is); the first that fits counts.
BREAKS = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after), cost)
    for before, after, cost in (
        ("[A-Za-z0-9.]", "[A-Za-z0-9.%‰]", None),
        ("[0-9]", "[年月日号届次周期家人万亿个项%]", None),
        ("[（《“‘〔(—]", "", None),
        ("", "[）》”’〕)，。、；：！？—]", None),
        (" ", "", 0),
        ("", "《", 0),
        ("》", "(?!的)", 1),
        ("[，、；：]", "", 0),
        ("关于|印发|转发|[和与及暨对在为将]", "", 7),
        ("", "的", 6),
        ("的", "", 1),
        ("", "[和与及暨]", 1),
        ("工会|委员会|学院|大学|学校|医院|办公室|中心|省|市|县|年", "", 1),
        ("", "工作|会议|活动|情况|实施|开展|加强|做好|推进|表彰|召开|举办|全面|进一步", 2),
        ("", "", 5),
    )
)


LONGEST = 240  # characters; what is longer is no title and simply fills its lines
REACH = 24  # signs on each side that decide about a break


def break_title(title: str, keep: tuple[str, ...] = (), most: int = MOST) -> tuple[str, ...]:
    """The title on as few lines as hold it. `keep` names what is never torn apart."""
    title = one_line(title)
    if width(title) <= most:
        return (title,) if title else ()
    if len(title) > LONGEST:
        return tuple(title[start : start + most] for start in range(0, len(title), most))
    whole = _inner_places(title, (*keep, *WHOLE))
    costs = {place: _cost(title, place) for place in range(1, len(title)) if place not in whole}
    breaks = {place: cost for place, cost in costs.items() if cost is not None}
    if any(width(title[a:b]) > most for a, b in pairwise([0, *breaks, len(title)])):
        breaks = dict.fromkeys(range(1, len(title)), 5)  # one unbreakable stretch is longer than a line
    return _best(title, breaks, most)


def _best(title: str, breaks: dict[int, int], most: int) -> tuple[str, ...]:
    """The cheapest way, found from the end: bad breaks, uneven lines, and each further line cost."""
    even = width(title) / -(-width(title) // most)
    bounds = [0, *breaks, len(title)]
    ways: dict[int, tuple[float, tuple[str, ...]]] = {len(title): (0, ())}
    for index in range(len(bounds) - 2, -1, -1):
        start, found = bounds[index], []
        for end in bounds[index + 1 :]:
            line = title[start:end]
            if found and width(line) > most:
                break
            after, rest = ways[end]
            cost = after + breaks.get(end, 0) + abs(width(line) - even) * 0.7 + 8 + _hourglass(line, rest)
            found.append((cost, end))
        cost, end = min(found)
        ways[start] = (cost, (title[start:end].strip(), *ways[end][1]))
    return ways[0][1]


def _hourglass(line: str, rest: tuple[str, ...]) -> float:
    waist = len(rest) > 1 and width(rest[0]) < min(width(line), width(rest[1]))
    return 5 if waist else 0


def _cost(title: str, place: int) -> int | None:
    """How bad it is to break the title at this place; None where it must not be broken."""
    before, after = title[max(0, place - REACH) : place], title[place : place + REACH]
    return next(cost for head, tail, cost in BREAKS if head.search(before) and tail.match(after))


def _inner_places(title: str, words: tuple[str, ...]) -> set[int]:
    found = (match for word in words if word for match in re.finditer(re.escape(word), title))
    return {place for match in found for place in range(match.start() + 1, match.end())}
