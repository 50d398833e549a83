"""The members of a union on its way."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.kernels.people.imports.columns import ID_NUMBER, NAME
from zhijia.kernels.people.models import Employment

from .. import actions
from ..models import Application, Founding
from ..rules.process import Step
from .common import turned

APPLICATION = "founding.application"


@imports
class Members(ImportSpec):
    """The roll a preparatory group keeps on paper."""

    code = "founding.applications"
    title = _("筹建工会会员名册")
    subject_label = _("拟建工会")
    notes = (_("只登记已签入会申请书的职工；同一身份证号已登记的保持不变。"),)
    columns = (
        NAME,
        ID_NUMBER,
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

    def kept(self, user):
        return Founding.objects.visible_to(user, "export").filter(step=Step.JOINING).order_by("-made_at")

    def current(self, unit, user, subject=None):
        rows = (
            Application.objects.visible_to(user, "export")
            .under(unit.path)
            .standing()
            .filter(founding__step=Step.JOINING)
        )
        founding = subject or Founding.objects.filter(applications__in=rows).order_by("-made_at").first()
        for row in rows.filter(founding=founding).select_related("part").iterator(chunk_size=2_000):
            yield {
                "name": row.name,
                "id_number": row.id_number,
                "phone": row.phone,
                "kind": row.kind,
                "position": row.position,
                "part": row.part.name if row.part else "",
            }
