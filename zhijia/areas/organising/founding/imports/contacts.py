"""联络走访: talks and visits kept on paper or in a spreadsheet until now."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.text import one_line

from .. import actions
from ..models import Contact, Target
from .common import turned

CONTACT, TARGET = "founding.contact", "founding.target"


@imports
class Contacts(ImportSpec):
    """A talk is written down once and not changed: a line is new, or it is known already."""

    code = "founding.contacts"
    title = _("联络走访记录")
    key = ("target", "on", "way", "said")
    notes = (
        _("单位须先在摸排名单里，名称要一致。"),
        _("单位、日期、方式、情况都相同的，是已登记过的，保持不变，不会重复登记。"),
    )
    columns = (
        ImportColumn(
            "target", _("单位"), ("单位名称", "建会对象"), True, longest=100, width=30, example=_("博雅外国语学校")
        ),
        ImportColumn("on", _("日期"), ("走访日期", "联络日期"), True, "date"),
        ImportColumn(
            "way",
            _("方式"),
            ("走访方式", "联络方式"),
            kind="choice",
            choices=turned(Contact.Way.choices, 走访="visit", 上门="visit", 电话联系="phone", 座谈="meeting"),
            help=_("空着是上门走访"),
            width=16,
        ),
        ImportColumn("met", _("对方人员"), longest=100, width=18),
        ImportColumn("said", _("情况"), ("走访情况", "内容"), True, width=40),
        ImportColumn("agreed", _("约定事项"), longest=200, width=30),
    )
    watched = {CONTACT: ("on", "way", "said"), TARGET: ("stage",)}

    def prepare(self, context):
        actions.may_survey(context.unit, context.user).or_refuse()

    def identity(self, row, context):
        return row["target"], row["on"], row["way"], one_line(row["said"])

    def check(self, rows, context):
        targets = Target.objects.filter(unit=context.unit, name__in={row["target"] for row in rows})
        context.targets = {target.name: target for target in targets}
        known = Contact.objects.filter(target__in=targets, on__in={row["on"] for row in rows}).select_related("target")
        there = {(one.target.name, one.on, one.way, one_line(one.said)) for one in known}
        for row in rows:
            row.what, row.values["way"] = row["target"], row["way"] or Contact.Way.VISIT
            row.outcome = "unchanged" if self.identity(row, context) in there else "created"
            if row["target"] not in context.targets:
                row.fault("target", say("摸排名单里没有“%(name)s”，请先登记或导入摸排表") % {"name": row["target"]})
            if row["on"] > context.today:
                row.fault("on", say("走访日期晚于今天，请核对"))

    def write(self, rows, context):
        for row in rows:
            if row.outcome != "unchanged":
                self.add(row, context)

    def add(self, row, context):
        target = context.targets[row["target"]]
        facts = {name: row[name] or "" for name in ("way", "met", "said", "agreed")}
        told = {"by": context.user, "at": context.now, "today": context.today}
        contact = actions.note_contact(target=target, on=row["on"], **facts, **told)
        row.made((CONTACT, contact.pk))
        if contact.target.stage != target.stage:  # the first talk moved the unit on; taking it back moves it back
            row.changed(TARGET, target.pk, {"stage": target.stage})
            context.targets[row["target"]] = contact.target

    def current(self, unit, user):
        rows = Contact.objects.visible_to(user, "export").filter(target__unit=unit).order_by("target__name", "on", "pk")
        for one in rows.select_related("target").iterator(chunk_size=2_000):
            facts = {name: getattr(one, name) for name in ("on", "way", "met", "said", "agreed")}
            yield {"target": one.target.name} | facts
