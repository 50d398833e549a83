"""Pure rules: what a person is known by, and the life of a membership."""

from .identity import (
    LANDLINE,
    MAN,
    REASON_AT_LEAST,
    WOMAN,
    derived,
    id_fault,
    may_open,
    phone_fault,
    sound,
)

__all__ = ["LANDLINE", "MAN", "REASON_AT_LEAST", "WOMAN", "derived", "id_fault", "may_open", "phone_fault", "sound"]
