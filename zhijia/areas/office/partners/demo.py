"""Four partners: at work, with a paper running out, in review, gone."""

from datetime import date, timedelta

from . import actions, rules

TITLE = "合作单位"
PARTNERS = (
    ("云岭明法律师事务所", "law_firm", "法律援助、合同审查"),
    ("云岭信诚会计师事务所", "accountant", "工会经费审计"),
    ("云岭商业银行城中支行", "bank", "工会账户、会员卡"),
    ("云岭医学院继续教育中心", "college", "骨干培训"),
)


def build(world):
    unit, officer, chair = world.province, world.officer_of(world.province), world.chair_of(world.province)
    begun = date(world.years[0], 3, 2)
    made = []
    for name, kind, services in PARTNERS:
        partner = actions.enter(unit=unit, name=name, kind=kind, services=services, by=officer)
        if kind in rules.NEEDS_PAPER:
            ends = world.today + timedelta(days=40 if kind == "law_firm" else 400)
            actions.keep_paper(
                partner=partner, name=rules.NEEDS_PAPER[kind], valid_to=ends, by=officer, at=world.at(begun)
            )
        made.append(partner)
    for partner in made[:3]:
        partner = actions.propose(partner=partner, by=officer, at=world.at(begun))
        partner = actions.rule(case=partner.case, by=chair, ruling="approve", at=world.at(begun + timedelta(days=2)))
        from_on = begun + timedelta(days=10)
        actions.sign(
            partner=partner,
            title=f"{begun.year}年度服务合同",
            from_on=from_on,
            to_on=from_on + timedelta(days=729),
            amount_fen=3_000_000,
            by=officer,
            at=world.at(from_on),
        )
        actions.evaluate(
            partner=partner, year=begun.year, score=90, by=officer, on=world.at(date(begun.year, 12, 20)).date()
        )
    actions.propose(partner=made[3], by=officer, at=world.now)
