"""The envelope of an issued document (catalogue 5.1): kind, title, number, issuer, date, and what looks wrong in it."""

import re
from collections.abc import Sequence
from datetime import date

from zhijia.base.numerals import from_chinese
from zhijia.base.verdict import Refused
from zhijia.engines.documents.normalise import Paragraph
from zhijia.engines.documents.outline.parts import Part
from zhijia.engines.documents.structure import DATE

COLLECTION = "文件汇编"
PROPER_NUMBER = re.compile(r"^[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号$")
IN_BRACKETS = re.compile(r"《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》")


def envelope(paragraphs: Sequence[Paragraph], parts: list[Part], document: Part | None) -> dict:
    """`document` is the one the file is about; none of a collection, which is then named by its cover."""
    cover = parts[0]
    main = document or cover
    own = {role: main.said(role, paragraphs) for role in ("title", "subtitle", "author")}
    title = own["title"] or _carried_title(cover.said("title", paragraphs))
    fields = {
        **own,
        "title": title,
        "kind": main.kind if document else COLLECTION,
        "number": _compact(_anywhere("number", paragraphs, parts)),
        "issuer": _issuer(paragraphs, parts),
        "date": _date(paragraphs, parts, main),
        "cover_title": cover.said("title", paragraphs) if cover is not main else "",
        "addressees": cover.said("addressees", paragraphs).rstrip("：:"),
        "salutation": main.said("greeting", paragraphs),
        "signature": _anywhere("signature", paragraphs, parts),
        "copies": re.sub(r"^抄\s*[送报]\s*[：:]\s*", "", _anywhere("copies", paragraphs, parts)),
        "printed": _printed(paragraphs, parts),
    }
    return {**fields, "warnings": _warnings(fields)}


def _anywhere(role: str, paragraphs, parts: list[Part]) -> str:
    return next((said for part in parts if (said := part.said(role, paragraphs))), "")


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text)


def _carried_title(cover_title: str) -> str:
    found = IN_BRACKETS.search(cover_title)
    return found[1] if found else cover_title


def _issuer(paragraphs, parts: list[Part]) -> str:
    """Who signed; else whose red head it is; else whose office printed it."""
    signed = _anywhere("signature", paragraphs, parts)
    head = re.sub(r"文\s*件$", "", _anywhere("mark", paragraphs, parts)).strip()
    return signed or head or _anywhere("office", paragraphs, parts)


def _printed(paragraphs, parts: list[Part]) -> str:
    return " ".join(said for role in ("office", "printed") if (said := _anywhere(role, paragraphs, parts)))


def _date(paragraphs, parts: list[Part], main: Part) -> str:
    """The date under the signature; else the one the speech was given on; else the day of printing."""
    said = _anywhere("date", paragraphs, parts) or main.said("spoken", paragraphs)
    return day_of(said or _anywhere("printed", paragraphs, parts))


def day_of(text: str) -> str:
    """2020年4月17日 or 二〇二〇年四月十七日 as ISO; empty if there is none, or no such day."""
    found = re.search(DATE, text)
    if not found:
        return ""
    try:
        year, month, day = (from_chinese(part) for part in re.split(r"[年月日]", _compact(found[0]))[:3])
        return date(year, month, day).isoformat()
    except (ValueError, Refused):
        return ""


def _warnings(fields: dict) -> list[str]:
    number = fields["number"]
    checks = (
        (number and not PROPER_NUMBER.match(number), f"发文字号“{number}”不合规范，应如“云教工〔2026〕5号”。"),
        (not fields["title"], "没有找到标题，请补填。"),
        (not fields["kind"], "认不出文种（如工作要点、工作报告），请选择。"),
        (not fields["date"], "没有找到成文日期，请补填。"),
        (not fields["issuer"], "没有找到发文机关，请补填。"),
    )
    return [said for wrong, said in checks if wrong]
