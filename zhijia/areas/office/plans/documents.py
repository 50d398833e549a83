"""What leaves: a plan as an official document, tasks as calendar entries."""

from datetime import UTC, timedelta

from zhijia.engines.documents.official import Attachment, Heading, Manuscript, OfficialDocument, Paragraph, render

from .rules.lines import Kind


def docx_of(plan, *, notice=False) -> bytes:
    text = Manuscript(title=plan.title, body=tuple(blocks(plan)))
    return render(notice_of(plan, text) if notice else text)


def notice_of(plan, text: Manuscript) -> OfficialDocument:
    """印发通知 with the plan behind it (catalogue 5.6)."""
    name = plan.unit.name
    return OfficialDocument(
        kind="通知",
        issuer_mark=f"{name}文件",
        title=f"关于印发《{plan.title}》的通知",
        number=plan.number or None,
        addressees=("所属各级工会",),
        body=(Paragraph(f"现将《{plan.title}》印发给你们，请结合工作实际，认真贯彻落实。"),),
        attachments=(Attachment("", text),),
        signed_by=(name,),
        issued_on=plan.issued_on or plan.adopted_on,
        sealed=False,
    )


def blocks(plan):
    """The text in order, every line as it is numbered; what stood around it in a file (文件头尾) is made anew."""
    for node in plan.nodes:
        if node.kind == Kind.ENVELOPE or not node.words.strip() and not node.number:
            continue
        if node.kind in (Kind.CHAPTER, Kind.PART):
            yield Heading(1, node.title or node.text, number=node.number, follow=node.text if node.title else ())
        elif node.kind == Kind.ITEM and node.title:
            yield Heading(min(max(node.level, 2), 4), node.title, number=node.number, follow=node.text or ())
        else:
            yield Paragraph(node.number + node.words)


def ics_of(tasks, at, host) -> str:
    """RFC 5545: one all-day entry a task, on its last day, with a reminder three days before."""
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zhijia//plans//ZH", "CALSCALE:GREGORIAN"]
    for task in tasks:
        lines += [
            "BEGIN:VEVENT",
            f"UID:task-{task.pk}@{host}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{task.due_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{task.due_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(task.title)}",
            f"DESCRIPTION:{_escaped(f'{task.number}　{task.unit}　{task.owner or str()}'.strip())}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(task.title[:40])}",
            "TRIGGER:-P3D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "\r\n".join(folded for line in lines for folded in _folded(line)) + "\r\n"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str):
    """No line longer than 75 octets; the rest goes on behind a blank."""
    start, piece = True, b""
    for sign in line:
        raw = sign.encode()
        if len(piece) + len(raw) > (75 if start else 74):
            yield ("" if start else " ") + piece.decode()
            start, piece = False, b""
        piece += raw
    yield ("" if start else " ") + piece.decode()
