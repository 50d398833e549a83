"""Who may be given what on which occasion: caps, uniqueness, forms of giving. Domain 7.2, R-WEL-01, R-WEL-02.

Pure. Caps come in as data with the clause they rest on; a cap that nobody entered refuses instead of guessing.
Money is fen. A cap is inclusive: 不超过500元 allows 500.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zhijia.base.amount import Amount, Used
from zhijia.base.money import yuan
from zhijia.base.verdict import Verdict, need


class Occasion(StrEnum):
    FESTIVAL = "festival"
    BIRTHDAY = "birthday"
    MARRIAGE = "marriage"
    BIRTH = "birth"
    HOSPITAL = "hospital"
    MEMBER_DEATH = "member_death"
    KIN_DEATH = "kin_death"
    RETIREMENT = "retirement"
    HARDSHIP = "hardship"
    VISIT = "visit"


class Form(StrEnum):
    GOODS = "goods"
    VOUCHER = "voucher"
    CAKE = "cake"
    MONEY = "money"


OWN_FUNDS = "工会经费"  # what pays unless a round says otherwise

FORM_NAMES = {Form.GOODS: "实物", Form.VOUCHER: "指定商家提货券", Form.CAKE: "蛋糕券", Form.MONEY: "慰问金"}


@dataclass(frozen=True)
class Kind:
    """What the rules say of one occasion. `unique`: what makes a second one the same: nothing, a year, a thing."""

    name: str
    key: str  # the policy parameter with its cap
    forms: tuple[Form, ...]
    unique: str  # "once" | "year" | "festival" | "thing" | "thing_year"
    thing: str = ""  # what must be named to tell two of them apart
    evidence: tuple[str, ...] = ()


GIFTS = (Form.GOODS, Form.VOUCHER)  # 逢年过节不得发放现金、购物卡
KINDS = {
    Occasion.FESTIVAL: Kind("节日慰问", "consolation.festival_year", GIFTS, "festival"),
    Occasion.BIRTHDAY: Kind("生日慰问", "consolation.birthday", (Form.CAKE, *GIFTS), "year"),
    Occasion.MARRIAGE: Kind("结婚慰问", "consolation.marriage", (Form.GOODS, Form.MONEY), "once", evidence=("结婚证",)),
    Occasion.BIRTH: Kind(
        "生育慰问", "consolation.birth", (Form.GOODS, Form.MONEY), "thing", "子女出生日期", ("出生医学证明",)
    ),
    Occasion.HOSPITAL: Kind(
        "生病住院慰问",
        "consolation.hospital",
        (Form.GOODS, Form.MONEY),
        "thing_year",
        "病种",
        ("出院小结", "住院证明"),
    ),
    Occasion.MEMBER_DEATH: Kind(
        "会员去世慰问", "consolation.member_death", (Form.MONEY,), "once", evidence=("死亡证明",)
    ),
    Occasion.KIN_DEATH: Kind(
        "近亲属去世慰问", "consolation.kin_death", (Form.MONEY,), "thing", "亲属关系和姓名", ("死亡证明", "关系证明")
    ),
    Occasion.RETIREMENT: Kind("退休离岗慰问", "consolation.retirement", (Form.GOODS,), "once", evidence=("退休通知",)),
    Occasion.HARDSHIP: Kind(
        "困难慰问", "consolation.hardship_once", (Form.GOODS, Form.MONEY), "year", evidence=("困难职工档案",)
    ),
    Occasion.VISIT: Kind("走访慰问", "consolation.visit", (Form.GOODS, Form.MONEY), "round"),
}

ONCE_SAYS = {
    "once": "每人一次",
    "year": "每人每年一次",
    "festival": "每人每个节日一次",
    "thing": "同一事由一次",
    "thing_year": "同一病种每年一次",
    "round": "每次走访一次",
}

GROUPS = (  # whom a visit is for (catalogue 1.3); a report counts visits by it
    "乡村振兴工作队员",
    "劳动模范",
    "一线教师",
    "一线医务人员",
    "非在编职工",
    "退休教职工",
    "女职工",
)

FESTIVALS = {  # 法定节日; ethnic festivals approved by the province are added as parameters
    "new_year": "元旦",
    "spring": "春节",
    "qingming": "清明节",
    "labour": "劳动节",
    "dragon_boat": "端午节",
    "mid_autumn": "中秋节",
    "national": "国庆节",
}
MORE_FESTIVAL_CAPS = {"spring": "consolation.festival_spring"}  # a province may also cap one festival by itself
OTHER_FESTIVALS = "consolation.festival_other_each"


@dataclass(frozen=True)
class Cap:
    """One acting parameter: at most so many fen."""

    fen: int
    used: Used


@dataclass(frozen=True)
class Gift:
    """What is to be given to one person. `thing` is compared, never shown: the caller passes a digest for illnesses."""

    occasion: Occasion
    on: date
    fen: int
    form: Form
    festival: str = ""
    thing: str = ""
    evidence: str = ""
    round: str = ""  # which round it belongs to


@dataclass(frozen=True)
class Had:
    """What the person already has: keys of gifts given or listed, and festival fen of the year."""

    keys: frozenset[str] = field(default_factory=frozenset)
    festival_fen: int = 0


def unique_key(gift: Gift) -> str:
    """Two gifts of one person with the same key are the same gift twice (R-WEL-01)."""
    year = gift.on.year
    match KINDS[gift.occasion].unique:
        case "once":
            return str(gift.occasion)
        case "year":
            return f"{gift.occasion}:{year}"
        case "festival":
            return f"{gift.occasion}:{year}:{gift.festival}"
        case "thing":
            return f"{gift.occasion}:{gift.thing}"
        case "round":
            return f"{gift.occasion}:{gift.round}"
        case _:
            return f"{gift.occasion}:{year}:{gift.thing}"


def caps_of(gift: Gift) -> list[str]:
    """Policy keys that limit this gift: of the occasion, and of the single festival where one is entered."""
    keys = [KINDS[gift.occasion].key]
    if gift.occasion == Occasion.FESTIVAL:
        keys.append(MORE_FESTIVAL_CAPS.get(gift.festival, OTHER_FESTIVALS))
    return keys


def well_formed(gift: Gift) -> Verdict:
    kind = KINDS[gift.occasion]
    forms = "、".join(FORM_NAMES[form] for form in kind.forms)
    return (
        need(gift.fen > 0, "慰问金额须大于0", field="amount_fen")
        & need(
            gift.form in kind.forms,
            "%(kind)s只能发放%(forms)s，不能发放%(form)s",
            field="form",
            kind=kind.name,
            forms=forms,
            form=FORM_NAMES[gift.form],
        )
        & need(
            gift.occasion != Occasion.FESTIVAL or gift.festival in FESTIVALS,
            "请选择是哪个法定节日",
            field="festival",
        )
        & need(not kind.thing or gift.thing, "请填写%(thing)s，用于核对是否重复", field="thing", thing=kind.thing)
        & need(not kind.evidence or gift.evidence, "请注明核实依据的材料", field="evidence")
    )


def within_caps(gift: Gift, had: Had, caps: dict[str, Cap]) -> Verdict:
    """The occasion's cap for this gift, or for the whole year's festivals together."""
    kind = KINDS[gift.occasion]
    own = caps.get(kind.key)
    verdict = need(own, "还没有录入“%(kind)s”的标准，请先在政策参数中录入", field="amount_fen", kind=kind.name)
    for key in caps_of(gift):
        cap = caps.get(key)
        if cap is None:
            continue
        yearly = gift.occasion == Occasion.FESTIVAL and key == kind.key
        total = gift.fen + (had.festival_fen if yearly else 0)
        verdict = verdict & need(
            total <= cap.fen,
            "%(label)s%(total)s元，超过上限%(cap)s元（%(clause)s）",
            field="amount_fen",
            label=f"{gift.on.year}年节日慰问累计" if yearly else f"{kind.name}",
            total=yuan(total),
            cap=yuan(cap.fen),
            clause=cap.used.source or "未注明依据",
        )
    return verdict


def may_give(gift: Gift, *, name: str, member: bool, had: Had, caps: dict[str, Cap]) -> Verdict:
    """Everything R-WEL-01 asks, in one answer with all its reasons."""
    kind = KINDS[gift.occasion]
    cap = caps.get(kind.key)
    return (
        well_formed(gift)
        & need(member, "%(name)s不是本单位在籍会员，不能享受慰问", field="person", name=name)
        & need(
            unique_key(gift) not in had.keys,
            "%(name)s%(when)s已享受过%(kind)s，%(once)s（%(clause)s）",
            field="person",
            name=name,
            when=f"{gift.on.year}年" if "year" in kind.unique else "",
            kind=kind.name if gift.occasion != Occasion.FESTIVAL else FESTIVALS.get(gift.festival, "节日") + "慰问",
            once=ONCE_SAYS[kind.unique],
            clause=(cap.used.source if cap else "") or "未注明依据",
        )
        & within_caps(gift, had, caps)
    )


def derivation(gift: Gift, had: Had, caps: dict[str, Cap]) -> Amount:
    """Why it is this sum: what was set, and the caps it was held against."""
    kind = KINDS[gift.occasion]
    amount = Amount.start(f"{kind.name}标准", gift.fen, inputs=(("形式", FORM_NAMES[gift.form]),))
    for key in caps_of(gift):
        cap = caps.get(key)
        if cap is None:
            continue
        yearly = gift.occasion == Occasion.FESTIVAL and key == kind.key
        left = cap.fen - had.festival_fen if yearly else cap.fen
        label = f"年度上限 {yuan(cap.fen)} 元，此前已发 {yuan(had.festival_fen)} 元" if yearly else "标准上限"
        amount = amount.at_most(label, left, used=cap.used)
    return amount
