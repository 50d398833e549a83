"""Words that several documents share."""

from zhijia.engines.documents.official import OfficialDocument, Paragraph, date_text

from ..models import Candidate
from ..rules import strokes
from ..rules.standing import OFFICE_NAMES, Office

COMMITTEE = (Office.COMMITTEE, Office.STANDING, Office.CHAIR, Office.VICE_CHAIR)
AUDIT = (Office.AUDIT, Office.AUDIT_CHAIR)
LAWS = "《中华人民共和国工会法》《中国工会章程》《工会基层组织选举工作条例》"


def day(value) -> str:
    return date_text(value) if value else "　　年　月　日"


def union(change) -> str:
    return change.unit.name


def congress(change) -> str:
    """第七届会员代表大会, or the committee's plenary for a vacancy."""
    if not change.regular:
        return f"{change.ordinal}委员会全体会议"
    return f"{change.ordinal}{change.get_mode_display()}第一次会议"


def party(change) -> str:
    return change.party_organisation or "同级党组织"


def organs(change) -> str:
    """委员会, 经费审查委员会, or both: what the election fills."""
    named = {"委员会": COMMITTEE, "经费审查委员会": AUDIT}
    return "和".join(name for name, offices in named.items() if any(map(change.seats, offices))) or "委员会"


def purpose(change) -> str:
    return "换届选举" if change.regular else f"{change.get_route_display()}{organs(change)}成员"


def meeting(change) -> str:
    """What the meeting calls itself: 大会, or the plenary that fills a vacancy."""
    return "大会" if change.regular else "会议"


def round_said(poll) -> str:
    return f"（第{poll.round}轮）" if poll.round > 1 else ""


def seats_said(change) -> str:
    """委员15名、常委5名 … 经费审查委员会委员5名."""
    said = [f"{OFFICE_NAMES[office]}{change.seats(office)}名" for office in change.offices()]
    return "、".join(said)


def official(change, paper, *, kind, title, body, to, issuer=None, **more) -> OfficialDocument:
    issuer = issuer or union(change)
    return OfficialDocument(
        kind=kind,
        issuer_mark=f"{issuer}文件",
        title=title,
        number=(paper.number or None) if paper else None,
        signatories=(paper.signatory,) if paper and paper.signatory else (),
        addressees=(to,),
        body=tuple(body),
        signed_by=(issuer,),
        issued_on=paper.issued_on if paper else None,
        sealed=True,
        **more,
    )


def standing(change, office=None):
    rows = change.candidates.standing().filter(write_in=False).select_related("person__home", "seat_unit")
    rows = rows.filter(office=office) if office else rows
    return strokes.in_order(rows, lambda row: row.person.name)


def elected(change, office) -> list[Candidate]:
    """By votes, most first; equal ones by strokes."""
    rows = change.candidates.filter(office=office, state=Candidate.State.ELECTED).select_related("person__home")
    votes = dict(
        change.polls.standing()
        .filter(office=office, tallies__elected=True)
        .values_list("tallies__candidate", "tallies__approve")
    )
    return sorted(rows, key=lambda row: (-votes.get(row.pk, 0), strokes.by_strokes(row.person.name)))


def names(rows) -> str:
    return "、".join(row.person.name for row in rows)


def order_note(rows) -> tuple[Paragraph, ...]:
    """In which order the names stand; nothing where there is no order."""
    return (Paragraph(f"（{strokes.said([row.person.name for row in rows])}）"),) if len(rows) > 1 else ()


def filled(change) -> list[tuple]:
    """(office, who) for everything that was voted on."""
    return [(office, elected(change, office)) for office in change.offices() if office in Office]
