"""Taking a file in, and clearing away what nothing points at."""

import hashlib
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from . import rules
from .models import Attachment, place_of


def digest_of(file) -> str:
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


@transaction.atomic
def store(*, upload, unit, by, at, kinds=tuple(rules.KINDS), needs="view", most=rules.MOST_BYTES) -> Attachment:
    """Keep an upload (any Django File), or refuse it with one sentence. `needs` is the ability that opens it."""
    name = safe_name(upload.name)
    kind = rules.sniff(upload, name) if upload.size and upload.size <= most else ""
    rules.acceptable(name=name, size=upload.size, kind=kind, kinds=kinds, most=most).or_refuse()
    sha256 = digest_of(upload)
    keep(upload, place_of(sha256))
    return Attachment.objects.create(
        name=name, kind=kind, size=upload.size, sha256=sha256, unit=unit, needs=needs, by=by, at=at
    )


def safe_name(name: str) -> str:
    """The last part of the name, without control signs and quotes, short enough for every file system."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '"<>|:*?').strip() or "附件"
    stem, dot, end = kept.rpartition(".")
    return kept if len(kept) <= 120 else f"{(stem or kept)[:110]}{dot}{end[:8]}"


def keep(upload, place):
    """The same content is written once. A name that is taken already holds these very bytes."""
    if not default_storage.exists(place):
        upload.seek(0)
        default_storage.save(place, upload)


@transaction.atomic
def sweep(*, at, older_than=timedelta(days=7)) -> tuple[int, int]:
    """Forget attachments nothing points at, then remove content no attachment names. Gives how many of each.

    Only what is older than some days: an upload may be waiting for the form it belongs to.
    """
    dropped = _unused(at - older_than).delete()[0]
    held = set(Attachment.objects.values_list("sha256", flat=True))
    removed = 0
    for place in _places():
        if place.rpartition("/")[2] not in held and default_storage.get_modified_time(place) < at - older_than:
            default_storage.delete(place)
            removed += 1
    return dropped, removed


def _unused(before):
    """Attachments older than that to which no row of any table points."""
    rows = Attachment.objects.filter(at__lt=before)
    for relation in Attachment._meta.related_objects:
        used = relation.related_model._base_manager.filter(**{f"{relation.field.name}__isnull": False})
        rows = rows.exclude(pk__in=used.values(relation.field.name))
    return rows


def _places():
    """Every content file; folders with longer names (job results and the like) are not ours and left alone."""
    for first in _folders(""):
        for second in _folders(first):
            place = f"{first}/{second}"
            yield from (f"{place}/{name}" for name in default_storage.listdir(place)[1])


def _folders(place):
    try:
        return [name for name in default_storage.listdir(place)[0] if len(name) == 2]
    except FileNotFoundError:
        return []
