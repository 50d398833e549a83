"""A desk decides on applications, one or many; with the last yes the applicant becomes a member."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from zhijia.base.text import key
from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.org.paths import within
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Application
from ..rules import Finding
from .admitting import carry_out, known_people

LEFT = (Membership.State.WITHDRAWN, Membership.State.LAPSED)


@transaction.atomic
def rule_applications(*, cases, by, ruling, at, note=""):
    """The same opinion on many. Gives the ruled applications and (case, verdict) of those it was refused for."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("case", "unit").order_by("pk")
    applications = {row.pk: row for row in rows.filter(pk__in=[case.pk for case in cases])}
    unions = unions_of(applications.values())
    barred = {}
    if ruling == Ruling.APPROVE:
        hold(applications.values())
        barred = judged(applications.values(), unions)
    good = [case for case in cases if barred.get(case.pk, True)]
    ruled, skipped = flow.rule_many(cases=good, by=by, ruling=ruling, at=at, note=note)
    done = [applications[case.pk] for case in ruled]
    carry_out(done, ruled, unions, by, at)
    told = {"by": by, "verb": "joining.rule", "reason": note, "at": at}
    trail.note_many(
        told | {"target": one, "unit": one.unit, "after": {"state": one.get_state_display()}} for one in done
    )
    refused = [(case, barred[case.pk]) for case in cases if not barred.get(case.pk, True)]
    return done, [*refused, *skipped]


def hold(applications):
    """Whoever the roll knows, until the transaction ends: nobody joins elsewhere between question and answer."""
    list(known_people(applications).select_for_update(of=("self",)).order_by("pk"))


def unions_of(applications) -> dict:
    """Who decides for each unit asked to join: once a unit, however many ask."""
    return {unit.pk: unit.deciding() for unit in {row.unit_id: row.unit for row in applications}.values()}


def judged(applications, unions=None) -> dict[int, Verdict]:
    """Whether each could become a member now. Two applications with one number in a batch: the first."""
    unions = unions or unions_of(applications)
    people_by = {person.id_digest: person for person in known_people(applications)}
    open_at, dead = memberships_of(people_by.values()), ended_as(people_by.values(), Membership.State.DECEASED)
    seen, verdicts = Counter(), {}
    for application in applications:
        seen[application.id_digest] += 1
        person = people_by.get(application.id_digest)
        membership = open_at.get(person.pk) if person else None
        verdicts[application.pk] = rules.may_admit(
            membership.unit.name if membership else "",
            bool(membership) and within(membership.unit.path, unions[application.unit_id].path),
            application.unit.dissolved_on is None,
            bool(person) and person.pk in dead,
        ) & need(seen[application.id_digest] == 1, "这一批里有同一身份证号的另一份申请，请分开办理", field="ruling")
    return verdicts


def memberships_of(persons) -> dict:
    rows = Membership.objects.standing().filter(person__in=[person.pk for person in persons])
    return {row.person_id: row for row in rows.select_related("unit")}


def ended_as(persons, state) -> set:
    rows = Membership.objects.filter(person__in=[person.pk for person in persons], state=state)
    return set(rows.values_list("person", flat=True))


# --- what the desk should know ---


def findings(application) -> list[Finding]:
    """Read off the roll for whoever decides: agreement, differences, a membership elsewhere, a second application."""
    person = Person.objects.standing().filter(id_digest=application.id_digest).select_related("home").first()
    membership = memberships_of([person]).get(person.pk) if person else None
    found = [] if application.decided_on else list(on_membership(application, membership))
    found += on_roll(application, person)
    found += on_past(person) if person and not membership else []
    found += on_dispatch(application)
    others = Application.objects.open().filter(id_digest=application.id_digest).exclude(pk=application.pk).count()
    if others:
        found.append(Finding("wait", _("同一身份证号另有 %(count)s 份申请正在办理，请一并核对") % {"count": others}))
    return found


def on_membership(application, membership):
    if membership is None:
        return
    if within(membership.unit.path, application.unit.deciding().path):
        yield Finding("late", _("此人已是本工会会员（%(unit)s），不用再入会") % {"unit": membership.unit.name})
    else:
        text = _("此人已是“%(unit)s”的会员，一人只能有一份会籍，请告知办理转会")
        yield Finding("late", text % {"unit": membership.unit.name})


def on_roll(application, person):
    if person is None:
        return [Finding("info", _("职工名册上没有这个身份证号，同意后将新登记此人及其工作关系，请核实确在本单位工作"))]
    if not application.decided_on and ended_as([person], Membership.State.DECEASED):
        return [Finding("late", _("此人在会籍中登记为已故，请核对身份证号；如系误登，请联系系统管理员"))]
    union, found = application.unit.deciding(), []
    work = person.employments.current().under(union.path).select_related("unit").first()
    if key(person.name) != key(application.name):
        text = _("名册上这个身份证号登记的姓名是“%(name)s”，与申请不一致；同意后以名册为准，名册有误请先更正")
        found.append(Finding("wait", text % {"name": person.name}))
    if work:
        found.append(Finding("good", _("名册上有此人，在%(unit)s工作") % {"unit": work.unit}))
    elif within(person.home_path, union.path):
        found.append(Finding("wait", _("此人曾登记在本单位，现在没有在职记录；同意后将登记在本单位工作，请核实")))
    else:
        found.append(Finding("wait", _("此人登记在其他单位，本单位没有在职记录；同意后将登记在本单位工作，请核实")))
    known = person.phone.reveal()
    if not known:
        found.append(Finding("wait", _("名册上没有登记手机号；同意后按申请登记，请先与本人核对")))
    elif known != application.phone.reveal():
        found.append(Finding("wait", _("手机号与名册不同；同意后按申请更新，请先与本人核对")))
    return found


def on_past(person):
    """How they left, once."""
    if ended_as([person], Membership.State.EXPELLED):
        yield Finding("wait", _("此人曾被开除会籍，重新入会须经工会委员会讨论决定"))
        return
    last = person.memberships.filter(state__in=LEFT).order_by("-ended_on", "-pk").first()
    if last:
        told = {"how": last.get_state_display(), "day": last.ended_on}
        yield Finding("info", _("此人曾是会员，%(day)s“%(how)s”；同意的按重新入会登记，会龄从同意那天起算") % told)


def on_dispatch(application):
    if not application.dispatched:
        return
    if application.dispatcher_union == Application.DispatcherUnion.YES:
        yield Finding(
            "wait", _("派遣单位有工会：应先加入派遣单位工会，另有委托协议的可由用工单位工会管理（总工发〔2009〕21号）")
        )
    else:
        yield Finding("info", _("劳务派遣职工：派遣单位没有工会的，可以加入用工单位工会（总工发〔2009〕21号）"))
