"""A scheme, a new version of its terms, the next period."""

from django.db import transaction

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Band, Benefit, JointCap, Period, Scheme, Terms


def may_run(unit, by) -> Verdict:
    """Terms and periods are what the union's head answers for."""
    return need(
        by is None or by.can("approve", unit), "您没有在%(unit)s设立方案、修订条款和开启互助期的权限", unit=unit
    )


@transaction.atomic
def found_scheme(*, unit, code, name, by=None, at):
    (
        may_run(unit, by)
        & need(not Scheme.objects.filter(code=code).exists(), "方案编码“%(code)s”已被使用", field="code", code=code)
    ).or_refuse()
    scheme = Scheme.objects.create(unit=unit, code=code, name=name)
    trail.note(by=by, verb="mutual_aid.found", target=scheme, unit=unit, at=at)
    return scheme


@transaction.atomic
def set_terms(*, scheme, effective_from, benefits, joint_caps=(), by=None, at, **facts):
    """A whole new version. `benefits`: dicts of Benefit's fields with `bands` (dicts of Band's fields)."""
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    later = scheme.versions.filter(effective_from__gte=effective_from).first()
    (
        may_run(scheme.unit, by)
        & need(
            later is None,
            "已有%(day)s起生效的条款，新条款的生效日期须更晚",
            field="effective_from",
            day=later and later.effective_from,
        )
        & need(not facts.get("verified") or facts.get("source"), "核定的条款须写明依据文件", field="source")
        & rules.sound(as_rules(benefits, joint_caps))
    ).or_refuse()
    terms = Terms.objects.create(scheme=scheme, effective_from=effective_from, **facts)
    for seq, benefit in enumerate(benefits):
        row = Benefit.objects.create(terms=terms, seq=seq, **facts_of(benefit))
        Band.objects.bulk_create(Band(benefit=row, **band) for band in benefit.get("bands", ()))
    JointCap.objects.bulk_create(JointCap(terms=terms, benefits=" ".join(codes), cap=cap) for codes, cap in joint_caps)
    trail.note(by=by, verb="mutual_aid.terms", target=terms, unit=scheme.unit, at=at)
    return terms


def facts_of(benefit) -> dict:
    return {name: value for name, value in benefit.items() if name != "bands"}


def as_rules(benefits, joint_caps) -> rules.Terms:
    """What was typed, as the rules read it."""
    made = []
    for benefit in benefits:
        bands = tuple(rules.Band(**band) for band in benefit.get("bands", ()))
        read = {name: value for name, value in facts_of(benefit).items() if name not in ("excludes", "verified")}
        made.append(rules.Benefit(**read, bands=bands))
    return rules.Terms(tuple(made), tuple(rules.JointCap(tuple(codes), cap) for codes, cap in joint_caps))


@transaction.atomic
def open_period(*, scheme, number, enrol_from, enrol_to, starts_on, ends_on, by=None, at):
    """The period is bound to the terms in force on its first day; later versions leave it alone."""
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    terms = scheme.versions.acting(starts_on).first()
    overlapping = scheme.periods.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    (
        may_run(scheme.unit, by)
        & need(terms, "%(day)s之前还没有生效的条款，请先录入条款", field="starts_on", day=starts_on)
        & need(not overlapping, "保障期与%(other)s重叠，请核对起止日期", field="starts_on", other=overlapping)
        & need(ends_on >= starts_on, "终止日期不能早于起始日期", field="ends_on")
        & need(enrol_to >= enrol_from, "参互截止日期不能早于开始日期", field="enrol_to")
        & need(enrol_to <= ends_on, "参互截止日期不能晚于保障终止日期", field="enrol_to")
        & need(
            not scheme.periods.filter(number=number).exists(), "该方案已有第%(number)s期", field="number", number=number
        )
    ).or_refuse()
    period = Period.objects.create(
        scheme=scheme,
        number=number,
        terms=terms,
        enrol_from=enrol_from,
        enrol_to=enrol_to,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    trail.note(by=by, verb="mutual_aid.period", target=period, unit=scheme.unit, at=at)
    return period
