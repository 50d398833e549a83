"""Two spreadsheets: the roll of a period, and the stays for which aid is asked."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.money import yuan
from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.text import compact
from zhijia.base.upsert import keys_of
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Step
from zhijia.kernels.people.imports.columns import ID_NUMBER, NAME
from zhijia.kernels.people.models import Person

from . import actions
from .models import Award, Enrolment, Period

ENROLMENT, CASE, STEP, CLAIM, AWARD = (
    "mutual_aid.enrolment",
    "flow.case",
    "flow.step",
    "mutual_aid.claim",
    "mutual_aid.award",
)


class IntoPeriod(ImportSpec):
    """Every line is about one member, found by identity number, in one period."""

    subject_label = _("互助期")

    def subjects(self, user, unit):
        periods = Period.objects.visible_to(user) if user else Period.objects.all()
        return periods.select_related("scheme").order_by("-starts_on")

    def prepare(self, context):
        joined = Period.objects.select_related("scheme", "terms")
        context.period = joined.get(pk=context.subject_id)
        context.index_number = indexer("person.id_number")

    def identity(self, row, context):
        return row["digest"]

    def find_people(self, rows, context) -> dict:
        """(key, name, birthday) by digest of the identity number; one query for a chunk."""
        for row in rows:
            row.what = row["name"]
            row.values["digest"] = context.index_number(row["id_number"])
        keys = keys_of(Person, "id_digest", [row["digest"] for row in rows])
        found = Person.objects.filter(pk__in=keys).values_list("id_digest", "pk", "name", "born_on")
        return {digest: columns for digest, *columns in found}


def same_name(written, known) -> bool:
    return written == known or compact(written) == compact(known)


@imports
class Roll(IntoPeriod):
    code = "mutual_aid.enrolment"
    title = _("参互名册")
    notes = (
        _("只登记本单位在籍会员，按身份证号与花名册对应；应缴金额按条款计算，不用填写。"),
        _("本期已参互的人员保持不变。缴费核对前可以撤销本次导入；核对后参互已生效，不能撤销。"),
    )
    columns = (
        NAME,
        ImportColumn(
            "sex", _("性别"), kind="choice", choices={"男": "男", "女": "女", "男性": "男", "女性": "女"}, width=8
        ),
        ID_NUMBER,
        ImportColumn("phone", _("电话"), ("联系电话", "手机号", "手机"), secret=True, help=_("只作核对，不更新花名册")),
        ImportColumn(
            "personal_fen",
            _("个人承担"),
            ("个人缴费", "个人部分"),
            kind="money",
            help=_("单位或工会代缴一部分的，填个人承担的部分"),
        ),
    )
    watched = {ENROLMENT: ("state", "receipt")}

    def prepare(self, context):
        super().prepare(context)
        least = context.period.terms.personal_min
        context.least = yuan(least) if least else ""
        actions.may_enrol_at(context.period, context.unit, context.user, least).or_refuse()

    def check(self, rows, context):
        people = self.find_people(rows, context)
        context.judge = actions.Judge(context.period, context.unit, [one[0] for one in people.values()], context.today)
        for row in rows:
            self.check_one(row, people.get(row["digest"]), context)

    def check_one(self, row, person, context):
        pk, name, born_on = person or (0, "", None)
        row.values["person"] = pk
        judge = context.judge
        if pk in judge.members and not same_name(row["name"], name):
            row.fault("name", say("该身份证号在花名册上登记为“%(name)s”，请核对姓名或号码") % {"name": name})
        if row["sex"] and row["sex"] != (sex := identity.sex(row["id_number"])):
            row.fault("sex", say("性别与身份证号（%(sex)s）不一致，请核对") % {"sex": sex})
        if context.least and (row["personal_fen"] or 0) < context.period.terms.personal_min:
            row.fault("personal_fen", say("个人承担部分不能低于%(least)s元，请填写") % {"least": context.least})
        if pk in judge.members and pk in judge.enrolled:
            row.outcome = "unchanged"
            return
        for reason in judge.verdict(pk, name, born_on).reasons:
            row.fault("id_number", reason.say(say))
        row.outcome = "created"

    def write(self, rows, context):
        new = [row for row in rows if row.outcome != "unchanged"]
        people = [(row["person"], row["personal_fen"] or 0) for row in new]
        for row, key in zip(new, actions.enter(judge=context.judge, people=people, at=context.now), strict=True):
            row.made((ENROLMENT, key))

    def kept(self, user):
        return self.subjects(user, None)

    def current(self, unit, user, subject=None):
        """The roll of a period, as it may be imported again."""
        rows = Enrolment.objects.visible_to(user, "export").under(unit.path).standing().order_by("unit__path", "pk")
        period = subject or Period.objects.filter(enrolments__in=rows).order_by("-starts_on").first()
        for row in rows.filter(period=period).select_related("person").iterator(chunk_size=2_000):
            person, own = row.person, row.personal_fen
            yield {
                "name": person.name,
                "sex": person.sex,
                "id_number": person.id_number,
                "phone": "",
                "personal_fen": own,
            }


YES = {"是": True, "否": False, "有": True, "无": False, "√": True}
FIELDS = {"person": "id_number"}  # where a reason stands that is about the person


@imports
class Stays(IntoPeriod):
    code = "mutual_aid.claims"
    title = _("医疗互助补助申请")
    notes = (
        _("每行是一次住院。补助金按本期条款计算，不用填写；缴费核对后才能申请。"),
        _("撤销导入：尚未审核的申请整批删除；只要有一件已经审核，就不能整批撤销，请逐件撤回或由审核人退回。"),
    )
    columns = (
        NAME,
        ID_NUMBER,
        ImportColumn(
            "hospital",
            _("就诊医院"),
            ("医院", "医院名称", "医疗机构", "就诊机构", "住院医院"),
            True,
            longest=80,
            width=24,
        ),
        ImportColumn("admitted_on", _("入院日期"), ("入院时间", "住院日期"), True, "date", example="2026-03-01"),
        ImportColumn("discharged_on", _("出院日期"), ("出院时间",), True, "date", example="2026-03-08"),
        ImportColumn("total_fen", _("医疗总费用"), ("总费用", "住院总费用", "医疗费总额", "费用总额"), True, "money"),
        ImportColumn(
            "self_pay_fen",
            _("政策内自付"),
            ("政策范围内自付", "政策范围内个人自付", "政策范围内自付费用", "个人自付", "自付金额"),
            True,
            "money",
            help=_("医保结算单上政策范围内个人负担的部分"),
        ),
        ImportColumn("invoice_no", _("发票号"), ("发票号码", "票据号", "收据号"), longest=40, width=18),
        ImportColumn("listed_disease", _("是否重大疾病"), ("重大疾病",), kind="choice", choices=YES),
        ImportColumn(
            "diagnosis", _("诊断"), ("出院诊断", "疾病诊断"), longest=200, secret=True, help=_("加密保存，可不填")
        ),
    )
    watched = {CASE: ("state", "step", "round"), CLAIM: ("state", "hospital", "self_pay_fen")}

    def identity(self, row, context):
        return row["digest"], row["admitted_on"], row["hospital"]

    def check(self, rows, context):
        people = self.find_people(rows, context)
        covers = self.covers(people, context)
        known = []
        for row in rows:
            pk, name, _born = people.get(row["digest"]) or (0, "", None)
            if pk not in covers:
                row.fault("id_number", say("本单位%(period)s没有这名会员的参互记录") % {"period": context.period.label})
            elif not same_name(row["name"], name):
                row.fault("name", say("该身份证号在花名册上登记为“%(name)s”，请核对姓名或号码") % {"name": name})
            else:
                row.values["facts"] = self.facts(row, covers[pk])
                known.append(row)
        judged = actions.judge(facts=[row["facts"] for row in known], by=context.user, today=context.today)
        for row, one in zip(known, judged, strict=True):
            row.outcome = "created"
            for reason in one.verdict.reasons:
                row.fault(FIELDS.get(reason.field, reason.field), reason.say(say))

    def covers(self, people, context) -> dict:
        """Enrolments of this period within the unit, by person."""
        joined = Enrolment.objects.standing().under(context.unit.path).select_related("person__user", "unit")
        rows = joined.filter(period=context.period, person__in=[pk for pk, *_rest in people.values()])
        found = {}
        for row in rows:
            row.period = context.period  # one object for all of them
            found[row.person_id] = row
        return found

    def facts(self, row, enrolment):
        typed = {key: row[key] for key in ("hospital", "admitted_on", "discharged_on", "total_fen", "self_pay_fen")}
        more = {"invoice_no": row["invoice_no"] or "", "diagnosis": row["diagnosis"] or ""}
        return actions.Facts(enrolment, listed_disease=bool(row["listed_disease"]), **typed, **more)

    def write(self, rows, context):
        claims, refused = actions.file_claims(facts=[row["facts"] for row in rows], by=context.user, at=context.now)
        for _facts, verdict in refused:  # somebody else claimed it between the check and now
            raise Refused(verdict.reasons)
        keys = [claim.pk for claim in claims]
        steps = parts_of(Step.objects.filter(case__in=keys), "case_id")
        awards = parts_of(Award.objects.filter(claim__in=keys), "claim_id")
        for row, claim in zip(rows, claims, strict=True):
            below = [(STEP, pk) for pk in steps.get(claim.pk, ())]
            above = [(AWARD, pk) for pk in awards.get(claim.pk, ())]
            row.made((CASE, claim.pk), *below, (CLAIM, claim.pk), *above)


def parts_of(rows, owner) -> dict:
    found = {}
    for key, pk in rows.order_by("pk").values_list(owner, "pk"):
        found.setdefault(key, []).append(pk)
    return found
