"""The union comes into being: unit, head count, persons, memberships, first term; then what remains to be done."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhijia.base.verdict import Refused, need
from zhijia.kernels.bodies import actions as bodies
from zhijia.kernels.bodies.models import Body, Term
from zhijia.kernels.inbox.actions import notify, set_deadline, settle_deadline
from zhijia.kernels.org import actions as org
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Employment, Person
from zhijia.kernels.trail import actions as trail

from ..models import Application, FollowUp, Target
from ..rules.process import FOLLOW_UPS, Step
from ..rules.surveying import Stage

TITLE_ORDER = ("chair", "organiser", "director", "vice_chair", "vice_director", "standing_member", "member")


def certify(founding, *, by, at):
    """Within the ruling: all of it happens or none."""
    on = timezone.localdate(at)
    unit = org.found_unit(
        code=founding.code,
        name=founding.name,
        short_name=founding.short_name,
        kind=founding.kind,
        superior=founding.unit,
        on=on,
        by=by,
        sector=founding.sector,
        ownership=founding.ownership,
        area_code=founding.area_code,
        party_organisation=founding.party_organisation,
        document_no=founding.founded_number,
    )
    count_staff(founding, unit, on, by)
    admitted = [take_in(row, unit, on, by) for row in founding.applications.accepted().order_by("pk")]
    open_terms(founding, unit, on, by)
    founding.step, founding.founded_on, founding.founded_unit = Step.FOUNDED, on, unit
    founding.save(update_fields=["step", "founded_on", "founded_unit", "founded_number"])
    settle_targets(founding, unit, on)
    begin_follow_ups(founding, on, at)
    trail.note(by=by, verb="founding.certify", target=founding, unit=unit, after={"count": sum(admitted)}, at=at)
    title = f"{founding.name}已批复成立，会员{sum(admitted)}人，请办理后续事项"
    notify(user=founding.made_by, title=title, url=founding.get_absolute_url(), at=at)
    return founding


def count_staff(founding, unit, on, by):
    parts = list(founding.parts.all())
    staff = sum(part.staff or 0 for part in parts)
    women = sum(part.women or 0 for part in parts)
    members = founding.applications.accepted().count()
    if staff:  # a survey counts roughly: whoever joined works there too
        org.count_staff(unit=unit, on=on, counts={"total": max(staff, members), "women": min(women, staff)}, by=by)


def take_in(application, unit, on, by) -> int:
    """1 if the person is now a member; 0 if they meanwhile joined elsewhere and have to be transferred."""
    person = person_of(application, unit, by)
    application.person = person
    held = person.memberships.filter(ended_on__isnull=True).select_related("unit").first()
    if held:
        application.state = Application.State.ELSEWHERE
        application.refused_for = f"已是“{held.unit}”的会员"[:200]
    else:
        employ(person, application, unit, on, by)
        people.admit(person=person, unit=unit, on=on, by=by)
        application.state = Application.State.ADMITTED
    application.save(update_fields=["person", "state", "refused_for"])
    return int(not held)


def person_of(application, unit, by):
    known = Person.objects.filter(id_digest=application.id_digest).first()
    if known:
        return known.merged_into or known
    return people.register_person(
        name=application.name,
        unit=unit,
        id_number=application.id_number.reveal(),
        phone=application.phone.reveal(),
        by=by,
    )


def employ(person, application, unit, on, by):
    if not Employment.objects.current().filter(person=person, unit=unit).exists():
        kind, position = application.kind, application.position
        people.employ(person=person, unit=unit, from_on=on, kind=kind, position=position, by=by)


def open_terms(founding, unit, on, by):
    """The first term of every body that was elected. The term begins with the union (domain 1.5, 1.7)."""
    seats = founding.seats.filter(elected=True).select_related("application__person").order_by("pk")
    by_body = {}
    for seat in seats:
        need(
            seat.application.state == Application.State.ADMITTED,
            "当选人%(name)s%(why)s，不能任职：请先办理转会，或退回重新选举",
            name=seat.application.name,
            why=seat.application.refused_for or "还不是会员",
        ).or_refuse()
        by_body.setdefault(seat.body, []).append(seat)
    mode = Term.Mode.DIRECT if founding.meeting == "all" else Term.Mode.DELEGATES
    for kind in sorted(by_body, key=list(Body.Kind).index):
        body = bodies.found_body(unit=unit, kind=kind, founded_on=on, by=by)
        bodies.open_term(
            body=body,
            number=1,
            from_on=on,
            years=founding.years,
            members=[given(seat) for seat in sorted(by_body[kind], key=lambda seat: TITLE_ORDER.index(seat.title))],
            election_mode=mode,
            document_no=founding.founded_number,
            by=by,
        )


def given(seat):
    return bodies.PostGiven(seat.application.person, seat.title, declared=True)


def begin_follow_ups(founding, on, at):
    """On the desk of the union that looks after the new one: its own officers may have no account yet."""
    for one in FOLLOW_UPS:
        row = FollowUp.objects.create(founding=founding, code=one.code, due_on=on + timedelta(days=one.days))
        set_deadline(
            source=source_of(row),
            title=f"{founding.name}：{one.name}",
            url=reverse("founding:follow-up", args=[row.pk]),
            unit=founding.unit,
            due_on=row.due_on,
            at=at,
            kind="建会后续事项",
        )


def source_of(follow_up) -> str:
    return f"founding.follow_up:{follow_up.pk}"


def settle_targets(founding, unit, on):
    Target.objects.filter(parts__founding=founding).update(stage=Stage.FOUNDED, founded_unit=unit, founded_on=on)


@transaction.atomic
def take_as_member(*, application, by, at):
    """Somebody who was a member elsewhere has been let go there: they join now."""
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("founding__founded_unit")
        .get(pk=application.pk)
    )
    founding = row.founding
    (
        need(founding.step == Step.FOUNDED, "工会成立以后才能办理")
        & need(row.state == Application.State.ELSEWHERE, "这份申请不需要办理转会")
        & need(by.can("edit", founding.unit), "您没有办理这件建会事项的权限")
    ).or_refuse()
    unit, on = founding.founded_unit, timezone.localdate(at)
    here = row.person.memberships.active().under(unit.path).exists()
    if here:  # the transfer was carried out by both unions
        row.state, row.refused_for = Application.State.ADMITTED, ""
        row.save(update_fields=["state", "refused_for"])
    elif not take_in(row, unit, on, by):
        raise Refused(
            need(False, "%(why)s，请先在原工会办理转会，转入%(unit)s", why=row.refused_for, unit=unit).reasons
        )
    return row


@transaction.atomic
def finish_follow_up(*, follow_up, done_on, by, at, note=""):
    row = FollowUp.objects.select_for_update(of=("self",)).select_related("founding__unit").get(pk=follow_up.pk)
    founding = row.founding
    (
        need(by.can("edit", founding.founded_unit), "您没有办理这件事项的权限")
        & need(
            done_on >= founding.founded_on, "办结日期不能早于成立日期%(day)s", field="done_on", day=founding.founded_on
        )
        & need(done_on <= timezone.localdate(at), "办结日期不能晚于今天", field="done_on")
    ).or_refuse()
    before = {"done_on": row.done_on}
    row.done_on, row.note = done_on, note
    row.save(update_fields=["done_on", "note"])
    settle_deadline(source=source_of(row), at=at)
    trail.note(
        by=by,
        verb="founding.follow_up",
        target=founding,
        unit=founding.unit,
        before=before,
        after={"done_on": done_on},
        at=at,
    )
    return row
