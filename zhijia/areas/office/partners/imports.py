"""The register from a spreadsheet and back: the columns of the export are the columns of the import."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.identity import uscc_fault
from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from . import actions
from .models import Partner
from .rules import KINDS

BY_NAME = {name: code for code, name in KINDS.items()}
FACTS = ("kind", "uscc", "contact", "phone", "services")


@imports
class PartnerImport(ImportSpec):
    code = "partners.partners"
    title = _("合作单位名录")
    notes = (_("导入后仍须登记资质、提交准入审批。"), _("同名的合作单位按表里填的内容更新。"))
    key = ("name",)
    watched = {"partners.partner": FACTS}
    columns = (
        ImportColumn(
            "name", _("名称"), ("单位名称", "合作单位"), required=True, longest=100, example="云岭明法律师事务所"
        ),
        ImportColumn("kind", _("类别"), ("类型",), required=True, kind="choice", choices=BY_NAME),
        ImportColumn("uscc", _("统一社会信用代码"), ("信用代码",), longest=18),
        ImportColumn("contact", _("联系人"), ("联络人",), longest=50),
        ImportColumn("phone", _("联系电话"), ("电话",), longest=20),
        ImportColumn("services", _("合作内容"), ("服务内容",), longest=200),
    )

    def prepare(self, context):
        context.known = {partner.name: partner for partner in Partner.objects.filter(unit=context.unit)}

    def check(self, rows, context):
        for row in rows:
            fault = uscc_fault(row["uscc"].upper()) if row["uscc"] else None
            if fault:
                row.fault("uscc", str(fault))
            known = context.known.get(row["name"])
            row.what = row["name"]
            if row.faults:
                continue
            if known is None:
                row.outcome = "created"
            else:
                row.outcome = "updated" if self.changes(row, known) else "unchanged"

    @staticmethod
    def changes(row, partner):
        said = {name: row[name] for name in FACTS if row[name]}
        return {name: value for name, value in said.items() if value != getattr(partner, name)}

    def write(self, rows, context):
        for row in rows:
            known = context.known.get(row["name"])
            if known is None:
                facts = {name: row[name] or "" for name in FACTS}
                made = actions.enter(unit=context.unit, name=row["name"], by=context.user, **facts)
                context.known[made.name] = made
                row.made(("partners.partner", made.pk))
                continue
            changes = self.changes(row, known)
            if changes:
                row.changed("partners.partner", known.pk, {name: getattr(known, name) for name in changes})
                actions.edit(partner=known, by=context.user, **changes)

    def current(self, unit, user):
        for partner in Partner.objects.visible_to(user, "export").filter(unit=unit).order_by("name"):
            yield {"name": partner.name} | {name: getattr(partner, name) for name in FACTS}
