"""A list of staff to be invited, into one round."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import indexer
from zhijia.base.sheets import ImportSpec, imports
from zhijia.base.text import key
from zhijia.base.upsert import keys_of
from zhijia.kernels.people.imports.columns import ID_NUMBER, NAME
from zhijia.kernels.people.models import Person

from . import actions
from .models import Invitation, Round

INVITATION = "joining.invitation"


@imports
class Batch(ImportSpec):
    code = "joining.batch"
    title = _("批量入会邀请名单")
    subject_label = _("入会批次")
    notes = (
        _("名单上的人须在本单位职工名册上；名册上没有的，请先导入职工名册。"),
        _("已是会员的、已有邀请等待确认的，该行报错或保持不变，不会重复邀请。"),
    )
    columns = (NAME, ID_NUMBER)
    watched = {INVITATION: ("state", "reminders")}

    def subjects(self, user, unit):
        rounds = Round.objects.visible_to(user, "edit") if user else Round.objects.all()
        return rounds.filter(closed_at__isnull=True).select_related("unit").order_by("-opened_at")

    def prepare(self, context):
        context.round = Round.objects.select_related("unit").get(pk=context.subject_id)
        actions.may_invite(context.round, context.today).or_refuse()
        context.index_number = indexer("person.id_number")

    def identity(self, row, context):
        return context.index_number(row["id_number"])

    def check(self, rows, context):
        for row in rows:
            row.what = row["name"]
            row.values["digest"] = context.index_number(row["id_number"])
        found = self.find_people(rows)
        context.judge = actions.Judge(context.round, [person.pk for person in found.values()], context.today)
        for row in rows:
            self.check_one(row, found.get(row["digest"]), context.judge)

    def find_people(self, rows) -> dict:
        keys = keys_of(Person, "id_digest", [row["digest"] for row in rows])
        people = Person.objects.standing().filter(pk__in=keys).only("pk", "name", "id_digest")
        return {person.id_digest: person for person in people}

    def check_one(self, row, person, judge):
        row.values["person"] = person
        if person is None:
            row.fault("id_number", say("职工名册上没有这个身份证号，请先导入职工名册，或核对号码"))
            return
        if key(person.name) != key(row["name"]):
            row.fault("name", say("该身份证号在名册上登记为“%(name)s”，请核对姓名或号码") % {"name": person.name})
            return
        if person.pk in judge.mine:
            row.outcome = "unchanged"
            return
        for reason in judge.verdict(person.pk, person.name, True).reasons:
            row.fault("id_number", reason.say(say))
        row.outcome = "created"

    def write(self, rows, context):
        new = [row for row in rows if row.outcome != "unchanged"]
        persons = [row["person"] for row in new]
        outcome = actions.invite(round=context.round, persons=persons, by=context.user, at=context.now)
        made = dict(Invitation.objects.filter(pk__in=outcome.made).values_list("person", "pk"))
        for row in new:
            row.made((INVITATION, made[row["person"].pk]))

    def kept(self, user):
        return Round.objects.visible_to(user, "export").order_by("-opened_at")

    def current(self, unit, user, subject=None):
        """Whoever still has to answer in the round, as it may be imported again."""
        rows = Invitation.objects.visible_to(user, "export").under(unit.path)
        round = subject or Round.objects.filter(invitations__in=rows).order_by("-opened_at").first()
        waiting = rows.waiting().filter(round=round).select_related("person").order_by("unit__path", "pk")
        for row in waiting.iterator(chunk_size=2_000):
            yield {"name": row.person.name, "id_number": row.person.id_number}
