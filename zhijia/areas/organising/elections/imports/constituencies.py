"""The seats of each constituency from a spreadsheet; its export imports back. Who counts is never typed."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports

from .. import actions
from ..models import Constituency, TermChange
from ..rules.steps import Mode, Step
from .shared import ListOfChange, by_word, of_change, word_of

CONSTITUENCY = "elections.constituency"
OPEN_IN = (Step.PLAN, Step.REQUEST, Step.REQUEST_REPLY, Step.GROUP, Step.DELEGATES)
COUNTED = ("members", "women")
SEEN = _("由系统统计，可以不填")


@imports
class ConstituencyImport(ListOfChange):
    code = "elections.constituencies"
    title = _("选区和名额")
    notes = (
        _("计划里填好代表名额后、代表名单提交前都可以导入；表中没有的选区保持不变，各选区合计须等于计划的名额。"),
        _("选区是本会或本会的分工会。会员人数由系统按会籍统计，表里不能改；填了的会核对，不符的指出来。"),
    )
    key = ("place",)
    watched = {CONSTITUENCY: ("seats",)}
    columns = (
        ImportColumn(
            "place", _("选区"), ("选举单位", "分工会"), required=True, example="会计学院分工会", longest=100, width=24
        ),
        ImportColumn("members", _("会员人数"), kind="int", help=SEEN),
        ImportColumn("women", _("女会员人数"), kind="int", help=SEEN),
        ImportColumn("seats", _("代表名额"), ("名额",), required=True, kind="int", example="6"),
    )

    def subjects(self, user, unit):
        rows = TermChange.objects.open().visible_to(user, "edit").filter(unit=unit, step__in=OPEN_IN)
        return rows.filter(mode=Mode.DELEGATES, delegate_seats__gt=0)

    def prepare(self, context):
        rows = TermChange.objects.open().filter(unit=context.unit)
        context.change = rows.select_related("unit").get(pk=context.subject_id)
        context.there = self.there(context.change)
        context.counts = actions.counts_of(context.change)
        context.words = by_word([*context.counts, *(place for place in context.there if place not in context.counts)])

    def there(self, change) -> dict:
        rows = {row.place: row for row in change.constituencies.select_related("place")}
        for row in rows.values():
            row.change = change
        return rows

    def check(self, rows, context):
        for row in rows:
            place = context.words.get(row["place"])
            if place is None:
                row.fault("place", _("“%(word)s”不是本会或本会的分工会，请照系统里的名称填写") % {"word": row["place"]})
                continue
            self.judge(row, place, context)
            self.compare(row, place, context)

    def judge(self, row, place, context):
        row.what, known = str(place), context.there.get(place)
        if row["seats"] is None:
            return
        if known:
            verdict = actions.may_seat(known, row["seats"], context.user)
        else:
            verdict = actions.may_enter_constituency(context.change, place, context.counts, row["seats"], context.user)
        for reason in verdict.reasons:
            row.fault(reason.field if reason.field in self.by_key else "", reason.say())
        if verdict:
            row.outcome = "created" if not known else "unchanged" if known.seats == row["seats"] else "updated"

    def compare(self, row, place, context):
        known = context.there.get(place)
        counted = (known.members, known.women) if known else context.counts[place]
        for name, number in zip(COUNTED, counted, strict=True):
            if row[name] not in (None, number):
                row.fault(
                    name,
                    _("系统统计为 %(number)s 人。人数不能在表里改，请清空这一格；确有出入的先核对花名册，再重新分配")
                    % {"number": number},
                )

    def write(self, rows, context):
        by = {"by": context.user, "at": context.now}
        for row in rows:
            place, seats = context.words[row["place"]], row["seats"]
            row.what, known = str(place), context.there.get(place)
            if known is None:
                made = actions.enter_constituency(change=context.change, place=place, seats=seats, **by)
                row.made((CONSTITUENCY, made.pk))
            elif known.seats != seats:
                row.changed(CONSTITUENCY, known.pk, {"seats": known.seats})
                actions.set_seats(constituency=known, seats=seats, **by)
            else:
                row.outcome = "unchanged"

    def current(self, unit, user, subject=None):
        rows = of_change(Constituency.objects.visible_to(user, "export"), unit, subject)
        rows = list(rows.select_related("place").order_by("place__path"))
        words = by_word([row.place for row in rows])
        for row in rows:
            counted = {name: getattr(row, name) for name in COUNTED}
            yield {"place": word_of(row.place, words), "seats": row.seats} | counted
