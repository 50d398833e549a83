"""The statistics of two years: one reported, summed and locked; the next under way, with one corrected and one late."""

from datetime import date, timedelta

from zhijia.kernels.access import actions as access
from zhijia.kernels.org.actions import count_staff
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership, Person

from . import actions
from .models import Return

TITLE = "统计报送"  # what the demo command calls it

HANDS = (("YL-WC", "wc"), ("YL-WC-QS", "qs"), ("YL-WC-QS-LH", "lh"))  # who has no account of their own yet
TYPED = {
    "B01": 2, "B02": 1, "B03": 1, "B04": 2, "B05": 5, "B06": 3, "B07": 1, "B08": 1, "B09": 2, "B10": 6, "D01": 1,
    "D02": 1, "D03": 40, "D04": 18, "D05": 26, "D06": 1, "F01": 1, "G01": 3, "G02": 60, "G03": 12, "G06": 1, "G07": 4,
    "H01": 1, "H02": 386000, "H03": 41000, "H04": 352000, "H05": 1,
}  # fmt: skip
OWN = {"L01": 6, "L02": 5, "L03": 2, "L04": 1, "L05": 5, "L06": 2, "L08": 2, "L09": 120, "L10": 1}


def build(world):
    staff(world)
    last, this = (opened(world, year) for year in (world.years[0] - 1, world.years[0]))
    for of in last.returns.order_by("-unit__path"):  # those below come before those above
        report(world, of, world.at(date(last.end.year + 1, 2, 20)))
    under_way(world, this)


def staff(world):
    for code, name in HANDS:
        for role, word in (("officer", "干事"), ("chair", "主席")):
            user = access.open_account(username=f"{name}_{role}", name=f"{world.units[code]}{word}"[:50])
            access.grant_role(user=user, unit=world.units[code], role=role, from_on=date(2013, 1, 1))
            world.users[user.username] = user
    for unit in Unit.objects.as_of(date(world.years[0] - 1, 6, 30)).filter(kind__in=Unit.GRASSROOTS):
        for year in (world.years[0] - 1, world.years[0]):
            on = date(year, 6, 30)
            members = Membership.objects.as_of(date(year, 12, 31)).under(unit.path)
            women = members.filter(person__sex=Person.Sex.FEMALE).count()
            total = members.count()
            counts = {"total": total + total // 12 + 3, "women": women + women // 15 + 1}
            count_staff(unit=unit, on=on, counts=counts)


def opened(world, year):
    return actions.open_round(
        unit=world.province,
        title=f"{year}年工会统计年报",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        due_on=max(date(year + 1, 3, 15), world.today - timedelta(days=4))
        if year == world.years[0]
        else date(year + 1, 3, 15),
        note="人数按年末在册统计；与上年相差30%以上的，在说明栏写明原因。",
        by=world.users["province"],
        at=world.at(date(year + 1, 1, 8)),
    )


def hands(world, unit) -> tuple:
    """The officer and the chair of the unit itself."""
    name = dict(HANDS).get(unit.code)
    if name:
        return world.users[f"{name}_officer"], world.users[f"{name}_chair"]
    return world.officer_of(unit), world.chair_of(unit)


def report(world, of, at, *, approve=True):
    of = fill_in(world, of, at)
    officer, chair = hands(world, of.unit)
    actions.submit(of=of, by=officer, at=at)
    of = actions.sign(of=of, by=chair, at=at)
    if approve and of.above_id:
        actions.approve(of=of, by=hands(world, of.above.unit)[0], at=at)


def fill_in(world, of, at):
    officer, _chair = hands(world, of.unit)
    actions.fill(of=of, by=officer, at=at)
    size = of.unit.headcount or 60
    typed = OWN if of.sums else TYPED | {"G02": max(size // 6, 2), "D03": max(size // 8, 30)}
    cells = dict(of.cells.values_list("item", "computed"))
    values = {code: {"adjusted": value} for code, value in typed.items() if cells.get(code, 0) is None}
    actions.put_values(of=of, values=values, by=officer, at=at)
    of = fresh(of)
    noted = {
        code: {"note": "今年完成花名册核对，逐人补录"}
        for one in actions.reading_of(of).stopping
        for code in one.codes[:1]
    }
    actions.put_values(of=of, values=noted, by=officer, at=at)
    return fresh(of)


def fresh(of) -> Return:
    return Return.objects.select_related("unit", "round__unit", "above__unit").get(pk=of.pk)


def under_way(world, round):
    """Accepted, signed, submitted, corrected by hand, sent back, and not begun."""
    at = world.at(world.today - timedelta(days=9))
    by_code = {of.unit.code: of for of in round.returns.select_related("unit", "round__unit", "above__unit")}
    for code in ("YL-LG", "YL-ZX", "YL-LJ-SY"):
        report(world, by_code[code], at)
    report(world, by_code["YL-SF"], at, approve=False)
    college = fill_in(world, by_code["YL-CJ"], at)
    officer, _chair = hands(world, college.unit)
    members = college.cells.get(item="A05").computed
    adjusted = {"A05": {"adjusted": members + 2, "reason": "两名新进教师年末批准入会，会籍尚未录入"}}
    actions.put_values(of=college, values=adjusted, by=officer, at=at)
    actions.fill(of=fresh(by_code["YL-WC-QS-XX"]), by=hands(world, by_code["YL-WC-QS-XX"].unit)[0], at=at)
    report(world, by_code["YL-NK"], at, approve=False)
    institute = fresh(by_code["YL-NK"])
    actions.send_back(of=institute, reason="女职工数与上年相差较大，请核对", by=world.users["province"], at=at)
    late = [fresh(by_code[code]) for code in ("YL-LJ-YZ", "YL-WC-QS-XX")]
    actions.remind(returns=late, by=world.users["province"], at=world.at(world.today - timedelta(days=2)))
