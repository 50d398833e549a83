"""Telling a person something, and holding somebody to a day."""

from django.db import transaction

from .models import Deadline, Notice


@transaction.atomic
def notify(*, user, title, at, url="") -> Notice:
    return Notice.objects.create(user=user, title=title[:200], url=url, at=at)


@transaction.atomic
def notify_many(*, users, title, at, url="") -> int:
    """The same notice to each of them, once."""
    rows = {user.pk: Notice(user=user, title=title[:200], url=url, at=at) for user in users}
    return len(Notice.objects.bulk_create(rows.values()))


@transaction.atomic
def mark_read(*, by, at, notices=None) -> int:
    """These notices, or all of one's own; only one's own."""
    mine = Notice.objects.visible_to(by).unread()
    if notices is not None:
        mine = mine.filter(pk__in=[notice.pk for notice in notices])
    return mine.update(read_at=at)


@transaction.atomic
def set_deadline(*, source, title, url, unit, due_on, at, ability="edit", user=None, kind="") -> Deadline:
    """One deadline per source; setting it again moves it and opens it anew."""
    facts = {
        "title": title[:200],
        "url": url,
        "unit": unit,
        "due_on": due_on,
        "ability": ability,
        "user": user,
        "kind": kind,
        "set_at": at,
        "settled_at": None,
    }
    return Deadline.objects.update_or_create(source=source, defaults=facts)[0]


@transaction.atomic
def settle_deadline(*, source, at) -> bool:
    """Done, or no longer wanted. False where there was none open."""
    return bool(Deadline.objects.open().filter(source=source).update(settled_at=at))
