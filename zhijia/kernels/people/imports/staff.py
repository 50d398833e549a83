"""The staff roll 职工名册: who works here, member or not. Joining is then a match with a line of it (E-04)."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import imports
from zhijia.kernels.org.paths import within

from .columns import FROM_ON, WHO
from .known import agree, in_time, named
from .lines import PersonLines
from .roll import staff_roll
from .writing import EMPLOYMENT, PERSON, add_staff, renew_staff, works_on


@imports
class Staff(PersonLines):
    code = "people.staff"
    title = _("职工名册（不办入会）")
    notes = (
        _("只登记在本单位工作的职工，不办入会；本人网上申请入会时，与名册一致的当场入会。"),
        _("带 * 的列必填。已登记的，更新其资料；空着的单元格不改动。会籍在别的单位的，只登记在本单位的工作。"),
    )
    columns = (*WHO, FROM_ON)
    watched = {
        PERSON: ("name", "sex", "born_on", "ethnicity", "education", "id_digest", "phone_digest", "home", "user"),
        EMPLOYMENT: ("person", "unit", "staff_no", "kind", "position", "from_on", "to_on"),
    }

    def judge(self, row, found, context):
        here(found, context.places)
        named(row, found, context.places, at_work(found, context.places))
        agree(row, context.today)
        in_time(row, "from_on", self.label_of("from_on"), context.today)
        return foretold(row, found)

    def write(self, rows, context):
        strangers, known = self.told_apart(rows)
        add_staff(strangers, context)
        renew_staff(known, context)

    def current(self, unit, user):
        return staff_roll(unit, user)


def here(found, places):
    """Only work in this unit is the line's business; a person who belongs to another one is not corrected from here."""
    away = [job for job in found.employments if job.unit not in places.paths]
    held = found.membership
    found.employments = tuple(job for job in found.employments if job.unit in places.paths)
    found.foreign = not within(held.path, places.top.path) if held else bool(away) and not found.employments
    found.settles = held is None and not away


def at_work(found, places):
    """Where the line leaves somebody it names no unit for."""
    unit = found.employments[0].unit if found.employments else None
    return (unit, places.paths[unit]) if unit else None


def foretold(row, found) -> str:
    if found.person is None:
        return "created"
    return "unchanged" if row.faults is not None or works_on(row, found) else "updated"
