"""What a spec knows while a batch is read: where, for whom, when; it may keep its own look-ups here."""

from types import SimpleNamespace


class Context(SimpleNamespace):
    """unit, user, subject_id, today, now, above (the rows over the headings), and whatever `spec.prepare` adds."""


def context_of(batch, *, now, today, above=()):
    context = Context(
        unit=batch.unit, user=batch.by, subject_id=batch.subject_id, now=now, today=today, above=list(above)
    )
    batch.spec.prepare(context)
    return context
