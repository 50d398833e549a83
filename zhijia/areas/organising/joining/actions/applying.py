"""An application is handed in, corrected, taken back. Mostly by somebody without an account: then `by` is None."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijia.base import identity
from zhijia.base.pinyin import initials
from zhijia.base.sealed import blind_index
from zhijia.base.text import compact, key, tidy
from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State, may_move
from zhijia.kernels.people.models import Employment
from zhijia.kernels.trail import actions as trail

from .. import links, notices, rules
from ..manner import manner_of
from ..models import ID_PURPOSE, PHONE_PURPOSE, Application, Consent
from .entering import consents_of

KIND = "joining.application"
CODES_TRIED = 5


@dataclass(frozen=True)
class Asked:
    """What somebody wrote on the application."""

    name: str
    id_number: str
    phone: str
    kind: str
    department: str = ""
    position: str = ""
    dispatcher: str = ""
    dispatcher_union: str = ""
    remark: str = ""

    @property
    def columns(self) -> dict:
        number, phone, name = identity.normal(self.id_number), compact(self.phone), tidy(self.name)
        dispatched = self.kind == Employment.Kind.DISPATCHED
        return {
            "name": name,
            "initials": initials(name)[:30],
            "sex": identity.sex(number),
            "born_on": identity.birth_date(number),
            "id_number": number,
            "id_digest": blind_index(number, ID_PURPOSE),
            "id_tail": number[-4:],
            "phone": phone,
            "phone_digest": blind_index(phone, PHONE_PURPOSE),
            "phone_tail": phone[-4:],
            "kind": self.kind,
            "department": tidy(self.department),
            "position": tidy(self.position),
            "dispatcher": tidy(self.dispatcher) if dispatched else "",
            "dispatcher_union": self.dispatcher_union if dispatched else "",
            "remark": tidy(self.remark),
        }

    def verdict(self, today) -> Verdict:
        number, phone = identity.normal(self.id_number), compact(self.phone)
        return (
            need(self.name.strip(), "请填写姓名", field="name")
            & rules.sound_person(number, phone, today)
            & need(self.kind in Employment.Kind.values, "请选择用工形式", field="kind")
            & rules.sound_dispatch(self.kind == Employment.Kind.DISPATCHED, self.dispatcher)
        )


@transaction.atomic
def apply(*, unit, asked, consents, at, by=None) -> Application:
    """To the desk of the unit, by the route its policy names."""
    today = timezone.localdate(at)
    manner = manner_of(unit, today)
    (
        asked.verdict(today)
        & notices.both_given(consents)
        & need(manner.open, "%(unit)s暂未开放网上入会，请联系本单位工会现场办理", unit=unit)
    ).or_refuse()
    title = f"{asked.name}申请加入{unit}"[:120]
    case = flow.open_case(kind=KIND, unit=unit, title=title, route=manner.route, opened_by=by, at=at)
    application = write(case, unit, asked, today)
    Consent.objects.bulk_create(consents_of(consents, unit, at, application=application))
    application.case = flow.submit(case=case, by=by, at=at)
    trail.note(by=by, verb="joining.apply", target=application, unit=unit, at=at)
    return application


def write(case, unit, asked, today) -> Application:
    """With a query code of its own; another is drawn in the rare case that it is taken."""
    for _try in range(CODES_TRIED - 1):
        try:
            with transaction.atomic():
                return Application.objects.create(
                    case=case, unit=unit, code=links.new_code(), applied_on=today, **asked.columns
                )
        except IntegrityError:
            if Application.objects.filter(pk=case.pk).exists():
                raise
    return Application.objects.create(case=case, unit=unit, code=links.new_code(), applied_on=today, **asked.columns)


def find_own(*, unit, name, id_number, phone):
    """The newest application handed in with the same name, number and telephone: whoever knows all three may see it."""
    number, phone = identity.normal(id_number), compact(phone)
    same = Application.objects.with_id_number(number).with_phone(phone).under(unit.deciding().path)
    return next((row for row in same.order_by("-pk")[:5] if key(row.name) == key(name)), None)


def may_correct(application) -> Verdict:
    return need(application.state == State.RETURNED, "申请没有被退回，不用补充")


@transaction.atomic
def resubmit(*, application, asked, at, by=None) -> Application:
    """Handed in again after it was returned; the same person, otherwise it is another application."""
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("case", "unit").get(pk=application.pk)
    )
    (
        may_correct(application)
        & asked.verdict(timezone.localdate(at))
        & need(
            application.id_digest == blind_index(identity.normal(asked.id_number), ID_PURPOSE)
            or key(application.name) == key(asked.name),
            "姓名和身份证号都改了，请重新提交一份申请",
            field="id_number",
        )
    ).or_refuse()
    before = {name: str(getattr(application, name)) for name in TOLD}
    for name, value in asked.columns.items():
        setattr(application, name, value)
    application.state = State.IN_REVIEW.value
    application.save()
    application.case = flow.submit(case=application.case, by=by, at=at)
    after = {name: str(getattr(application, name)) for name in TOLD}
    trail.note(
        by=by, verb="joining.resubmit", target=application, unit=application.unit, before=before, after=after, at=at
    )
    return application


TOLD = ("name", "id_tail", "phone_tail", "kind", "department", "position", "dispatcher", "remark")  # no secret


def may_take_back(application) -> Verdict:
    return may_move(application.case.state, State.WITHDRAWN)


@transaction.atomic
def take_back(*, application, at, by=None) -> Application:
    """By whoever holds the query code: the applicant has no account that the engine could ask."""
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("case", "unit").get(pk=application.pk)
    )
    (case,) = flow.locked([application.case])
    may_move(case.state, State.WITHDRAWN).or_refuse()
    case.state = State.WITHDRAWN
    application.case = flow.place([case], at)[0]
    application.state, application.decided_on = State.WITHDRAWN.value, timezone.localdate(at)
    application.save(update_fields=["state", "decided_on"])
    trail.note(by=by, verb="joining.withdraw", target=application, unit=application.unit, at=at)
    return application


SECRETS = {"id_number": "身份证号", "phone": "手机号"}


def reveal(*, application, secret, reason, by, at) -> str:
    """One secret for one reader and one reason; the trail keeps who, when and why, never what."""
    (
        need(secret in SECRETS, "没有这一项敏感信息")
        & need(by.can("view_private", application.unit), "您没有查看敏感信息的权限")
        & need(len(reason.strip()) >= 4, "请写明查看的理由，例如“核对入会申请人身份”", field="reason")
    ).or_refuse()
    told = f"{SECRETS[secret]}：{reason.strip()}"
    trail.note(by=by, verb="reveal", target=application, unit=application.unit, reason=told, at=at)
    return getattr(application, secret).reveal()
