"""How values are written: the same words on a page, in an export and in print."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.base import masking
from zhijia.base.money import yuan as yuan_of


def text(value, column=None):
    return str(value)


def yuan(fen, column=None) -> str:
    """Integer fen as yuan: 123450 -> 1,234.50."""
    return "" if fen is None or fen == "" else yuan_of(int(fen))


def in_yuan(fen) -> str:
    """In a sentence or a list of facts: 1,234.50 元."""
    return _("%(amount)s 元") % {"amount": yuan(fen or 0)}


def day(value, column=None) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value or "")


def moment(value, column=None) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return value.strftime("%Y-%m-%d %H:%M")
    return day(value)


def number(value, column=None) -> str:
    digits = getattr(column, "digits", 0)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{Decimal(str(value)):,.{digits}f}" if digits else f"{Decimal(str(value)).normalize():,f}"


def percent(value, column=None) -> str:
    """A share (0.873) as 87.3%."""
    digits = getattr(column, "digits", 0) or 1
    share = (Decimal(str(value)) * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{share}%"


def yes(value, column=None) -> str:
    return _("是") if value else _("否")


def masked(value, column=None) -> str:
    """Enough of a number to recognise one's own: 530***********1234, 138****5678."""
    value = str(value or "")
    if "*" in value or not value:
        return value
    return masking.phone(value) if len(value) == 11 and value.isdigit() else masking.id_number(value)


FORMATS = {
    "money": yuan,
    "date": day,
    "datetime": moment,
    "number": number,
    "percent": percent,
    "bool": yes,
    "masked": masked,
}
