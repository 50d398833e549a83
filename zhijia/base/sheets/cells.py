"""From what stands in a cell to the value meant. Pure; every refusal is one sentence that says what to do.

A cell arrives as str, float, int, bool, date, datetime, time or timedelta (calamine), or only as str (csv).
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from django.utils.translation import gettext as _

from zhijia.base.identity import normal, resident_id_fault

EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, whose calendar has a 29 February 1900
DIGITS_KEPT = 15  # a spreadsheet keeps no more of a number


class Unreadable(ValueError):
    """The cell does not say what its column asks for."""


def plain(cell) -> str:
    """The cell as text, as a person reads it on the screen."""
    if type(cell) is str:
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d") if cell.time() == cell.min.time() else cell.strftime("%Y-%m-%d %H:%M")
    return str(cell)


def is_blank(cell) -> bool:
    if type(cell) is str:
        return not cell or cell.isspace()
    return cell is None


SPACES = re.compile(r"\s+")
GUARDED = ("=", "+", "-", "@")  # before these an export puts an apostrophe into csv
HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def text(column, heading):
    longest = column.longest

    def read(cell):
        word = plain(cell)
        if not word.isalnum():  # a plain word has no space and no apostrophe
            word = SPACES.sub(" ", word)
            if word[:1] == "'" and word[1:2] in GUARDED:
                word = word[1:]
        if longest and len(word) > longest:
            raise Unreadable(_("最多 %(most)s 个字，现有 %(now)s 个") % {"most": longest, "now": len(word)})
        return word

    return read


def name(column, heading):
    """A name typed 张　三 to align with 欧阳某某 is 张三; foreign names keep their spaces."""
    read_text = text(column, heading)

    def read(cell):
        word = read_text(cell)
        if word.isalpha():
            return word
        word = HAN_GAP.sub("", word)
        if any(letter.isdigit() for letter in word):
            raise Unreadable(_("“%(word)s”不像姓名（含有数字），请核对") % {"word": word})
        return word

    return read


FLOATED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
LOST = "{label}列被 Excel 存成了数字，后几位已丢失，请把该列设为文本后重新填写"


def exact_digits(cell, label) -> str:
    """A long number typed into a number cell has lost its end; that must never pass for the real one."""
    if type(cell) is str:
        word = cell
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= 10**DIGITS_KEPT:
            raise Unreadable(_(LOST).format(label=label))
        word = plain(cell)
    else:
        word = plain(cell)
    word = SPACES.sub("", normalize("NFKC", word)).strip("'’‘`")
    if FLOATED.fullmatch(word):
        raise Unreadable(_(LOST).format(label=label))
    return word


def id_number(column, heading):
    label = str(column.label)

    def read(cell):
        if type(cell) is str and len(cell) == 18 and cell.isascii() and cell.isalnum():
            number = cell.upper()
        else:
            number = normal(exact_digits(cell, label))
        if "*" in number:
            raise Unreadable(_("%(label)s是遮盖后的号码，请填写完整号码") % {"label": label})
        if fault := resident_id_fault(number):
            raise Unreadable(fault)
        return number

    return read


MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{9,11}")


def phone(column, heading):
    label = str(column.label)

    def read(cell):
        if type(cell) is str and MOBILE.fullmatch(cell):
            return cell
        word = exact_digits(cell, label)
        if "*" in word:
            raise Unreadable(_("%(label)s是遮盖后的号码，请填写完整号码") % {"label": label})
        digits = word.removeprefix("+86").replace("-", "")
        if not (MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits)):
            raise Unreadable(_("%(label)s应为 11 位手机号或带区号的固定电话，请核对") % {"label": label})
        return digits

    return read


WRITTEN_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2}))?\s*[月日号]?(?:[ T]+\d{1,2}:.*)?")
PACKED_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def day_of(cell) -> date:
    """A date however an office writes it; a month alone means its first day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return day_of_number(cell)
    word = normalize("NFKC", plain(cell)).strip(" '’‘`")
    found = WRITTEN_DATE.fullmatch(word) or PACKED_DATE.fullmatch(word)
    if found is None:
        found = WRITTEN_DATE.fullmatch(chinese_date(word))
    if found is None:
        raise Unreadable(_("“%(word)s”不是可识别的日期，请写成 2020-03-01") % {"word": word[:20]})
    year, month, day = found.groups()
    return real_day(int(year), int(month), int(day or 1), word)


def day_of_number(number) -> date:
    if 10_000 < number < 80_000:
        return EPOCH + timedelta(days=int(number))
    if 1900 <= number < 2100 and not float(number).is_integer():
        return day_of_month_number(number)
    word = plain(number)
    if PACKED_DATE.fullmatch(word):
        return day_of(word)
    raise Unreadable(_("“%(word)s”不是可识别的日期，请写成 2020-03-01") % {"word": word[:20]})


def day_of_month_number(number) -> date:
    """2020.3 typed as a number is March; 2020.1 may have been 2020.10."""
    year, _dot, month = repr(float(number)).partition(".")
    if month == "1":
        raise Unreadable(
            _("“%(word)s”被 Excel 存成了数字，分不清1月还是10月，请写成 %(year)s-01 或 %(year)s-10")
            % {"word": f"{year}.{month}", "year": year}
        )
    return real_day(int(year), int(month), 1, f"{year}.{month}")


def real_day(year, month, day, word) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(_("“%(word)s”不是真实的日期，请核对") % {"word": word[:20]}) from None


def chinese_date(word) -> str:
    """二〇二〇年三月十五日 → 2020年3月15日."""

    def small(found):
        tens, _ten, ones = found.group().translate(CHINESE_DIGITS).partition("十")
        return f"{int(tens or 1) * 10 + int(ones or 0)}"

    return re.sub(r"[二三]?十[一二三四五六七八九]?", small, word).translate(CHINESE_DIGITS)


def day(column, heading):
    def read(cell):
        if type(cell) is date:
            return cell
        found = day_of(cell)
        if not 1900 <= found.year <= 2100:
            raise Unreadable(_("“%(word)s”的年份不对，请核对") % {"word": found.isoformat()})
        return found

    return read


MONEY_SIGNS = re.compile(r"[,\s¥￥]|元(?=$)|RMB|CNY")


def fen_of(cell, fen_per_unit=100, unit="元") -> int:
    """Money as whole fen. `fen_per_unit` comes from the heading (元 or 万元), never from the size of the number."""
    word = MONEY_SIGNS.sub("", normalize("NFKC", plain(cell)))
    try:
        fen = Decimal(word) * fen_per_unit
    except InvalidOperation:
        raise Unreadable(_("“%(word)s”不是金额，请只填数字") % {"word": plain(cell)[:20]}) from None
    if not fen.is_finite() or abs(fen) >= 10**15:
        raise Unreadable(_("金额“%(word)s”过大，请核对单位") % {"word": plain(cell)[:20]})
    whole = fen.to_integral_value()
    noise = isinstance(cell, float) and abs(fen - whole) < Decimal("1e-4")  # 0.1 + 0.2, computed in the sheet
    if fen != whole and not noise:
        raise Unreadable(
            _("金额“%(word)s”%(unit)s不足一分的部分不能登记，请核对") % {"word": plain(cell)[:20], "unit": unit}
        )
    return int(whole)


def money(column, heading):
    from .headings import money_unit

    unit = money_unit(heading) or money_unit(str(column.label)) or "元"
    per_unit = 1_000_000 if unit == "万元" else 100
    return lambda cell: fen_of(cell, per_unit, unit)


def whole(column, heading):
    def read(cell):
        word = normalize("NFKC", plain(cell)).replace(",", "")
        try:
            number = Decimal(word)
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or number != number.to_integral_value():
            raise Unreadable(_("“%(word)s”不是整数，请核对") % {"word": plain(cell)[:20]})
        return int(number)

    return read


def choice(column, heading):
    known = {folded(str(label)): value for label, value in column.choices.items()}
    offered = "、".join(dict.fromkeys(column.said.values()))

    def read(cell):
        word = plain(cell)
        value = known.get(word, known)
        if value is known:
            value = known.get(folded(word), known)
        if value is known:
            raise Unreadable(_("“%(word)s”不是可填的选项，可填：%(offered)s") % {"word": word[:20], "offered": offered})
        return value

    return read


def folded(word) -> str:
    return SPACES.sub("", normalize("NFKC", word)).casefold()


KINDS = {
    "text": text,
    "name": name,
    "id_number": id_number,
    "phone": phone,
    "date": day,
    "money": money,
    "int": whole,
    "choice": choice,
}
