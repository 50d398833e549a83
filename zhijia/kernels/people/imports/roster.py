"""The roster 花名册: one line is a person, where they work and their membership, found again by identity number."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportSpec, imports

from .columns import JOINED_ON, WHO
from .known import Found, agree, digest_of, follow_on, in_time, looked_up, place, prepare_indexes
from .places import Places
from .roll import roll
from .writing import EMPLOYMENT, MEMBERSHIP, PERSON, add, foretold, renew


@imports
class Roster(ImportSpec):
    code = "people.roster"
    title = _("会员花名册")
    key = ("id_number",)
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

    def prepare(self, context):
        context.places = Places(context.unit)
        prepare_indexes(context)

    def identity(self, row, context):
        return digest_of(row, context)

    def check(self, rows, context):
        known = looked_up(rows, context)
        for row in rows:
            found = row.values["found"] = known.get(row["digest"]) or Found()
            place(row, found, context.places)
            agree(row, context.today)
            in_time(row, "joined_on", self.label_of("joined_on"), context.today)
            if row.faults is None and found.person:
                follow_on(row, found, context.today)
            row.what = row["name"]
            row.outcome = "created" if found.person is None else foretold(row, found)

    def write(self, rows, context):
        add([row for row in rows if row["found"].person is None], context)
        renew([row for row in rows if row["found"].person is not None], context)

    def current(self, unit, user):
        return roll(unit, user)
