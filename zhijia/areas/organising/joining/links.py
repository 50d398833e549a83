"""Addresses that are handed out: of a unit on its poster, of one invited person. They cannot be guessed."""

import secrets

from django.core import signing
from django.urls import NoReverseMatch, reverse

from zhijia.kernels.org.models import Unit

from .rules import CODE_LENGTH, CODE_SIGNS

TOKEN_LENGTH = 16


def _signer():
    return signing.Signer(salt="joining.unit", sep=".")


def token_of(unit) -> str:
    return _signer().sign(str(unit.pk))


def unit_of(token):
    """The unit a signed address names; None if the address was made up or the unit is no more."""
    try:
        key = _signer().unsign(token)
    except signing.BadSignature:
        return None
    return Unit.objects.standing().filter(pk=key).select_related("superior").first()


def address_of(unit) -> str:
    return reverse("joining:at", args=[token_of(unit)])


def slip_address(invitation) -> str:
    return reverse("joining:slip", args=[invitation.token])


def new_token() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(TOKEN_LENGTH))


def new_code() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def elsewhere(name) -> str:
    """The address of a page of another area, where that area is installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
