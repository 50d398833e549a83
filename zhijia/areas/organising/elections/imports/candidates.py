"""A list of candidates from a spreadsheet, while it is open; its export imports back."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports
from zhijia.kernels.bodies.rules.composition import CATEGORIES, DECLARED

from .. import actions
from ..models import Candidate, TermChange
from ..rules.standing import LED_FROM, OFFICE_NAMES, RANK_NAMES, RELATION_NAMES, Office
from ..rules.steps import Step
from .shared import UNKNOWN, ListOfChange, by_name, namesakes, of_change

OPEN_IN = (Step.GROUP, Step.DELEGATES, Step.CREDENTIALS, Step.NOMINATION)
CODES = {word: code for code, word in CATEGORIES.items() if code in DECLARED}
NONE = "无"
PLAIN = ("position", "nominations", "relation", "rank")


def stored(names) -> dict:
    return {name: code.value for code, name in names.items()}


@imports
class CandidateImport(ListOfChange):
    code = "elections.candidates"
    title = _("候选人名单")
    notes = (
        _("上级工会同意换届后、候选人名单办结前都可以导入；表中没有的候选人保持不变，空着的格子不改原来的内容。"),
        _("主席、副主席、常委人选要另有一行列为委员，经审会主任人选要另有一行列为经审委员；导入后仍须逐人联审。"),
        _("人员类别可写几项，用、隔开：%(words)s；都不属于的写“无”。") % {"words": "、".join(CODES)},
    )
    key = ("office", "name", "id_tail")
    watched = {"elections.candidate": (*PLAIN, *DECLARED, "review", "state")}
    columns = (
        ImportColumn(
            "office",
            _("拟任职务"),
            required=True,
            kind="choice",
            choices=stored(OFFICE_NAMES),
            example=OFFICE_NAMES[Office.COMMITTEE],
            width=22,
        ),
        ImportColumn("name", _("姓名"), ("候选人", "候选人姓名"), required=True, kind="name", example="张知远"),
        ImportColumn("id_tail", _("证件尾号"), ("身份证后四位",), longest=4),
        ImportColumn("position", _("现任职务"), ("职务",), longest=50),
        ImportColumn("classes", _("人员类别"), example="一线职工", width=24),
        ImportColumn("nominations", _("推荐票数"), kind="int"),
        ImportColumn("relation", _("回避申报"), kind="choice", choices=stored(RELATION_NAMES), width=20),
        ImportColumn("rank", _("职级"), kind="choice", choices=stored(RANK_NAMES), width=14),
    )

    def subjects(self, user, unit):
        return TermChange.objects.open().visible_to(user, "edit").filter(unit=unit, step__in=OPEN_IN)

    def prepare(self, context):
        rows = TermChange.objects.open().filter(unit=context.unit)
        context.change = rows.select_related("unit").get(pk=context.subject_id)

    def identity(self, row, context):
        return (row["office"], row["name"], row["id_tail"])

    def check(self, rows, context):
        people, there = by_name(rows, context.unit), self.there(context.change)
        offices = self.offices(there)
        for row in self.in_turn(rows):
            person = self.matched(row, people)
            self.classes(row)
            if person and not row.faults:
                self.judge(row, person, there, offices.setdefault(person.pk, []), context.change)

    def in_turn(self, rows):
        """Committees first: whoever leads must stand for the committee."""
        return sorted(rows, key=lambda row: row["office"] in LED_FROM)

    def there(self, change) -> dict:
        rows = change.candidates.standing().filter(write_in=False).select_related("person")
        return {(row.office, row.person_id): row for row in rows}

    def offices(self, there) -> dict[int, list]:
        found: dict[int, list] = {}
        for office, person in there:
            found.setdefault(person, []).append(office)
        return found

    def matched(self, row, people):
        same = namesakes(row, people)
        if len(same) == 1:
            return same[0]
        many = _("本会有 %(count)s 名同名会员，请填写证件尾号") % {"count": len(same)}
        row.fault("name", many if same else UNKNOWN)
        return None

    def classes(self, row) -> list[str]:
        words = [word.strip() for word in (row["classes"] or "").split("、") if word.strip()]
        strange = [word for word in words if word not in CODES and word != NONE]
        if strange:
            known = {"strange": "、".join(strange), "known": "、".join(CODES)}
            row.fault("classes", _("没有“%(strange)s”这个类别，可填：%(known)s，或“无”") % known)
        return [CODES[word] for word in words if word in CODES]

    def judge(self, row, person, there, offices, change):
        row.what = person.name
        known = there.get((row["office"], person.pk))
        if known:
            row.outcome = "updated" if self.differs(row, known) else "unchanged"
            return
        verdict = actions.may_enter(change, row["office"], person, row["relation"] or "", offices)
        for reason in verdict.reasons:
            row.fault(reason.field if reason.field in self.by_key else "name", reason.say())
        if verdict:
            offices.append(row["office"])
            row.outcome = "created"

    def said(self, row) -> dict:
        """What the line says; an empty cell leaves what is there."""
        said = {name: row[name] for name in PLAIN if row[name] not in (None, "")}
        if row["classes"]:
            said |= {code: code in self.classes(row) for code in DECLARED}
        return said

    def differs(self, row, known) -> bool:
        return any(getattr(known, name) != value for name, value in self.said(row).items())

    def write(self, rows, context):
        people, there = by_name(rows, context.unit), self.there(context.change)
        for row in self.in_turn(rows):
            person = self.matched(row, people)
            self.put(row, person, there.get((row["office"], person.pk)), context)

    def put(self, row, person, known, context):
        row.what, said, by = person.name, self.said(row), {"by": context.user, "at": context.now}
        if known is None:
            made = actions.nominate(change=context.change, office=row["office"], person=person, **said, **by)
            row.made(("elections.candidate", made.pk))
        elif self.differs(row, known):
            before = {name: getattr(known, name) for name in (*said, "review")}
            actions.edit_candidate(candidate=known, **said, **by)
            row.changed("elections.candidate", known.pk, before)
        else:
            row.outcome = "unchanged"

    def current(self, unit, user, subject=None):
        rows = of_change(Candidate.objects.visible_to(user, "export").standing(), unit, subject)
        order = list(Office)
        found = rows.filter(write_in=False).select_related("person").order_by("pk")
        for row in sorted(found, key=lambda row: order.index(Office(row.office))):
            yield {
                "office": row.office,
                "name": row.person.name,
                "id_tail": row.person.id_tail,
                "position": row.position,
                "classes": row.classes_said or NONE,
                "nominations": row.nominations,
                "relation": row.relation,
                "rank": row.rank,
            }
