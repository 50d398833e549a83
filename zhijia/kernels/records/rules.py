"""What one record says, its fingerprint, and what may be recorded or reversed. Pure: no database, no clock."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quote
from typing import NamedTuple

from zhijia.base.verdict import Verdict, need

TAGS = ("fund", "occasion", "level", "group", "result")
WIDTHS = {"kind": 60, "fund": 40, "occasion": 40, "level": 40, "group": 40, "result": 40}
SOURCE = 60
WORDS = {
    "kind": "类别", "day": "日期", "unit_id": "单位", "person_id": "服务对象", "times": "人次", "amount_fen": "金额",
    "fund": "资金来源", "occasion": "事由", "level": "级别", "group": "人群", "result": "结果",
}  # fmt: skip


class Fact(NamedTuple):
    """The content of a record, in the order of its fingerprint."""

    source: str
    kind: str
    day: date
    unit_id: int
    unit_path: str
    person_id: int | None = None
    times: int = 1
    amount_fen: int = 0
    fund: str = ""
    occasion: str = ""
    level: str = ""
    group: str = ""
    result: str = ""
    net: int = 1
    reverses_id: str | None = None
    note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return self[1], *self[8:13]

    @property
    def digest(self) -> str:
        """SHA-256 over the content as a JSON list: every field has its place, so no two contents read the same.

        Written out by hand, three times as fast as json.dumps and letter for letter the same.
        """
        source, kind, day, unit, path, person, times, fen, fund, occasion, level, group, result, net, reverses, note = (
            self
        )
        text = (
            f'[{quote(source)},{quote(kind)},"{day}",{unit},{quote(path)},{"null" if person is None else person},'
            f"{times},{fen},{quote(fund)},{quote(occasion)},{quote(level)},{quote(group)},{quote(result)},"
            f"{net},{'null' if reverses is None else quote(reverses)},{quote(note)}]"
        )
        return sha256(text.encode()).hexdigest()


CONTENT = Fact._fields
SAID = tuple(name for name in CONTENT if name != "unit_path")  # what the caller said; the place followed from it


def may_record(fact: Fact, known):
    """A record names a declared kind, counts at least once, and its codes fit their columns."""
    return may_count(fact) & may_code(fact, known)


def may_count(fact: Fact):
    return (
        need(0 < len(fact.source) <= SOURCE, "台账的来源编号应为 1 至 60 个字符", field="source")
        and need("#reversal" not in fact.source, "来源编号不能带冲销标记", field="source")
        and need(fact.times >= 1, "人次应为不小于 1 的整数；更正请用“冲销”", field="times")
    )


def may_code(fact: Fact, known):
    long = next((name for name, width in WIDTHS.items() if len(getattr(fact, name)) > width), None)
    return need(fact.kind in known, "没有登记“%(kind)s”这类台账", field="kind", kind=fact.kind) & need(
        long is None, "“%(value)s”太长，放不进台账", field=long or "", value=long and getattr(fact, long)
    )


def checker(known) -> Callable[[Fact], Verdict]:
    """may_record for many facts: the codes, of which there are few, are looked at once each."""
    seen: dict[tuple, Verdict] = {}

    def check(fact: Fact) -> Verdict:
        codes = fact.codes
        coded = seen.get(codes)
        if coded is None:
            coded = seen[codes] = may_code(fact, known)
        return may_count(fact) and coded

    return check


def may_stand(first: Fact, second: Fact):
    """Two facts of one source are the same fact, or one of them is wrong."""
    other = next((name for name in SAID if getattr(first, name) != getattr(second, name)), None)
    return need(
        other is None,
        "“%(source)s”已登记过台账，但%(what)s不同；请先冲销原台账",
        source=first.source,
        what=WORDS.get(other, other),
    )


def may_reverse(*, net: int, taken: bool, reason: str):
    return (
        need(net == 1, "这是一条冲销记录，不能再冲销；请登记新的台账")
        & need(not taken, "这条台账已经冲销过")
        & need(reason.strip(), "请填写冲销原因", field="reason")
        & need(len(reason) <= 200, "冲销原因请不超过200字", field="reason")
    )


def reversal_of(fact: Fact, *, source: str, reason: str) -> Fact:
    """The same fact with the sign turned, on the same day and place: every sum it was in nets out."""
    return fact._replace(
        source=source,
        times=-fact.times,
        amount_fen=-fact.amount_fen,
        net=-1,
        reverses_id=fact.source,
        note=reason.strip(),
    )
