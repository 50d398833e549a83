"""Money is a whole number of fen, everywhere; yuan exist only on screens and paper.

`fen` below is always an int. Texts typed by people become fen through `to_fen`, which says in Chinese what is wrong.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from .numerals import spell
from .verdict import Refused, need

LIMIT = 10**18  # fen; below 一万万亿元, and well inside a 64-bit column
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_FORM = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?")


def yuan(fen: int) -> str:
    """yuan(970700) == "9,707.00"."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d}"


def to_fen(value: str | int | Decimal) -> int:
    """Yuan, as typed or as a number, to fen: to_fen("１,234.5") == 123450. Refuses what is not an exact amount.

    Takes full-width signs, 1,234 grouping, spaces inside (9 707.00), ¥ and 元. A float is a programmer's mistake.
    """
    if isinstance(value, float | bool):
        raise TypeError(f"{value!r} is not an exact amount")
    amount = Decimal(value) if isinstance(value, int | Decimal) else _parse(value)
    need(amount.is_finite(), "金额不是数字").or_refuse()
    need(abs(amount) < LIMIT // 100, "金额太大，请核对是否多打了数字").or_refuse()
    exact = Fraction(amount) * 100
    need(exact.denominator == 1, "金额最多写到分（两位小数）").or_refuse()
    return int(exact)


def _parse(text: str) -> Decimal:
    typed = text.strip()
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed).replace("−", "-").replace("。", "."))
    plain = re.sub(r"^([+-]?)[¥￥]", r"\1", plain).removesuffix("元")
    need(plain, "请填写金额").or_refuse()
    need(not re.search("[万亿千百]", plain), "金额请以元为单位写完整的数字，例如 30000，不要写“万”").or_refuse()
    need(
        not re.search(r"[^\d.,+-]", plain) and re.search(r"\d", plain),
        "“%(typed)s”不是金额，请只写数字，例如 1234.50",
        typed=typed,
    ).or_refuse()
    need(plain.count(".") <= 1, "金额里有两个小数点，请核对").or_refuse()
    need(_FORM.fullmatch(plain), "金额里的逗号或正负号位置不对，请核对，例如 1,234.50").or_refuse()
    return Decimal(plain.replace(",", ""))


def round_fen(value: int | Decimal | Fraction) -> int:
    """四舍五入到分: halves go away from zero. round_fen(Decimal("0.5")) == 1, round_fen(Decimal("-0.5")) == -1."""
    if isinstance(value, Fraction):
        size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
        return -size if value < 0 else size
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP))


def times(fen: int, rate: int | Decimal | Fraction) -> int:
    """A share of an amount, 四舍五入到分 once and exactly: times(100, Decimal("0.125")) == 13."""
    if isinstance(rate, float):
        raise TypeError("a rate is a Decimal, never a float")
    return round_fen(Fraction(fen) * Fraction(rate))


def split(total: int, weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """Shares of `total` fen by weight that add up to it exactly (largest remainder; ties to the earlier).

    split(100, [1, 1, 1]) == [34, 33, 33]. A share never differs from its exact value by a whole fen.
    """
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact)
    need(whole > 0 and min(exact) >= 0, "无法分摊：权重之和必须大于零，且不能有负数").or_refuse()
    if total < 0:
        return [-share for share in split(-total, exact)]
    quotas = [total * weight / whole for weight in exact]
    shares = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(shares)), key=lambda place: shares[place] - quotas[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def capital(fen: int) -> str:
    """大写金额: capital(140950) == "壹仟肆佰零玖元伍角整", capital(168032) == "壹仟陆佰捌拾元零叁角贰分".

    《支付结算办法》附一: 零 after 元 when the 元 digit is 0, or when 角 is 0 before 分; of two allowed readings the
    fuller one is written. 《会计基础工作规范》第五十二条: 整 after 元 and after 角. Refuses 一万万亿元 and above.
    """
    need(abs(fen) < LIMIT, "金额太大，无法写成大写").or_refuse()
    whole, cents = divmod(abs(fen), 100)
    jiao, last = divmod(cents, 10)
    text = f"{spell(whole, _CAPITALS, '仟佰拾')}元" if whole or not cents else ""
    if whole and cents and (jiao == 0 or whole % 10 == 0):
        text += "零"
    text += f"{_CAPITALS[jiao]}角" if jiao else ""
    text += f"{_CAPITALS[last]}分" if last else "整"
    return ("负" if fen < 0 else "") + text


class YuanField(forms.CharField):
    """A form field: the person sees and types yuan, the program gets fen. Bounds are fen; min_fen=None allows any."""

    def __init__(self, *, min_fen: int | None = 0, max_fen: int | None = None, **kwargs):
        self.min_fen, self.max_fen = min_fen, max_fen
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        return yuan(value) if isinstance(value, int) else value

    def to_python(self, value) -> int | None:
        if isinstance(value, int):  # the initial value of a disabled field is fen already
            return value
        text = super().to_python(value)
        if text is None:
            return None
        try:
            return to_fen(text)
        except Refused as refused:
            raise ValidationError([reason.say(gettext) for reason in refused.reasons]) from None

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.min_fen is not None and value < self.min_fen:
            raise ValidationError(gettext("金额不能小于 %(limit)s 元") % {"limit": yuan(self.min_fen)})
        if self.max_fen is not None and value > self.max_fen:
            raise ValidationError(gettext("金额不能大于 %(limit)s 元") % {"limit": yuan(self.max_fen)})

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class MoneyField(models.BigIntegerField):
    """Fen in a 64-bit column; forms made from the model speak yuan. A fraction of a fen is refused, never cut off."""

    def get_prep_value(self, value):
        if isinstance(value, float) or (isinstance(value, Decimal) and value != value.to_integral_value()):
            raise TypeError(f"{self.name} holds whole fen, not {value!r}")
        return super().get_prep_value(value)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": YuanField, **kwargs})
