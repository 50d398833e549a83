"""How many seats: bands by number of members, as policy enters them (选举工作条例, 会员代表大会条例; domain 1.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MUST_HAVE_COMMITTEE = 25  # members; 工会法 第十一条
MUST_HAVE_WOMEN = 10  # women members; 工会女职工委员会工作条例


@dataclass(frozen=True)
class Range:
    least: int
    most: int
    odd: bool = False
    clause: str = ""

    def holds(self, number: int) -> bool:
        return self.least <= number <= self.most and (not self.odd or number % 2 == 1)

    def say(self) -> str:
        span = f"{self.least}人" if self.least == self.most else f"{self.least}至{self.most}人"
        return f"{span}（单数）" if self.odd else span


@dataclass(frozen=True)
class Band:
    """For up to so many members (None: no end)."""

    upto: int | None
    range: Range


def bands_of(rows: Iterable[Mapping], clause: str = "") -> list[Band]:
    """The rows of a policy table: upto, least, most, odd (是)."""
    bands = [Band(row.get("upto"), Range(row["least"], row["most"], row.get("odd") == "是", clause)) for row in rows]
    return sorted(bands, key=lambda band: (band.upto is None, band.upto or 0))


def range_for(members: int, bands: Iterable[Band]) -> Range | None:
    """The range of the first band that holds so many members; None where the table begins or ends elsewhere."""
    return next((band.range for band in bands if band.upto is None or members <= band.upto), None)


def committee_size(members: int, bands: Iterable[Band]) -> Range | None:
    return range_for(members, bands)


def delegate_number(members: int, bands: Iterable[Band]) -> Range | None:
    return range_for(members, bands)


def needs_committee(members: int, least: int = MUST_HAVE_COMMITTEE) -> bool:
    return members >= least


def needs_women_committee(women: int, least: int = MUST_HAVE_WOMEN) -> bool:
    """With fewer women there is a women's member, not a committee (工会女职工委员会工作条例)."""
    return women >= least


def advice(number: int, wanted: Range | None, what: str, members: int) -> str:
    """Why the number is not the usual one; empty where it is, or where no table says anything."""
    if wanted is None or wanted.holds(number):
        return ""
    cited = f"（{wanted.clause}）" if wanted.clause else ""
    return f"会员{members}人的{what}一般为{wanted.say()}，现为{number}人{cited}"
