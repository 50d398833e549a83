from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Membership
from .rules.membership import NOBODY


def latest(person):
    """The membership a list speaks of: the active one, else the last that ended."""
    return next(iter(person.episodes), None)


def work(person):
    return next(iter(person.work), None)


def of(read, name):
    def value(person):
        row = read(person)
        return getattr(row, name) if row else None

    return value


def kind_word(person):
    row = work(person)
    return row.get_kind_display() if row else None


def tail(person):
    return f"{'*' * 14}{person.id_tail}" if person.id_tail else None


def outgrown(unit):
    """A count of staff below the number of members is an old one."""
    return _("少于会员人数，请更新") if unit.base < unit.members else ""


def missing(unit):
    return max(unit.base - unit.members, 0)


class PersonTable(Table):
    columns = [
        Column("name", _("姓名"), link=True, sort="initials", note=of(work, "staff_no")),
        Column("home", _("所在单位"), sort="home_path"),
        Column("sex", _("性别")),
        Column(
            "state",
            _("会籍"),
            kind="state",
            labels={**dict(Membership.State.choices), NOBODY: _("非会员")},
            colours=Membership.state_colours,
            value=lambda person: row.state if (row := latest(person)) else NOBODY,
            sort=False,
        ),
        Column("joined_on", _("入会日期"), kind="date", value=of(latest, "member_since"), sort=False),
        Column("position", _("岗位职务"), value=of(work, "position")),
        Column("kind", _("用工形式"), value=kind_word),
        Column("id_tail", _("身份证号"), value=tail),
        Column("born_on", _("出生日期"), kind="date", hidden=True),
        Column("ethnicity", _("民族"), hidden=True),
        Column("education", _("学历"), hidden=True),
        Column("staff_no", _("工号"), value=of(work, "staff_no"), hidden=True),
    ]
    order = "name"


class StaffTable(Table):
    columns = [
        Column(
            "person.name",
            _("姓名"),
            link=True,
            sort="person__initials",
            url=lambda row: row.person.get_absolute_url(),
            note="staff_no",
        ),
        Column("unit.name", _("所在单位"), sort="unit__path"),
        Column("person.sex", _("性别")),
        Column("kind", _("用工形式")),
        Column("position", _("岗位职务")),
        Column("from_on", _("到岗日期"), kind="date"),
        Column("id_tail", _("身份证号"), value=lambda row: tail(row.person)),
        Column("staff_no", _("工号"), hidden=True),
        Column("person.born_on", _("出生日期"), kind="date", hidden=True),
    ]
    order = "person.name"


class CoverageTable(Table):
    columns = [
        Column("name", _("工会"), link=True, note="code", sort="path"),
        Column("base", _("职工总数"), kind="number", unit=_("人"), sort=False, note=outgrown),
        Column("staff", _("名册在职"), kind="number", unit=_("人"), sort=False),
        Column("members", _("在籍会员"), kind="number", unit=_("人"), sort=False),
        Column("missing", _("尚未入会"), kind="number", unit=_("人"), value=missing, sort=False),
        Column("coverage", _("入会率"), kind="percent", digits=1, sort=False),
    ]
    order = "name"
