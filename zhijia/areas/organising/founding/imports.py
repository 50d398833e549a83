"""Two spreadsheets: the survey of units without a union, and the members of a union on its way."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment

from . import actions
from .models import Application, Founding, Target
from .rules.process import Step
from .rules.surveying import OBSTACLE_NAMES, SORT_NAMES, Obstacle, counts_sound

TARGET, APPLICATION = "founding.target", "founding.application"
FACTS = (
    "sort",
    "sector",
    "ownership",
    "uscc",
    "area_code",
    "address",
    "staff",
    "women",
    "contact",
    "phone",
    "obstacle",
    "obstacle_note",
    "surveyed_on",
    "planned_on",
    "responsible",
)


def turned(choices, **more):
    """What stands in a cell → what is stored."""
    return {str(name): str(code) for code, name in choices} | more


@imports
class Survey(ImportSpec):
    code = "founding.targets"
    title = _("建会对象摸排表")
    key = ("name",)
    notes = (
        _("带 * 的列必填。名单上已有同名单位的，更新其资料；空着的单元格不改动原有内容。"),
        _("进展（宣传动员、筹建、已建会）在系统里办理，不从表格导入。"),
    )
    columns = (
        ImportColumn("name", _("单位名称"), ("名称", "单位"), True, longest=100, width=30, example="博雅外国语学校"),
        ImportColumn(
            "sort",
            _("类型"),
            ("单位类型",),
            True,
            "choice",
            choices=turned(
                SORT_NAMES.items(),
                民办学校="private_school",
                民办教育机构="private_school",
                民办医院="private_hospital",
                民办医疗机构="private_hospital",
                后勤企业="logistics",
                民非="nonprofit",
                其他="other",
            ),
            width=22,
        ),
        ImportColumn("sector", _("行业"), kind="choice", choices=turned(Unit.Sector.choices)),
        ImportColumn("ownership", _("单位性质"), ("性质",), kind="choice", choices=turned(Unit.Ownership.choices)),
        ImportColumn("uscc", _("统一社会信用代码"), ("信用代码",), longest=18, width=22),
        ImportColumn("area_code", _("行政区划代码"), longest=6),
        ImportColumn("address", _("地址"), ("单位地址", "住所"), longest=200, width=30),
        ImportColumn("staff", _("职工人数"), ("职工总数", "人数"), kind="int"),
        ImportColumn("women", _("女职工人数"), ("女职工", "其中女职工"), kind="int"),
        ImportColumn("contact", _("联系人"), longest=50),
        ImportColumn("phone", _("联系电话"), ("电话", "手机号"), longest=20, secret=True),
        ImportColumn(
            "obstacle",
            _("困难"),
            ("困难原因", "未建会原因"),
            kind="choice",
            choices=turned(
                ((code, name) for code, name in OBSTACLE_NAMES.items() if code != Obstacle.NONE),
                制度性="institutional",
                政策性="policy",
            ),
            width=26,
        ),
        ImportColumn("obstacle_note", _("困难说明"), longest=200, width=26),
        ImportColumn("surveyed_on", _("摸排日期"), kind="date"),
        ImportColumn("planned_on", _("计划建会日期"), kind="date"),
        ImportColumn("responsible", _("责任人"), longest=50),
    )
    watched = {TARGET: ("name", "sort", "staff", "women", "stage", "obstacle")}

    def prepare(self, context):
        actions.may_survey(context.unit, context.user).or_refuse()

    def check(self, rows, context):
        known = Target.objects.filter(unit=context.unit, name__in=[row["name"] for row in rows])
        context.known = {target.name: target for target in known}
        for row in rows:
            row.what = row["name"]
            wrong = row["uscc"] and identity.uscc_fault(row["uscc"].upper())
            if wrong:
                row.fault("uscc", wrong)
            for reason in counts_sound(row["staff"], row["women"]).reasons:
                row.fault("women", reason.say(say))
            if row["surveyed_on"] and row["surveyed_on"] > context.today:
                row.fault("surveyed_on", say("摸排日期晚于今天，请核对"))
            found = context.known.get(row["name"])
            row.outcome = "created" if found is None else "updated" if self.differing(row, found) else "unchanged"

    def differing(self, row, target) -> dict:
        """Columns the line says otherwise; an empty cell says nothing."""
        written = {name: row[name] for name in FACTS if row[name] not in ("", None)}
        same = {name: target.phone.reveal() if name == "phone" else getattr(target, name) for name in written}
        return {name: value for name, value in written.items() if same[name] != value}

    def write(self, rows, context):
        for row in rows:
            target = context.known.get(row["name"])
            if target is None:
                self.add(row, context)
            else:
                self.renew(row, target, context)

    def add(self, row, context):
        facts = {name: row[name] for name in FACTS if row[name] not in ("", None)}
        facts.setdefault("surveyed_on", context.today)
        target = actions.list_target(unit=context.unit, name=row["name"], by=context.user, at=context.now, **facts)
        row.made((TARGET, target.pk))

    def renew(self, row, target, context):
        changes = self.differing(row, target)
        if not changes:
            row.outcome = "unchanged"
            return
        before = {name: getattr(target, name) for name in changes}
        actions.edit_target(target=target, by=context.user, at=context.now, **changes)
        row.changed(TARGET, target.pk, before)

    def current(self, unit, user):
        for target in Target.objects.visible_to(user, "export").filter(unit=unit).order_by("name").iterator():
            yield {"name": target.name} | {name: getattr(target, name) or None for name in FACTS}


@imports
class Members(ImportSpec):
    """The roll a preparatory group keeps on paper."""

    code = "founding.applications"
    title = _("筹建工会会员名册")
    subject_label = _("拟建工会")
    notes = (_("只登记已签入会申请书的职工；同一身份证号已登记的保持不变。"),)
    columns = (
        ImportColumn("name", _("姓名"), ("会员姓名", "职工姓名"), True, "name", example="张知远", longest=50),
        ImportColumn(
            "id_number",
            _("身份证号"),
            ("身份证号码", "身份证", "证件号码"),
            True,
            "id_number",
            example="530102199003070018",
            secret=True,
            width=22,
        ),
        ImportColumn("phone", _("手机号"), ("手机", "电话", "联系电话"), kind="phone", secret=True),
        ImportColumn(
            "kind",
            _("用工形式"),
            ("用工性质", "人员类别"),
            kind="choice",
            choices=turned(Employment.Kind.choices, 护工="care_worker", 派遣="dispatched", 聘用="non_established"),
        ),
        ImportColumn("position", _("岗位职务"), ("岗位", "职务"), longest=50),
        ImportColumn("part", _("所在单位"), ("单位", "工作单位"), longest=100, width=24),
    )
    watched = {APPLICATION: ("name", "id_digest", "state")}

    def subjects(self, user, unit):
        rows = Founding.objects.visible_to(user, "edit") if user else Founding.objects.all()
        return rows.filter(step=Step.JOINING).order_by("name")

    def prepare(self, context):
        context.founding = Founding.objects.select_related("unit").get(pk=context.subject_id)
        actions.may_check(context.founding, context.user).or_refuse()
        context.index_number = indexer("person.id_number")
        context.parts = {part.name: part for part in context.founding.parts.all()}

    def identity(self, row, context):
        return context.index_number(row["id_number"])

    def check(self, rows, context):
        digests = {context.index_number(row["id_number"]): row for row in rows}
        known = set(
            context.founding.applications.standing().filter(id_digest__in=digests).values_list("id_digest", flat=True)
        )
        members = actions.joining.members_among(list(digests))
        for digest, row in digests.items():
            row.what = row["name"]
            row.outcome = "unchanged" if digest in known else "created"
            if digest in members:
                row.fault("id_number", say("已是“%(unit)s”的会员，请先办理转会") % {"unit": members[digest]})
            for reason in actions.joining.grown_up(row["id_number"], context.today).reasons:
                row.fault("id_number", reason.say(say))
            if row["part"] and row["part"] not in context.parts:
                row.fault("part", say("组成单位里没有“%(name)s”，请核对") % {"name": row["part"]})

    def write(self, rows, context):
        lines = [self.line(row, context) for row in rows]
        made = actions.enter_many(founding=context.founding, lines=lines, by=context.user, at=context.now)
        for row, application in zip(rows, made, strict=True):
            if row.outcome == "unchanged":
                continue
            row.made((APPLICATION, application.pk))

    def line(self, row, context):
        only = next(iter(context.parts.values())) if len(context.parts) == 1 else None
        facts = {"name": row["name"], "id_number": row["id_number"], "phone": row["phone"] or ""}
        kind = {"kind": row["kind"]} if row["kind"] else {}
        return facts | kind | {"position": row["position"] or "", "part": context.parts.get(row["part"], only)}

    def current(self, unit, user):
        rows = (
            Application.objects.visible_to(user, "export")
            .under(unit.path)
            .standing()
            .filter(founding__step=Step.JOINING)
        )
        newest = Founding.objects.filter(applications__in=rows).order_by("-made_at").first()
        for row in rows.filter(founding=newest).select_related("part").iterator(chunk_size=2_000):
            yield {
                "name": row.name,
                "id_number": row.id_number,
                "phone": row.phone,
                "kind": row.kind,
                "position": row.position,
                "part": row.part.name if row.part else "",
            }
