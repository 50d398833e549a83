"""Lists: who is given an electronic card, and what the bank says became of each card of a batch (回盘)."""

from dataclasses import replace

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.text import compact
from zhijia.base.upsert import keys_of
from zhijia.kernels.people.imports.columns import ID_NUMBER, NAME
from zhijia.kernels.people.models import Person

from . import rules
from .actions import issue_many, judge
from .actions.bank import DAYS, Result, take_results
from .models import BankBatch, BankCard, Card

CARD = "cards.bankcard"
FIELDS = {"tail": "tail", "on": "on"}
WHO = (replace(NAME, synonyms=("户名", "客户姓名", *NAME.synonyms)), ID_NUMBER)  # as banks head them


def digests(rows, context):
    """The blind index of each line's number."""
    for row in rows:
        row.values["digest"] = context.index_number(row["id_number"])
    return keys_of(Person, "id_digest", [row["digest"] for row in rows])


@imports
class Issued(ImportSpec):
    code = "cards.issue"
    title = _("电子会员卡发放名单")
    ability = "edit"
    key = ("id_number",)
    notes = (_("每行一名本单位在籍会员；已有使用中的会员卡的跳过。发放后会员登录“我的”就能出示。"),)
    columns = WHO
    undoable = False  # a code may have been shown by then; each card can be ended by itself

    def prepare(self, context):
        context.index_number = indexer("person.id_number")

    def check(self, rows, context):
        found = Person.objects.standing().filter(pk__in=digests(rows, context)).select_related("home")
        people = {person.id_digest: person for person in found}
        verdicts = judge(people.values(), context.user)
        holders = set(Card.objects.standing().filter(person__in=people.values()).values_list("person", flat=True))
        for row in rows:
            person = row.values["person"] = people.get(row.values["digest"])
            row.what, row.outcome = row["name"], "created"
            here = person and person.home_path.startswith(context.unit.path)
            if not here or compact(person.name) != compact(row["name"]):
                row.fault("id_number", say("本单位没有姓名和身份证号都相符的会员，请核对"))
            elif person.pk in holders:
                row.outcome = "unchanged"
            else:
                for reason in verdicts[person.pk].reasons:
                    row.fault("id_number", reason.say(say))

    def write(self, rows, context):
        new = [row for row in rows if row.outcome != "unchanged"]
        cards, refused = issue_many(persons=[row.values["person"] for row in new], by=context.user, at=context.now)
        for _person, verdict in refused:  # somebody else issued one between the check and now
            verdict.or_refuse()
        issued = {card.person_id: card for card in cards}
        for row in new:
            row.made(("cards.card", issued[row.values["person"].pk].pk))

    def current(self, unit, user):
        """Who holds one."""
        rows = Card.objects.visible_to(user, "export").under(unit.path).standing().order_by("pk")
        for card in rows.select_related("person").iterator(chunk_size=2_000):
            yield {"name": card.person.name, "id_number": card.person.id_number}


@imports
class Results(ImportSpec):
    code = "cards.results"
    title = _("银行制卡结果")
    ability = "edit"
    key = ("id_number",)
    subject_label = _("批次")
    notes = (
        _(
            "每行一名会员。结果写：制卡成功、已激活、已挂失、已解挂、已注销或制卡失败；制卡失败的请写明原因，以后可以重新申领。"
        ),
        _("卡号只填后四位：平台不保存完整的银行卡号，请先在表里截取后四位再上传。"),
    )
    columns = (
        *WHO,
        ImportColumn("result", _("结果"), ("制卡结果", "状态"), True, "choice", choices=rules.RESULTS),
        ImportColumn("on", _("日期"), ("制卡日期", "激活日期", "办理日期"), True, "date", example="2026-03-08"),
        ImportColumn("tail", _("卡号后四位"), ("卡号", "尾号"), longest=30, example="0128"),
        ImportColumn("note", _("说明"), ("原因", "备注"), longest=200),
    )
    watched = {CARD: ("state", "tail", "made_on", "activated_on", "lost_on", "ended_on", "note")}

    def subjects(self, user, unit):
        sent = BankBatch.objects.filter(state=BankBatch.State.SENT).order_by("-pk")
        return sent.visible_to(user, "edit") if user else sent

    def prepare(self, context):
        context.batch = BankBatch.objects.get(pk=context.subject_id)
        context.index_number = indexer("person.id_number")

    def check(self, rows, context):
        cards = self.cards(rows, context)
        for row in rows:
            row.what = row["name"]
            card = cards.get(row.values["digest"])
            row.values["card"] = card
            if card is None:
                row.fault("id_number", say("批次%(number)s里没有这名会员") % {"number": context.batch.number})
            elif compact(card.person.name) != compact(row["name"]):
                row.fault("name", say("该身份证号登记为“%(name)s”，请核对") % {"name": card.person.name})
            else:
                self.check_one(row, card, context)

    def cards(self, rows, context):
        keys = digests(rows, context)
        found = BankCard.objects.filter(batch=context.batch, person__in=keys).select_related("person").order_by("pk")
        return {card.person.id_digest: card for card in found}

    def check_one(self, row, card, context):
        if row["tail"] and (fault := rules.tail_fault(row["tail"])):
            row.fault("tail", say(fault))
            return
        digits = rules.tail(row["tail"])
        if card.state == row["result"] and digits in ("", card.tail):
            row.outcome = "unchanged"
            return
        result = Result(card, row["result"], row["on"], digits, row["note"])
        row.values["taken"], row.outcome = result, "updated"
        if row["on"] > context.today:
            row.fault("on", say("日期还没有到，请核对"))
        for reason in result.verdict().reasons:
            row.fault(FIELDS.get(reason.field, "result"), reason.say(say))

    def write(self, rows, context):
        new = [row for row in rows if row.outcome != "unchanged"]
        before = [{name: getattr(row["card"], name) for name in self.watched[CARD]} for row in new]
        results = [row.values["taken"] for row in new]
        take_results(results=results, by=context.user, at=context.now)
        for row, old in zip(new, before, strict=True):
            row.changed(CARD, row["card"].pk, old)

    def kept(self, user):
        return BankBatch.objects.visible_to(user, "export").filter(state=BankBatch.State.SENT).order_by("-pk")

    def current(self, unit, user, subject=None):
        """A batch as the bank would report it today."""
        rows = BankCard.objects.visible_to(user, "export").under(unit.path)
        sent = BankBatch.objects.filter(cards__in=rows, state=BankBatch.State.SENT).order_by("-pk")
        batch = subject or sent.first()
        words = {state: word for word, state in reversed(rules.RESULTS.items())}
        for card in rows.filter(batch=batch, state__in=words).select_related("person").order_by("pk"):
            on = getattr(card, DAYS[rules.BankState(card.state)])
            yield {
                "name": card.person.name,
                "id_number": card.person.id_number,
                "result": card.state,
                "on": on,
                "tail": card.tail,
                "note": card.note,
            }
