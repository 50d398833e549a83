"""Merge two rows of one person, undo it, or say that they are two."""

from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from zhijia.base.noting import note
from zhijia.base.verdict import need

from ..models import DuplicatePair, Employment, Membership, Person, PersonMerge, PersonMergeStep
from . import rules
from .cells import Steps, walk_back

# Facts an officer chooses between; the columns that go with each.
CHOICES = {
    "name": ("name", "initials"),
    "sex": ("sex",),
    "born_on": ("born_on",),
    "id_number": ("id_number", "id_digest", "id_tail"),
    "phone": ("phone", "phone_digest"),
    "ethnicity": ("ethnicity",),
    "education": ("education",),
}
OURS = (DuplicatePair, PersonMerge, PersonMergeStep, Person)  # tables that speak of rows, not of persons


@dataclass(frozen=True)
class Chosen:
    """What the officer decided. `other`: facts taken from the row that goes."""

    reason: str
    other: frozenset = frozenset()
    membership: int | None = None  # key of the open episode that goes on, where there are two
    account: int | None = None  # key of the account that stays, where there are two
    left: list = field(default_factory=list, compare=False)  # rows that had to stay with the row that goes


@transaction.atomic
def merge(*, kept, merged, chosen, by, at):
    """`merged` is poured into `kept` and disappears from lists. Append-only records stay where they were written."""
    people = Person.objects.select_for_update(of=("self",)).prefetch_related("home").order_by("pk")  # homes move
    rows = people.in_bulk([kept.pk, merged.pk])
    kept, merged = rows[kept.pk], rows[merged.pk]
    far = [one for one in (kept, merged) if not by.can("edit", one.home_path)]
    standing = kept.merged_into_id is None and merged.merged_into_id is None
    rules.may_merge(kept.pk == merged.pk, standing, not far, chosen.reason, far[0] if far else "").or_refuse()
    done = PersonMerge.objects.create(kept=kept, merged=merged, at=at, by=by, reason=chosen.reason.strip()[:200])
    steps = Steps(done)
    join_memberships(steps, kept, merged, chosen, timezone.localdate(at))
    join_accounts(steps, kept, merged, chosen)
    join_facts(steps, kept, merged, chosen)
    end_doubled_work(steps, kept, merged, timezone.localdate(at))
    carry_rows(steps, kept, merged, chosen)
    steps.set(merged, merged_into=kept.pk)
    told = {"person": merged.name, "unit": merged.home}
    note(by=by, verb="people.merge", target=kept, unit=kept.home, after=told, reason=chosen.reason, at=at)
    return done


# --- what has to be decided ---


def join_memberships(steps, kept, merged, chosen, on):
    """Of two open memberships one goes on; the other ends that day and keeps its past."""
    held = list(Membership.objects.standing().filter(person__in=[kept, merged]).select_related("unit"))
    going_on = next((one for one in held if one.pk == chosen.membership), None)
    rules.may_choose(len(held), going_on is not None).or_refuse()
    going_on = going_on or (held[0] if held else None)
    for one in held:
        if one != going_on:
            close(steps, one, going_on, on)
    if going_on is None:
        return
    if going_on.person_id == merged.pk:  # it returns by an undo: not once it has gone on into another episode
        steps.watch(going_on, "ended_on")
    steps.set(going_on, member_since=min(one.member_since for one in held))
    steps.set(kept, home=going_on.unit_id, home_path=going_on.unit.path)


def close(steps, one, going_on, on):
    need(on >= one.joined_on, "有一段会籍的起始日期%(day)s还没有到，不能合并", day=one.joined_on).or_refuse()
    same = one.unit.deciding() == going_on.unit.deciding()
    state = rules.closed_as(one.state, going_on.state, same)
    steps.set(one, state=state, ended_on=on)


def join_accounts(steps, kept, merged, chosen):
    """One account stays the person's; a second is closed, so that nobody signs in as nobody."""
    User = get_user_model()
    accounts = [key for key in (kept.user_id, merged.user_id) if key]
    stays = chosen.account if chosen.account in accounts else next(iter(accounts), None)
    if stays is None:
        return
    for key in accounts:
        if key != stays:
            steps.put(User, key, is_active=False)
    if kept.user_id != stays:
        steps.set(kept, user=None)
        steps.set(merged, user=None)
        steps.set(kept, user=stays)
    else:
        steps.set(merged, user=None)


def join_facts(steps, kept, merged, chosen):
    """What was chosen, and what only the other row knew."""
    for fact, columns in CHOICES.items():
        mine, theirs = getattr(kept, fact), getattr(merged, fact)
        if theirs and (fact in chosen.other or not mine):
            values = {column: getattr(merged, column) for column in columns}
            if fact == "id_number":  # unique: it is let go before it is taken
                steps.set(merged, id_digest=None)
            steps.set(kept, **values)


def end_doubled_work(steps, kept, merged, on):
    """Employed twice at one place is employed once."""
    here = set(Employment.objects.current().filter(person=kept).values_list("unit", flat=True))
    for job in Employment.objects.current().filter(person=merged, unit__in=here):
        steps.set(job, to_on=max(on, job.from_on))


# --- everything else that names the person ---


def carry_rows(steps, kept, merged, chosen):
    """Every foreign key to a person, found through the models themselves; what may not be rewritten stays."""
    for model, column in references():
        if getattr(model, "append_only", False):
            continue
        for key in list(model._base_manager.filter(**{column: merged.pk}).order_by("pk").values_list("pk", flat=True)):
            if not steps.try_to_put(model, key, **{column: kept.pk}):
                chosen.left.append((model._meta.verbose_name, key))
    for key in Person.objects.filter(merged_into=merged.pk).values_list("pk", flat=True):
        steps.put(Person, key, merged_into=kept.pk)


def references():
    """(model, column) of every table that names a person, but for those that speak of rows."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model not in OURS and not model._meta.proxy and model._meta.managed and not relation.many_to_many:
            yield model, relation.field.name


# --- the way back ---


@transaction.atomic
def undo(*, merge, by, at, reason):
    """Every cell as it was; both rows stand again."""
    merge = (
        PersonMerge.objects.select_for_update(of=("self",))
        .select_related("kept__home", "merged__home")
        .get(pk=merge.pk)
    )
    reach = by.can("edit", merge.kept.home_path) and by.can("edit", merge.merged.home_path)
    rules.may_undo(merge.undone_at is not None, reason, reach).or_refuse()
    walk_back(merge)
    stand_again(merge)
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    told = {"person": merge.merged.name, "unit": merge.merged.home}
    note(by=by, verb="people.unmerge", target=merge.kept, unit=merge.kept.home, before=told, reason=reason, at=at)
    return merge


def stand_again(merge):
    """Nobody goes back to a union dissolved since; who sees a row follows the tree of today."""
    for unit in places_of(merge):
        need(
            unit.dissolved_on is None,
            "“%(unit)s”已于%(day)s撤销，合并前在那里的会籍、工作不能恢复；确是两个人的，请另行登记一份档案",
            unit=unit,
            day=unit.dissolved_on,
        ).or_refuse()
    for person in Person.objects.filter(pk__in=[merge.kept_id, merge.merged_id]).select_related("home"):
        Person.objects.filter(pk=person.pk).update(home_path=person.home.path)


def places_of(merge):
    """Where the merge had ended a membership or work, or taken somebody away from."""
    for step in merge.steps.filter(column__in=("ended_on", "to_on", "home")):
        if step.before != step.after:
            row = apps.get_model(step.model)._base_manager.get(pk=step.row)
            yield row.home if step.column == "home" else row.unit


@transaction.atomic
def dismiss(*, pair, by, at, reason):
    """They are two persons; the pair is not shown again."""
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair.pk)
    (
        need(pair.dismissed_at is None, "这一对已经认定不是同一人")
        & need(reason.strip(), "请写明为什么不是同一人", field="reason")
        & need(
            by.can("edit", pair.first.home_path) and by.can("edit", pair.second.home_path),
            "其中一人不在您管理的单位：请由共同的上级工会认定",
        )
    ).or_refuse()
    pair.dismissed_at, pair.dismissed_by, pair.reason = at, by, reason.strip()[:200]
    pair.save(update_fields=["dismissed_at", "dismissed_by", "reason"])
    note(by=by, verb="people.not_same", target=pair.first, after={"person": pair.second.name}, reason=reason, at=at)
    return pair
