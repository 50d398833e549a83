"""A report as a whole: its paragraphs in order, what each reads like, and what still stands against it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from zhijia.engines.documents.official import Heading, numbered

from . import rules
from .models import Paragraph, Report
from .reading import Number, numbers_of
from .rules import Finding, Passage


@dataclass
class Said:
    """A paragraph with its place in the report."""

    place: int
    row: Paragraph
    part: str
    text: "Text"

    @property
    def findings(self) -> list[Finding]:
        return [finding for finding in self.text.findings if finding.place == self.place]

    @property
    def words(self) -> str:
        return rules.spoken(self.row.text, self.text.words)

    @property
    def numbers(self) -> list[int]:
        return rules.slots(self.row.text)

    @property
    def html(self):
        """The paragraph with its numbers as links to their rows."""
        shown = (self.text.link(p) if isinstance(p, int) else escape(p) for p in rules.pieces(self.row.text))
        return mark_safe("".join(shown).replace("\n", "<br>"))  # every piece was escaped above

    @property
    def typed(self) -> list:
        """Numbers written by hand where a number is a claim."""
        return rules.hand_typed(self.row.text) if self.part in rules.CLAIMS else []

    def passage(self) -> Passage:
        return Passage(self.place, self.part, self.row.text, self.row.source)


@dataclass
class Chapter:
    row: Any
    printed: str  # 一、 or （二）; empty where it has no heading
    paragraphs: list[Said]


class Text:
    """Read once per page: sections, paragraphs and numbers in a fixed number of queries."""

    def __init__(self, report: Report):
        self.report = report

    @cached_property
    def numbers(self) -> dict[int, Number]:
        return numbers_of(self.report)

    @property
    def words(self) -> dict[int, str]:
        return {number: said.words for number, said in self.numbers.items()}

    @property
    def names(self) -> dict[int, str]:
        return {number: said.name for number, said in self.numbers.items()}

    @cached_property
    def chapters(self) -> list[Chapter]:
        sections = list(self.report.sections.prefetch_related("paragraphs").order_by("seq", "pk"))
        made, place = [], 0
        for section, printed in zip(sections, printed_numbers(sections), strict=True):
            said = []
            for row in section.paragraphs.all():
                place += 1
                said.append(Said(place, row, section.part, self))
            made.append(Chapter(section, printed, said))
        return made

    @cached_property
    def paragraphs(self) -> list[Said]:
        return [said for chapter in self.chapters for said in chapter.paragraphs]

    @cached_property
    def findings(self) -> list[Finding]:
        """What stands against publishing; nothing of what has been published."""
        if self.report.published:
            return []
        return rules.findings([said.passage() for said in self.paragraphs], self.bound)

    @property
    def bound(self):
        return {number: said.bound for number, said in self.numbers.items()}

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def advice(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocks]

    @cached_property
    def used(self) -> list[tuple[Said, int]]:
        """(paragraph, slot) in the order of the text, each slot where it is said first."""
        seen: dict[int, Said] = {}
        for said in self.paragraphs:
            for number in rules.slots(said.row.text):
                seen.setdefault(number, said)
        return [(said, number) for number, said in seen.items() if number in self.numbers]

    @property
    def unused(self) -> list[Number]:
        used = {number for _said, number in self.used}
        return [said for number, said in self.numbers.items() if number not in used]

    @property
    def typed(self) -> int:
        return sum(len(said.typed) for said in self.paragraphs)

    def may_publish(self):
        return rules.may_publish(self.findings, paragraphs=sum(bool(said.row.text.strip()) for said in self.paragraphs))

    def link(self, number):
        said = self.numbers.get(number)
        if said is None:
            return format_html('<mark class="rp-missing">{}</mark>', rules.token(number))
        if not said.url:
            return format_html('<span class="rp-number">{}</span>', said.words)
        return format_html('<a class="rp-number" href="{}" title="{}">{}</a>', said.url, said.title, said.words)


def printed_numbers(sections) -> list[str]:
    """一、 （一） 1. as the official document will count them."""
    blocks = numbered(Heading(s.level, s.heading, None if s.heading else "") for s in sections)
    return [block.number or "" for block in blocks]


def typed_html(said: Said):
    """The numbers typed by hand, as written: 12场次、180人."""
    return format_html_join("、", "{}", ((figure.text,) for figure in said.typed))
