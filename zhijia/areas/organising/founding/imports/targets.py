"""摸排表: units that have no union yet."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.kernels.org.models import Unit

from .. import actions
from ..models import Target
from ..rules.surveying import OBSTACLE_NAMES, SORT_NAMES, Obstacle, area_sound, counts_sound
from .common import turned

TARGET = "founding.target"
FACTS = (*Target.SURVEYED, "phone")


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
            for reason in area_sound(row["area_code"] or "").reasons:
                row.fault("area_code", reason.say(say))
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
