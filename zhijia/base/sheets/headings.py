"""Which heading of a real spreadsheet is which column: own label, synonyms, remarks and units set aside. Pure."""

import re
from dataclasses import dataclass
from unicodedata import normalize

LOOKED_AT = 10  # rows in which the headings may stand: titles and notes come first
REMARK = re.compile(r"[(\[【〔].*?[)\]】〕]")
NOISE = re.compile(r"[\s*:\"'“”‘’·]|必填|选填")
UNIT = re.compile(r"[(\[【〔]\s*(?:单位:?)?\s*(?:人民币)?(万元|元)")
PARTS = re.compile(r"[/、或及|]")
NOTE = re.compile(
    r"(?:合计|总计|小计|共计)(?:[:(].*)?$"
    r"|(?:备注|说明|注|填表说明|填表人|制表人?|审核人?|填报人?|填报单位|负责人|单位负责人|经办人)\s*:"
    r"|以上(?:人员|数据|名单)"
)


def folded(heading) -> str:
    """A heading without unit, remark, star and space: “身份证号码（必填）*” → “身份证号码”."""
    return NOISE.sub("", REMARK.sub("", normalize("NFKC", str(heading)))).casefold()


def money_unit(heading) -> str:
    """The unit the heading names, or nothing: “家庭年收入（万元）” → 万元."""
    word = normalize("NFKC", str(heading))
    if found := UNIT.search(word):
        return found[1]
    tail = re.search(r"(万元|元)$", NOISE.sub("", word))
    return tail[1] if tail else ""


@dataclass(frozen=True)
class Match:
    """Column key → place of the heading in the row. Two columns may share a place: 员工编码/身份证号."""

    places: dict[str, int]
    missing: tuple[str, ...]  # keys of required columns no heading was found for

    def __len__(self):
        return len(self.places)


def names_of(column) -> list[str]:
    return [folded(column.label), *(folded(synonym) for synonym in column.synonyms)]


def match(headings, columns) -> Match:
    """Own labels win over synonyms, whole headings over parts of one, the first of two equal ones over the second."""
    whole: dict[str, int] = {}
    parts: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if word := folded(heading):
            whole.setdefault(word, place)
            for part in PARTS.split(word):
                parts.setdefault(part, place)
    places: dict[str, int] = {}
    for rank in ("label", "synonym"):
        for column in columns:
            names = names_of(column)
            for word in names[:1] if rank == "label" else names[1:]:
                if column.key not in places and word in whole and whole[word] not in places.values():
                    places[column.key] = whole[word]
    taken = set(places.values())
    for column in columns:
        if column.key not in places:
            place = next((parts[word] for word in names_of(column) if word in parts and parts[word] not in taken), None)
            if place is not None:
                places[column.key] = place
    missing = tuple(column.key for column in columns if column.required and column.key not in places)
    return Match(places, missing)


def find(rows, columns) -> tuple[int, Match]:
    """The row that holds the headings, counted from 0, among the first rows; the best match, the upper of two equal."""
    best, found = 0, Match({}, tuple(column.key for column in columns if column.required))
    for place, row in enumerate(rows[:LOOKED_AT]):
        here = match(row, columns)
        if len(here) > len(found):
            best, found = place, here
    return best, found


def is_note(cells) -> bool:
    """A line below the table that is no data: totals, remarks, signatures."""
    first = next((str(cell) for cell in cells if cell not in ("", None)), "")
    return bool(NOTE.match(NOISE_HEAD.sub("", normalize("NFKC", first))))


NOISE_HEAD = re.compile(r"\s+")
