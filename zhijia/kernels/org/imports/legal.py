"""工会法人表: registrations as their certificates state them."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from .. import actions, rules
from ..actions.legal import FACTS
from ..models import LegalPerson
from .common import CODE, DOCUMENT_NO, NAME, blame, known_units, unit_of


@imports
class LegalPersonSheet(ImportSpec):
    code = "org.legal_persons"
    title = _("工会法人")
    ability = "edit"
    key = ("code",)
    undoable = False  # every step of a registration is written once
    notes = (
        _("还没有登记的，按证书登记；登记过而内容不同的，作“变更”办理，须填办理日期。空着的单元格不改动。"),
        _("统一社会信用代码逐位校验：基层工会以81开头，第17、18位是校验位。"),
    )
    columns = (
        CODE,
        NAME,
        ImportColumn("uscc", _("统一社会信用代码"), ("社会信用代码", "信用代码"), longest=30, width=22),
        ImportColumn("certificate_no", _("法人资格证书号"), ("证书号", "法人资格证书号码"), longest=40, width=20),
        ImportColumn("representative", _("法定代表人"), ("法人代表",), longest=50),
        ImportColumn("address", _("住所"), ("住所地址", "地址"), longest=200, width=30),
        ImportColumn("registrar", _("登记机关"), ("审查登记机关", "发证机关"), longest=100, width=20),
        ImportColumn("registered_on", _("登记日期"), ("发证日期",), kind="date"),
        ImportColumn("valid_to", _("有效期至"), ("有效期",), kind="date"),
        ImportColumn("on", _("办理日期"), ("变更日期",), kind="date"),
        DOCUMENT_NO,
    )

    def prepare(self, context):
        context.said_codes = {}  # uscc → unit code, of the lines read so far

    def check(self, rows, context):
        units = known_units(row["code"] for row in rows)
        held = registrations(units.values())
        for row in rows:
            row.values["uscc"] = identity.normal(row["uscc"] or "")
        codes = [row["uscc"] for row in rows if row["uscc"]]
        taken = dict(LegalPerson.objects.filter(uscc__in=codes).values_list("uscc", "unit__code"))
        for row in rows:
            unit = unit_of(row, units, context)
            if unit:
                self.check_one(row, unit, held.get(unit.pk), context)
                self.check_taken(row, taken, context)

    def check_one(self, row, unit, held, context):
        news = changed(row, held)
        row.outcome = "created" if held is None else "updated" if news else "unchanged"
        if not news and held:
            return
        now = {name: news.get(name, getattr(held, name, None)) for name in FACTS}
        state = rules.STEPS[held.state if held else ""].get(step_of(row, held), "")
        day = day_of(row, held)
        blame(row, rules.may_change(unit.dissolved_on) & rules.may_be_legal_person(unit.kind), {})
        blame(row, rules.code_is_sound(now["uscc"] or "", unit.kind), {})
        blame(row, rules.registration_is_whole(state, now["uscc"], now["registered_on"], now["valid_to"]), {})
        if not state:
            row.fault("code", say("该工会法人已注销，请在单位页面办理"))
        if not now["representative"]:
            row.fault("representative", say("请填写法定代表人"))
        if not day:
            row.fault("on", say("内容与登记的不同，请填写办理日期"))
        elif day > context.today:
            row.fault("on", say("办理日期晚于今天，请核对"))
        elif held:
            last = held.events.last()
            blame(row, rules.in_order(last and last.on, day), {})

    def check_taken(self, row, taken, context):
        uscc = row["uscc"]
        if not uscc:
            return
        owner = taken.get(uscc) or context.said_codes.setdefault(uscc, row["code"])
        if owner != row["code"]:
            row.fault("uscc", say("该统一社会信用代码已登记在编码“%(code)s”的单位，请核对") % {"code": owner})

    def write(self, rows, context):
        units = known_units(row["code"] for row in rows)
        held = registrations(units.values())
        for row in rows:
            unit, known = units[row["code"]], held.get(units[row["code"]].pk)
            news = changed(row, known)
            told = {"on": day_of(row, known), "by": context.user, "document_no": row["document_no"] or ""}
            if known is None:
                actions.register_legal_person(unit=unit, **told, **news)
                row.made()
            elif news:
                actions.step_legal_person(legal_person=known, kind=step_of(row, known), **told, **news)
                row.outcome = "updated"
            else:
                row.outcome = "unchanged"

    def current(self, unit, user):
        held = LegalPerson.objects.visible_to(user, "export").under(unit.path).exclude(state="cancelled")
        for one in held.select_related("unit").order_by("unit__path").iterator(chunk_size=2_000):
            values = {name: getattr(one, name) for name in FACTS}
            yield {"code": one.unit.code, "name": one.unit.name, **values, "on": None, "document_no": ""}


def registrations(units) -> dict:
    held = LegalPerson.objects.filter(unit__in=[unit.pk for unit in units]).prefetch_related("events")
    return {one.unit_id: one for one in held}


def changed(row, held) -> dict:
    """What the line says otherwise than the register; an empty cell says nothing."""
    return {name: row[name] for name in FACTS if row[name] and row[name] != getattr(held, name, None)}


def step_of(row, held) -> str:
    """A code turns an application into a registration; anything else about a registered one is a change."""
    if held is None or held.state == LegalPerson.State.CANCELLED:
        return "register" if row["uscc"] else "apply"
    if held.state == LegalPerson.State.REGISTERED:
        return "change"
    return "register"


def day_of(row, held):
    return row["on"] or (row["registered_on"] if held is None else None)
