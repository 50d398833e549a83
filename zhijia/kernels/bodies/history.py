"""What was done to a body, its terms, posts and meetings, as one history: the field history of the page of a body."""

from typing import Any, NamedTuple

from django.db.models import Q

from zhijia.kernels.trail.models import Entry

MOST = 100


class Told(NamedTuple):
    """An entry of the trail that also says whom or what it was about."""

    says: str
    who: str
    at: Any
    reason: str
    changes: Any


def history_of(body, posts, terms, sessions) -> list[Told]:
    about = Q(target_label="bodies.body", target_pk=str(body.pk))
    for label, rows in (("bodies.term", terms), ("bodies.post", posts), ("bodies.session", sessions)):
        about |= Q(target_label=label, target_pk__in=[str(row.pk) for row in rows])
    entries = Entry.objects.filter(about).told().order_by("-at", "-pk")[:MOST]
    return [Told(said(entry, body), entry.who, entry.at, entry.reason, entry.changes) for entry in entries]


def said(entry, body) -> str:
    what = entry.target_text.replace(body.name, "").strip("·")
    return f"{entry.says}：{what}" if what else entry.says
