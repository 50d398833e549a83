"""Who may take part, and for how much."""

from datetime import date

from zhijia.base.verdict import need


def fee(first: int, renewal: int, *, enrolled_before: bool) -> int:
    """Fen per head: those who were in the period before pay the renewal fee."""
    return renewal if enrolled_before else first


def may_enrol(member: bool, old: int | None, max_age: int | None, today: date, opens_on: date, closes_on: date):
    """Active members only, within the enrolment window; an age limit includes the year it names."""
    return (
        need(member, "不是本单位在籍会员，请先在花名册登记或办理转会", field="person")
        & need(today >= opens_on, "本期参互从%(day)s开始办理，请届时再来", field="person", day=opens_on)
        & need(today <= closes_on, "本期参互已于%(day)s截止，期中不再办理", field="person", day=closes_on)
        & need(
            max_age is None or old is None or old <= max_age,
            "超过参互年龄上限%(age)s周岁",
            field="person",
            age=max_age,
        )
    )


def age(born_on: date, day: date) -> int:
    """Full years of age on that day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
