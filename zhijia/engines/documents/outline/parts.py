"""Where one document ends and the next begins in a file: a notice and what it carries, several speeches in a row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhijia.engines.documents.markers import starts_heading
from zhijia.engines.documents.normalise import Paragraph
from zhijia.engines.documents.structure import ended, kind_of_title, looks

TITLE_LINES = 5
LINE_LENGTH = 90
NAMELESS = ("greeting", "spoken", "subtitle", "number", "date", "printed", "copies", "attachment", "attachment_note")


@dataclass
class Part:
    """A document of its own: paragraphs start ≤ i < end, of which the envelope lines have a role."""

    start: int
    end: int
    roles: dict[int, str] = field(default_factory=dict)
    body: int = 0  # first paragraph after the front
    back: int = 0  # first paragraph of the tail
    kind: str = ""

    def said(self, role: str, paragraphs: Sequence[Paragraph], glue: str = " ") -> str:
        return glue.join(paragraphs[at].text for at in sorted(self.roles) if self.roles[at] == role)


def parts_of(paragraphs: Sequence[Paragraph]) -> list[Part]:
    starts = sorted({0, *_starts(paragraphs)})
    ends = [*starts[1:], len(paragraphs)]
    parts = [Part(start, end) for start, end in zip(starts, ends, strict=True)]
    for part in parts:
        _read_front(part, paragraphs)
        _read_back(part, paragraphs)
        part.kind = _kind(part, paragraphs)
    return parts


def _starts(paragraphs: Sequence[Paragraph]):
    for at in range(1, len(paragraphs)):
        if any(rule(paragraphs, at) for rule in (_attachment, _after_signature, _titled)):
            yield at


def is_line(paragraph: Paragraph) -> bool:
    """Neither a sentence nor a numbered heading nor part of a table: a title, a name, an unnumbered heading."""
    text = paragraph.text
    sentence = (ended(text) and not looks("title", text)) or len(text) > LINE_LENGTH or "。" in text
    return not (sentence or paragraph.cells or starts_heading(text))


def _attachment(paragraphs, at: int) -> bool:
    return looks("attachment", paragraphs[at].text) and at + 1 < len(paragraphs)


def _after_signature(paragraphs, at: int) -> bool:
    """A notice is signed and dated; what then opens with a title is what it carries."""
    signed = looks("date", paragraphs[at - 1].text) and at >= 3 and is_line(paragraphs[at - 2])
    return signed and is_line(paragraphs[at]) and not any(looks(role, paragraphs[at].text) for role in NAMELESS)


def _titled(paragraphs, at: int) -> bool:
    """A title after a closed sentence, followed by (date) or ——sub-title: the next speech begins."""
    if not (ended(paragraphs[at - 1].text) and is_line(paragraphs[at])):
        return False
    if any(looks(role, paragraphs[at].text) for role in NAMELESS):
        return False
    for paragraph in paragraphs[at + 1 : at + 1 + TITLE_LINES]:
        if looks("spoken", paragraph.text) or looks("subtitle", paragraph.text):
            return True
        if not is_line(paragraph):
            return False
    return False


# --- front -----------------------------------------------------------------------------------------------------------


def _read_front(part: Part, paragraphs) -> None:
    at = part.start
    while at < part.end:
        role = _front_role(part, paragraphs, at)
        if not role:
            break
        part.roles[at] = role
        at += 1
    part.body = at


# Told by its look alone, in this order; "after" = only once one of these roles has been seen.
FRONT = (
    ("attachment", (), ()),
    ("number", (), ()),
    ("mark", (), ("title",)),
    ("subtitle", ("title",), ()),
    ("spoken", ("title",), ()),
    ("greeting", (), ()),
    ("addressees", ("title",), ("greeting",)),
)


def _front_role(part: Part, paragraphs, at: int) -> str:
    text, seen = paragraphs[at].text, set(part.roles.values())
    for role, after, before in FRONT:
        if looks(role, text) and (not after or seen & set(after)) and not seen & set(before):
            return role
    if "greeting" in seen:
        return "greeting" if len(text) <= 12 and text[-1:] in "！!。" and part.roles.get(at - 1) == "greeting" else ""
    if "addressees" in seen or not is_line(paragraphs[at]) or paragraphs[at].style.startswith("heading"):
        return ""
    return _line_role(part, paragraphs, at, seen)


def _line_role(part: Part, paragraphs, at: int, seen: set[str]) -> str:
    """A line that is no sentence: red head before the number, then the title, then the author."""
    text = paragraphs[at].text
    if "title" not in seen and at + 1 < part.end and looks("number", paragraphs[at + 1].text):
        return "mark"
    if seen & {"subtitle", "spoken"}:
        return "author" if looks("author", text) else ""
    lines = [i for i in part.roles if part.roles[i] == "title"]
    complete = lines and looks("title", paragraphs[lines[-1]].text)
    if complete or len(lines) >= TITLE_LINES:
        followed = at + 1 < part.end and looks("greeting", paragraphs[at + 1].text)
        return "author" if followed and looks("author", text) else ""
    return "" if looks("date", text) or looks("printed", text) else "title"


# --- back ------------------------------------------------------------------------------------------------------------


def _read_back(part: Part, paragraphs) -> None:
    at = part.end
    while at > part.body:
        role = _back_role(part, paragraphs, at - 1)
        if not role:
            break
        at -= 1
        part.roles[at] = role
    part.back = at


def _back_role(part: Part, paragraphs, at: int) -> str:
    text = paragraphs[at].text
    below = part.roles.get(at + 1, "")
    for role in ("printed", "copies", "date", "attachment_note"):
        if looks(role, text):
            return role
    if text.lstrip("（(").startswith("联系人"):
        return "contact"
    if is_line(paragraphs[at]) and len(text) <= 40 and below in ("date", "printed", "signature", "office"):
        return {"date": "signature", "signature": "signature" if looks("issuer", text) else ""}.get(below, "office")
    return ""


# --- kind ------------------------------------------------------------------------------------------------------------


def _kind(part: Part, paragraphs) -> str:
    for role in ("title", "subtitle"):
        kind = kind_of_title(part.said(role, paragraphs, ""))
        if kind:
            return kind
    opening = "".join(paragraph.text for paragraph in paragraphs[part.body : part.body + 4])
    if "请予审议" in opening or "作工作报告" in opening:
        return "工作报告"
    return "讲话" if "greeting" in part.roles.values() else ""
