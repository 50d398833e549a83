"""A list of gifts from a spreadsheet onto a round that is still being drawn up."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.identity import normal
from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.kernels.people.models import Person

from . import actions
from .models import OCCASIONS, Gift, Round

NAMES = {name: code for code, name in OCCASIONS}
SHORT = {name.removesuffix("慰问"): code for code, name in OCCASIONS}


@imports
class GiftImport(ImportSpec):
    code = "consolation.gifts"
    title = _("慰问名单")
    subject_label = _("慰问批次")
    notes = (
        _("先新建慰问批次，再导入名单；名单提交审批后不能再导入。"),
        _("没有身份证号时按姓名在本单位会员中查找，遇到同名请补填身份证号。"),
    )
    key = ("id_number",)
    watched = {"consolation.gift": ("amount_fen", "state")}
    columns = (
        ImportColumn(
            "name", _("被慰问人"), ("姓名", "慰问对象", "会员姓名"), required=True, kind="name", example="张知远"
        ),
        ImportColumn("id_number", _("身份证号"), ("身份证号码", "证件号码"), kind="id_number", secret=True),
        ImportColumn("occasion", _("慰问类型"), ("类型",), kind="choice", choices=NAMES | SHORT),
        ImportColumn("day", _("慰问日期"), ("慰问时间", "日期"), kind="date", help=_("不填则同批次日期")),
        ImportColumn("amount_fen", _("慰问金额"), ("金额", "慰问标准"), kind="money", help=_("不填则按批次标准")),
        ImportColumn(
            "thing", _("事由"), ("病种", "子女出生日期"), longest=60, help=_("只用来核对是否重复"), secret=True
        ),
        ImportColumn("evidence", _("核实依据"), ("依据", "材料"), longest=40),
    )

    def subjects(self, user, unit):
        return Round.objects.visible_to(user, "edit").filter(unit=unit, state__in=Round.OPEN)

    def prepare(self, context):
        rounds = self.subjects(context.user, context.unit) if context.user else Round.objects.filter(unit=context.unit)
        context.round = rounds.get(pk=context.subject_id)
        context.digest = indexer("person.id_number")

    def check(self, rows, context):
        persons = self.persons(rows, context)
        wishes = []
        for row in rows:
            person = self.matched(row, persons, context)
            if person:
                self.compare(row, person, context)
            if person and not row.faults:
                wishes.append((row, self.wish(row, person)))
        self.judge(wishes, context)

    def persons(self, rows, context):
        """Members of the unit that the rows may mean, by digest and by name: one query."""
        digests = {context.digest(normal(row["id_number"])) for row in rows if row["id_number"]}
        names = {row["name"] for row in rows if row["name"]}
        members = Person.objects.members().under(context.unit.path).select_related("home")
        found = members.filter(name__in=names) | members.filter(id_digest__in=digests)
        by_digest, by_name = {}, {}
        for person in found:
            by_digest[person.id_digest] = person
            by_name.setdefault(person.name, []).append(person)
        return by_digest, by_name

    def matched(self, row, persons, context):
        by_digest, by_name = persons
        if row["id_number"]:
            person = by_digest.get(context.digest(normal(row["id_number"])))
            if not person:
                row.fault("id_number", _("该身份证号不是本单位在籍会员，请先在花名册登记"))
            return person
        same = by_name.get(row["name"], [])
        if not same:
            row.fault("name", _("本单位在籍会员中没有这个姓名，请核对或补填身份证号"))
        elif len(same) > 1:
            row.fault("name", _("本单位有%(count)s名同名会员，请补填身份证号") % {"count": len(same)})
        return same[0] if len(same) == 1 else None

    def compare(self, row, person, context):
        if row["name"] and person.name != row["name"]:
            row.fault("name", _("姓名与身份证号登记的会员不一致，请核对"))
        if row["occasion"] and row["occasion"] != context.round.occasion:
            row.fault(
                "occasion", _("慰问类型与批次“%(round)s”不一致") % {"round": context.round.get_occasion_display()}
            )

    def wish(self, row, person):
        return actions.Wish(person, row["amount_fen"], row["day"], row["thing"] or "", row["evidence"] or "")

    def judge(self, wishes, context):
        """The rules of the round, row by row, each seeing the ones before it."""
        judge = actions.Judge(context.round, [wish for _row, wish in wishes])
        for row, wish in wishes:
            gift = actions.gift_of(context.round, wish)
            verdict = judge.verdict(wish, gift)
            for reason in verdict.reasons:
                row.fault(reason.field if reason.field in self.by_key else "", reason.say())
            if verdict:
                judge.take(wish.person, gift)
                row.outcome, row.what = "created", wish.person.name

    def write(self, rows, context):
        persons = self.persons(rows, context)
        pairs = [(row, self.wish(row, self.matched(row, persons, context))) for row in rows]
        wishes = [wish for _row, wish in pairs]
        listed = actions.list_persons(round_=context.round, wishes=wishes, by=context.user, at=context.now)
        made = {gift.person_id: gift for gift in listed.made}
        for row, wish in pairs:
            row.what = wish.person.name
            gift: Gift | None = made.get(wish.person.pk)
            if gift:
                row.made(("consolation.gift", gift.pk))
            else:
                row.outcome = "unchanged"
