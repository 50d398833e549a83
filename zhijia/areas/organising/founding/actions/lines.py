"""Broken lines: searched for every night, written down once, closed when the search no longer finds them."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.bodies import queries
from zhijia.kernels.bodies.models import Body, Post
from zhijia.kernels.org.models import LegalPerson, Unit
from zhijia.kernels.trail import actions as trail

from ..models import BrokenLine
from ..rules import lines as rules
from ..rules.lines import KINDS, Fault

UNIONS = (*Unit.GRASSROOTS, Unit.Kind.CITY, Unit.Kind.COUNTY, Unit.Kind.PROVINCE)


def without_superior(day):
    units = Unit.objects.standing().filter(superior__isnull=True).exclude(kind__in=Unit.TOPS)
    return dict.fromkeys(units.values_list("pk", flat=True), "没有登记上级工会")


def superior_gone(day):
    units = Unit.objects.standing().filter(superior__dissolved_on__lte=day)
    rows = units.values_list("pk", "superior__name", "superior__dissolved_on")
    return {pk: f"上级“{name}”已于{gone}撤销" for pk, name, gone in rows}


def without_committee(day):
    found = queries.units_without_committee(day)
    return {unit.pk: f"会员{unit.members}人，没有在届的工会委员会" for unit in found}


def term_over(day):
    terms = queries.terms_overdue(day).filter(body__unit__dissolved_on__isnull=True)
    return {term.body.unit_id: f"{term.ordinal}于{term.due_on}届满" for term in terms}


def wrong_representative(day):
    """The certificate names somebody who is not in the chair now (总工办发〔2020〕20号; domain 1.8)."""
    chairs = Post.objects.as_of(day).filter(
        term__body__unit=OuterRef("unit"), term__body__kind=Body.Kind.COMMITTEE, title=Post.Title.CHAIR
    )
    rows = registered().annotate(chair=Subquery(chairs.values("person__name")[:1])).exclude(chair=F("representative"))
    found = rows.filter(chair__isnull=False).values_list("unit", "representative", "chair")
    return {unit: f"证书上是{name}，现任主席是{chair}" for unit, name, chair in found}


def papers_expired(day):
    rows = registered().filter(valid_to__lt=day).values_list("unit", "valid_to")
    return {unit: f"证书有效期至{until}" for unit, until in rows}


def registered():
    return LegalPerson.objects.filter(state=LegalPerson.State.REGISTERED, unit__dissolved_on__isnull=True).order_by()


SEARCHES = {
    Fault.NO_SUPERIOR: without_superior,
    Fault.SUPERIOR_GONE: superior_gone,
    Fault.NO_COMMITTEE: without_committee,
    Fault.TERM_OVER: term_over,
    Fault.WRONG_REPRESENTATIVE: wrong_representative,
    Fault.PAPERS_EXPIRED: papers_expired,
}


def found_now(day) -> dict:
    """(unit, fault) → what is wrong, of everything that stands today."""
    return {(unit, str(fault)): text for fault, search in SEARCHES.items() for unit, text in search(day).items()}


@transaction.atomic
def survey_lines(*, today, at, by=None, path=""):
    """Writes down what is new, closes what is mended; returns how many of each. `path`: only below that place."""
    found = found_now(today)
    rows = BrokenLine.objects.open().exclude(fault=Fault.MISSING_UNION)
    if path:
        below = set(Unit.objects.under(path).values_list("pk", flat=True))
        found = {key: text for key, text in found.items() if key[0] in below}
        rows = rows.under(path)
    known = {(row.unit_id, row.fault): row for row in rows}
    mended = [row for key, row in known.items() if key not in found]
    for row in mended:
        row.fixed_on, row.fixed_note = max(today, row.found_on), "系统核对，已修复"
    BrokenLine.objects.bulk_update(mended, ["fixed_on", "fixed_note"])
    changed = [row for key, row in known.items() if key in found and row.detail != found[key]]
    for row in changed:
        row.detail = found[(row.unit_id, row.fault)]
    BrokenLine.objects.bulk_update(changed, ["detail"])
    new = [
        BrokenLine(unit_id=unit, fault=fault, detail=text, found_on=today)
        for (unit, fault), text in found.items()
        if (unit, fault) not in known
    ]
    BrokenLine.objects.bulk_create(new, batch_size=500)
    return len(new), len(mended)


def survey_unit(line, day) -> bool:
    """Whether the search still finds this one."""
    search = SEARCHES.get(Fault(line.fault))
    return bool(search) and line.unit_id in search(day)


@transaction.atomic
def note_line(*, unit, place, found_on, today, by, at, detail="", **facts):
    """Where a union is missing altogether: nothing in the tree shows it, somebody has to say it."""
    (
        need(by.can("edit", unit), "您没有登记断线的权限", field="unit")
        & need(found_on <= today, "发现日期不能晚于今天", field="found_on")
        & rules.sound_plan(found_on, facts.get("due_on"))
        & need(
            not BrokenLine.objects.open().filter(unit=unit, fault=Fault.MISSING_UNION, place=place).exists(),
            "这一处断线已经登记",
            field="place",
        )
    ).or_refuse()
    row = BrokenLine.objects.create(
        unit=unit, fault=Fault.MISSING_UNION, place=place, found_on=found_on, detail=detail, **facts
    )
    trail.note(by=by, verb="founding.note_line", target=row, unit=unit, at=at)
    return row


def may_work(line, by) -> Verdict:
    return need(by.can("edit", line.unit), "您没有办理这一处断线的权限") & need(
        line.fixed_on is None, "这一处断线已于%(day)s销号", day=line.fixed_on
    )


@transaction.atomic
def plan_line(*, line, by, at, **facts):
    """Cause, plan, who and until when."""
    line = BrokenLine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=line.pk)
    (may_work(line, by) & rules.sound_plan(line.found_on, facts.get("due_on"))).or_refuse()
    before = {key: getattr(line, key) for key in facts}
    for key, value in facts.items():
        setattr(line, key, value)
    line.save(update_fields=list(facts))
    trail.note(by=by, verb="founding.plan_line", target=line, unit=line.unit, before=before, after=facts, at=at)
    return line


@transaction.atomic
def close_line(*, line, fixed_on, note, by, at, today):
    line = BrokenLine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=line.pk)
    (
        may_work(line, by)
        & need(line.found_on <= fixed_on <= today, "销号日期须在发现日期和今天之间", field="fixed_on")
        & rules.may_close(KINDS[Fault(line.fault)].counted, survey_unit(line, today))
    ).or_refuse()
    line.fixed_on, line.fixed_note = fixed_on, note
    line.save(update_fields=["fixed_on", "fixed_note"])
    trail.note(by=by, verb="founding.close_line", target=line, unit=line.unit, after={"fixed_on": fixed_on}, at=at)
    return line
