"""The rolls: members, staff who have not joined, and how far each union has come."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.text import compact
from zhijia.kernels.org.models import Unit
from zhijia.web.pages import Link, ListPage, Sheet

from .. import rules
from ..coverage import with_coverage
from ..episodes import with_episodes
from ..filters import PersonFilter, StaffFilter
from ..models import Employment, Membership, Person
from ..tables import CoverageTable, PersonTable, StaffTable


class Roster(ListPage):
    title = _("会员花名册")
    table = PersonTable
    filters = PersonFilter
    queryset = with_episodes(Person.objects.all())
    search_fields = ("name", "initials")
    search_hint = _("姓名、拼音首字母、工号；完整的身份证号或手机号")
    links = [
        Link(_("登记会员"), "people:register", ability="edit", primary=True),
    ]
    sheets = [Sheet("people.roster")]
    empty_text = _("这个范围里还没有人员。")
    empty_link = Link(_("登记第一位会员"), "people:register", ability="edit")

    def search(self, rows, text):
        """A whole number is looked up by its blind index; anything else is a name, initials or a staff number."""
        number = identity.normal(text)
        if rules.id_fault(number) is None and number:
            return rows.with_id_number(number)
        if rules.phone_fault(compact(text)) is None and text:
            return rows.with_phone(compact(text))
        for word in text.split()[:5]:
            rows = rows.filter(said_by(word))
        return rows


def said_by(word, of=""):
    """A part of the name, the beginning of its initials, or a whole staff number: never all three at once."""
    if not word.isascii():
        return Q(**{f"{of}name__contains": word})
    letters = Q(**{f"{of}initials__under": word.lower()})
    if not any(sign.isdigit() for sign in word):
        return letters
    return letters | Q(**{f"{of}pk__in": Employment.objects.filter(staff_no=word).values("person")})


class StaffRoll(ListPage):
    """Who works here and is no member: the ones a joining drive is about."""

    title = _("未入会职工")
    intro = _("已登记在职、还没有会籍的人。本人网上申请入会时，与这里一致的当场入会。")
    table = StaffTable
    filters = StaffFilter
    search_fields = ("person__name", "person__initials")
    search_hint = _("姓名、拼音首字母、工号")
    links = [
        Link(_("登记职工"), "people:register-staff", ability="edit", primary=True),
        Link(_("各单位入会率"), "people:coverage", icon="chart"),
    ]
    sheets = [Sheet("people.staff")]
    empty_text = _("没有未入会的在职职工。")

    @property
    def empty_link(self):
        return Sheet("people.staff").comes_in

    def get_queryset(self):
        member = Membership.objects.standing().filter(person=OuterRef("person"))
        rows = Employment.objects.current().filter(~Exists(member), person__merged_into__isnull=True)
        return self.scope(rows.select_related("person", "unit"))

    def search(self, rows, text):
        for word in text.split()[:5]:
            rows = rows.filter(said_by(word, "person__"))
        return rows


class Coverage(ListPage):
    """Joined of those who work there, union by union."""

    title = _("各单位入会率")
    intro = _("入会率＝在籍会员÷职工总数；没有登记职工总数的，按名册上的在职人数和会员人数计算。")
    table = CoverageTable
    search_fields = ("name", "short_name", "initials", "code")
    search_hint = _("名称、拼音首字母、编码")
    links = [Link(_("未入会职工"), "people:staff", icon="users")]
    empty_text = _("没有基层工会。")

    def get_queryset(self):
        rows = Unit.objects.standing().filter(kind__in=Unit.GRASSROOTS)
        return with_coverage(self.scope(rows))


def find(user, text, limit):
    """People for the search of the whole platform: a range of one index, however many there are."""
    return Person.objects.visible_to(user).find(text).select_related("home")[:limit]
