"""A list of delegates from a spreadsheet onto a change whose list is being drawn up; its export imports back."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports

from .. import actions
from ..models import Delegate, TermChange
from ..rules.steps import Step
from .shared import UNKNOWN, ListOfChange, by_name, by_word, namesakes, of_change, word_of

YES = {"是": True, "√": True, "1": True, "有": True, "否": False, "0": False, "无": False}
FLAGS = ("front_line", "model", "grassroots", "leader")


def flag(key, label, *synonyms):
    return ImportColumn(key, label, synonyms, kind="choice", choices=YES, width=12)


@imports
class DelegateImport(ListOfChange):
    code = "elections.delegates"
    title = _("会员代表名单")
    notes = (
        _("先在换届选举里分配选区名额，名单提交前都可以导入；表中没有的代表保持不变。"),
        _("按选区、姓名在本会在籍会员中查找；同一选区有同名会员时，请填写证件尾号（身份证号后四位）。"),
    )
    key = ("constituency", "name", "id_tail")
    watched = {"elections.delegate": ("position", *FLAGS, "credential")}
    columns = (
        ImportColumn(
            "constituency", _("选区"), ("选举单位", "分工会"), required=True, example="会计学院分工会", width=24
        ),
        ImportColumn("name", _("姓名"), ("代表姓名",), required=True, kind="name", example="张知远"),
        ImportColumn("id_tail", _("证件尾号"), ("身份证后四位",), longest=4),
        ImportColumn("position", _("职务"), ("职务职称",), longest=50),
        flag("front_line", _("一线职工")),
        flag("model", _("劳模先进"), "劳模和先进人物"),
        flag("grassroots", _("基层工会工作者")),
        flag("leader", _("中层正职以上"), "领导干部"),
    )

    def subjects(self, user, unit):
        steps = (Step.DELEGATES, Step.CREDENTIALS)
        return TermChange.objects.open().visible_to(user, "edit").filter(unit=unit, step__in=steps)

    def prepare(self, context):
        rows = TermChange.objects.open().filter(unit=context.unit)
        context.change = rows.select_related("unit").get(pk=context.subject_id)
        context.places = self.places(context.change)

    def places(self, change) -> dict:
        """Constituencies by every name they go under."""
        rows = {row.place: row for row in change.constituencies.select_related("place")}
        return {word: rows[place] for word, place in by_word(rows).items()}

    def identity(self, row, context):
        return (row["constituency"], row["name"], row["id_tail"])

    def check(self, rows, context):
        people = by_name(rows, context.unit)
        roll = actions.Roll(context.change, [person for found in people.values() for person in found])
        standing = self.standing(context.change)
        for row in rows:
            constituency = context.places.get(row["constituency"])
            if constituency is None:
                row.fault("constituency", _("没有这个选区，请照“选区和名额”里的名称填写"))
                continue
            person = self.matched(row, people, roll, constituency)
            if person and not row.faults:
                self.judge(row, person, constituency, roll, standing)

    def matched(self, row, people, roll, constituency):
        same = namesakes(row, people)
        inside = [p for p in same if roll.constituency_of(p) == constituency]
        if len(inside) == 1:
            return inside[0]
        if inside:
            row.fault("name", _("该选区有 %(count)s 名同名会员，请填写证件尾号") % {"count": len(inside)})
        elif same:
            row.fault("constituency", _("这名会员不在该选区，请核对会籍所在的分工会"))
        else:
            row.fault("name", UNKNOWN)
        return None

    def standing(self, change) -> dict:
        return {row.person_id: row for row in change.delegates.standing()}

    def judge(self, row, person, constituency, roll, standing):
        row.what = person.name
        there = standing.get(person.pk)
        if there is not None:
            row.outcome = "updated" if self.differs(row, there) else "unchanged"
            return
        verdict = roll.verdict(person, constituency)
        for reason in verdict.reasons:
            row.fault("name", reason.say())
        if verdict:
            roll.take(person, constituency)
            row.outcome = "created"

    def said(self, row, there=None) -> dict:
        """What the line says; an empty cell leaves what is there."""
        said = {name: row[name] for name in FLAGS if row[name] is not None}
        return said | ({"position": row["position"]} if row["position"] else {})

    def differs(self, row, there) -> bool:
        return any(getattr(there, name) != value for name, value in self.said(row).items())

    def write(self, rows, context):
        people = by_name(rows, context.unit)
        roll = actions.Roll(context.change, [person for found in people.values() for person in found])
        standing = self.standing(context.change)
        for row in rows:
            constituency = context.places[row["constituency"]]
            self.put(row, self.matched(row, people, roll, constituency), constituency, standing, context)

    def put(self, row, person, constituency, standing, context):
        row.what, by = person.name, {"by": context.user, "at": context.now}
        there, said = standing.get(person.pk), self.said(row)
        if there is None:
            made = actions.add_delegate(constituency=constituency, person=person, **said, **by)
            row.made(("elections.delegate", made.pk))
        elif self.differs(row, there):
            before = {name: getattr(there, name) for name in said}
            actions.edit_delegate(delegate=there, **said, **by)
            row.changed("elections.delegate", there.pk, before)
        else:
            row.outcome = "unchanged"

    def current(self, unit, user, subject=None):
        rows = of_change(Delegate.objects.visible_to(user, "export").standing(), unit, subject)
        rows = list(rows.select_related("constituency__place", "person").order_by("constituency__place__path", "pk"))
        words = by_word({row.constituency.place for row in rows})
        for row in rows:
            yield {
                "constituency": word_of(row.constituency.place, words),
                "name": row.person.name,
                "id_tail": row.person.id_tail,
                "position": row.position,
                **{name: getattr(row, name) for name in FLAGS},
            }
