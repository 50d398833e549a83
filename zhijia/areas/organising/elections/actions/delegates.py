"""Delegates listed, changed, taken off; the list handed in; credentials checked."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.org.paths import within
from zhijia.kernels.people.models import Membership
from zhijia.kernels.trail.actions import note as write_down

from ..models import Delegate
from ..queries import sent
from ..rules import delegates as rules
from ..rules import steps
from ..rules.steps import Step
from .course import finish
from .guard import locked, may_work
from .readiness import composed

SAID = ("position", "front_line", "model", "grassroots", "leader")


def may_list(change, place, by) -> Verdict:
    """Whoever edits the union or the constituency, while the list is drawn up or replacements are elected."""
    if not change.by_delegates:
        return need(False, "召开会员大会的，不选代表")
    now = steps.current(change.places)
    drawing = now is not None and now.step in (Step.DELEGATES, Step.CREDENTIALS)
    early = now is not None and now.step in (Step.PLAN, Step.REQUEST, Step.REQUEST_REPLY, Step.GROUP)
    return (
        need(change.open, "这次选举已经结束，不能再改动")
        & need(by.can("edit", change.unit) or by.can("edit", place), "您没有为%(place)s填报代表的权限", place=place)
        & need(not early, "上级工会批复、工作小组成立后才能选举代表")
        & need(early or drawing, "代表已经审查完毕，不能再改动")
    )


class Roll:
    """What the rules ask about persons put forward, fetched once for all of them."""

    def __init__(self, change, persons):
        keys = [person.pk for person in persons]
        rows = Membership.objects.active().filter(person__in=keys).values_list("person_id", "unit__path")
        self.paths = dict(rows)
        self.places = sorted(change.constituencies.select_related("place"), key=lambda row: -len(row.place.path))
        self.listed = set(change.delegates.standing().filter(person__in=keys).values_list("person_id", flat=True))
        self.counts = dict(change.delegates.standing().order_by().values_list("constituency").annotate(n=Count("pk")))

    def constituency_of(self, person):
        """Where the person votes: the closest constituency above their membership."""
        path = self.paths.get(person.pk, "")
        return next((row for row in self.places if path and within(path, row.place.path)), None)

    def verdict(self, person, constituency) -> Verdict:
        own = self.constituency_of(person)
        verdict = rules.may_be_delegate(
            member=person.pk in self.paths,
            inside=person.pk not in self.paths or (own is not None and own.pk == constituency.pk),
            listed=person.pk in self.listed,
            name=person.name,
            constituency=str(constituency.place),
        )
        return verdict & rules.full(str(constituency.place), self.counts.get(constituency.pk, 0), constituency.seats)

    def take(self, person, constituency):
        self.listed.add(person.pk)
        self.counts[constituency.pk] = self.counts.get(constituency.pk, 0) + 1


@transaction.atomic
def add_delegate(*, constituency, person, by, at, **said):
    change = locked(constituency.change)
    roll = Roll(change, [person])
    (may_list(change, constituency.place, by) & roll.verdict(person, constituency)).or_refuse()
    made = Delegate.objects.create(change=change, constituency=constituency, person=person, **said)
    write_down(by=by, verb="elections.delegate", target=made, unit=constituency.place, after=facts_of(made), at=at)
    return made


def facts_of(row) -> dict:
    return {name: getattr(row, name) for name in SAID}


@transaction.atomic
def edit_delegate(*, delegate, by, at, **said):
    change = locked(delegate.change)
    may_list(change, delegate.constituency.place, by).or_refuse()
    before = facts_of(delegate)
    for name, value in said.items():
        setattr(delegate, name, value)
    delegate.save(update_fields=list(said))
    place = delegate.constituency.place
    write_down(
        by=by,
        verb="elections.delegate_edit",
        target=delegate,
        unit=place,
        before=before,
        after=facts_of(delegate),
        at=at,
    )
    return delegate


@transaction.atomic
def remove_delegate(*, delegate, by, at, reason=""):
    """Off the list; the row stays with its day and reason."""
    change = locked(delegate.change)
    place = delegate.constituency.place
    (may_list(change, place, by) & need(delegate.left_on is None, "该代表已不在名单上")).or_refuse()
    delegate.left_on, delegate.left_reason = timezone.localdate(at), reason or "名单调整"
    delegate.save(update_fields=["left_on", "left_reason"])
    write_down(by=by, verb="elections.delegate_leave", target=delegate, unit=place, reason=delegate.left_reason, at=at)
    return delegate


@transaction.atomic
def set_list(*, change, lines, by, at):
    """The whole list at once: (person, said) pairs. Whoever is missing goes, new ones enter by their constituency."""
    change = locked(change)
    may_work(change, by).or_refuse()
    wanted = {person.pk: (person, said) for person, said in lines}
    standing = {
        row.person_id: row for row in change.delegates.standing().select_related("person", "constituency__place")
    }
    for key, row in standing.items():
        if key not in wanted:
            remove_delegate(delegate=row, by=by, at=at)
        elif any(getattr(row, name) != value for name, value in wanted[key][1].items()):
            edit_delegate(delegate=row, by=by, at=at, **wanted[key][1])
    added = [pair for key, pair in wanted.items() if key not in standing]
    add_by_membership(change=change, lines=added, by=by, at=at)
    return change


def add_by_membership(*, change, lines, by, at):
    """Each enters through the constituency they vote in."""
    roll = Roll(change, [person for person, _said in lines])
    for person, said in lines:
        constituency = roll.constituency_of(person)
        need(
            constituency,
            "%(name)s不在任何选区（不是在籍会员，或选区还没有划分）",
            name=person.name,
            field="people",
        ).or_refuse()
        add_delegate(constituency=constituency, person=person, by=by, at=at, **said)


# --- the list as a whole ---


def may_hand_in_delegates(change, by, exception="") -> Verdict:
    total = sum(seats for _name, seats, _listed in sent(change))
    return (
        may_work(change, by)
        & steps.is_current(change.places, Step.DELEGATES)
        & need(
            total == change.delegate_seats,
            "各选区名额合计%(total)s人，与计划的%(seats)s人不符，请调整",
            total=total,
            seats=change.delegate_seats,
        )
        & rules.complete(sent(change))
        & composed(change, exception)
    )


@transaction.atomic
def hand_in_delegates(*, change, by, at, exception=""):
    """The list goes to the examination of credentials; a broken quota stops it here (catalogue E-08)."""
    change = locked(change)
    may_hand_in_delegates(change, by, exception).or_refuse()
    change.exception = exception.strip()
    change.delegates_handed_in_on = timezone.localdate(at)
    change.save(update_fields=["exception", "delegates_handed_in_on"])
    finish(change, Step.DELEGATES, by, at, change.delegates_handed_in_on, note=change.exception)
    return change


# --- credentials ---


def may_check(delegate, by, credential="", note="") -> Verdict:
    own = getattr(by, "person", None)
    return (
        may_work(delegate.change, by)
        & steps.is_current(delegate.change.places, Step.CREDENTIALS)
        & need(delegate.left_on is None, "%(name)s已不在名单上", name=delegate.person.name)
        & need(own is None or own.pk != delegate.person_id, "不能审查本人的代表资格，请由其他人员办理")
        & need(
            credential != Delegate.Credential.FAILED or note.strip(),
            "资格不合格的请写明原因",
            field="note",
        )
    )


@transaction.atomic
def check_credentials(*, delegates, credential, by, at, note=""):
    """The same finding on each of them."""
    today = timezone.localdate(at)
    for delegate in delegates:
        may_check(delegate, by, credential, note).or_refuse()
        before = {"credential": delegate.credential}
        delegate.credential, delegate.credential_note = credential, note.strip()
        delegate.checked_by, delegate.checked_on = by, today
        delegate.save(update_fields=["credential", "credential_note", "checked_by", "checked_on"])
        write_down(
            by=by,
            verb="elections.credential",
            target=delegate,
            unit=delegate.change.unit,
            before=before,
            after={"credential": credential},
            reason=note,
            at=at,
        )
    return len(delegates)
