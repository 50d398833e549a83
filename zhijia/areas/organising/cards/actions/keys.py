"""Keys are begun, succeeded and, if somebody else may have them, revoked."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from zhijia.base.noting import note
from zhijia.base.verdict import Verdict, need

from ..keys import code_of, new_public
from ..models import CardKey, keeps_keys


def may_keep(by) -> Verdict:
    return need(keeps_keys(by), "签名密钥由全平台共用，只有最上级工会的系统管理员可以更换、作废")


def ensure_key(*, by, at):
    """The key that signs; the first card that is ever issued makes the first."""
    return CardKey.objects.signing().first() or _first(by, at)


def _first(by, at):
    try:
        with transaction.atomic():
            return _begin(by, at, "")
    except IntegrityError:  # somebody else issues a first card at this moment
        return CardKey.objects.signing().get()


def _one_after_the_other():
    """Each change ends the key that signs by then. All wait at the first key of all: it never moves in any order."""
    CardKey.objects.select_for_update(of=("self",)).order_by("generation").first()


def _begin(by, at, reason):
    generation = (CardKey.objects.aggregate(last=Max("generation"))["last"] or 0) + 1
    public = new_public(generation)
    key = CardKey.objects.create(
        code=code_of(public), generation=generation, public=public, begun_at=at, by=by, reason=reason[:200]
    )
    note(by=by, verb="cards.key", target=key, reason=reason, at=at)
    return key


@transaction.atomic
def rotate_key(*, by, at, reason):
    """The next generation signs from now on; what the last one signed a moment ago is still believed."""
    (may_keep(by) & need(reason.strip(), "请写明更换的原因", field="reason")).or_refuse()
    _one_after_the_other()
    CardKey.objects.signing().update(signing=False, ended_at=at)
    return _begin(by, at, reason)


@transaction.atomic
def revoke_key(*, key, by, at, reason):
    """Nothing it signed is believed any more. The one that signs is succeeded at once."""
    _one_after_the_other()
    key = CardKey.objects.get(pk=key.pk)
    (
        may_keep(by)
        & need(reason.strip(), "请写明作废的原因", field="reason")
        & need(key.revoked_at is None, "这把密钥已经作废")
    ).or_refuse()
    if key.signing:
        rotate_key(by=by, at=at, reason=reason)
    CardKey.objects.filter(pk=key.pk).update(revoked_at=at)
    note(by=by, verb="cards.key_revoked", target=key, reason=reason, at=at)
    return CardKey.objects.get(pk=key.pk)
