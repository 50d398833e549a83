"""The roster 花名册: one line is a person, where they work and their membership, found again by identity number."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import imports

from .columns import JOINED_ON, WHO
from .known import agree, follow_on, in_time, place
from .lines import PersonLines
from .roll import roll
from .writing import EMPLOYMENT, MEMBERSHIP, PERSON, add, foretold, renew


@imports
class Roster(PersonLines):
    code = "people.roster"
    title = _("会员花名册")
    notes = (
        _("带 * 的列必填。同一身份证号已登记的，更新其资料；空着的单元格不改动原有内容。"),
        _("出生日期、性别可不填，按身份证号取得；填了而不一致的，该行报错。"),
    )
    columns = (*WHO, JOINED_ON)
    watched = {
        PERSON: ("name", "sex", "born_on", "ethnicity", "education", "id_digest", "phone_digest", "home", "user"),
        EMPLOYMENT: ("person", "unit", "staff_no", "kind", "position", "from_on", "to_on"),
        MEMBERSHIP: ("person", "unit", "state", "entry", "number", "joined_on", "ended_on", "member_since"),
    }

    def judge(self, row, found, context):
        place(row, found, context.places)
        agree(row, context.today)
        in_time(row, "joined_on", self.label_of("joined_on"), context.today)
        if row.faults is None and found.person:
            follow_on(row, found, context.today)
        return "created" if found.person is None else foretold(row, found)

    def write(self, rows, context):
        strangers, known = self.told_apart(rows)
        add(strangers, context)
        renew(known, context)

    def current(self, unit, user):
        return roll(unit, user)
