"""Who is in for a period: the roll, and the page where a unit ticks its members."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.models import Membership
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, Link, ListPage, Sheet, found

from .. import actions, rules
from ..filters import EnrolmentFilter
from ..forms import EnrolForm
from ..models import Enrolment, Period
from ..tables import CandidateTable, EnrolmentTable

ENROLMENTS = Enrolment.objects.select_related("person", "unit", "period__scheme")


class Enrolments(ListPage):
    title = _("参互名册")
    queryset = ENROLMENTS
    table = EnrolmentTable
    filters = EnrolmentFilter
    search_fields = ("person__name", "person__initials", "person__id_tail")
    search_hint = _("姓名、拼音首字母、证件尾号")
    links = [
        Link(_("办理参互"), "mutual_aid:desk", ability="edit"),
    ]
    sheets = [Sheet("mutual_aid.enrolment")]
    bulk = [BulkAction("cancel", _("取消参互"), act="cancel", verdict="may_cancel", danger=True)]
    empty_text = _("还没有参互人员。可以导入名册，或从花名册里勾选。")
    empty_link = Link(_("办理参互"), "mutual_aid:desk", ability="edit")

    def may_cancel(self, row):
        return actions.may_cancel(row, self.request.user)

    def cancel(self, row, data):
        actions.cancel_enrolment(enrolment=row, by=self.request.user, at=self.now)


class EnrolmentPage(DetailPage):
    queryset = ENROLMENTS.select_related("receipt", "period__terms")
    template_name = "mutual_aid/enrolment.html"
    back = ("mutual_aid:enrolments", _("参互名册"))

    def get_title(self):
        return f"{self.object.person.name} · {self.object.period.label}"

    def facts(self, row):
        period = row.period
        return [
            (_("单位"), row.unit.name),
            (_("方案"), period.scheme.name),
            (_("保障期"), f"{period.starts_on} — {period.ends_on}"),
            (_("参互情况"), _("首次") if row.first_time else _("续保")),
            (_("互助金（元）"), f"{row.fee_fen / 100:,.2f}"),
            (_("到账日期"), row.receipt.received_on if row.receipt else _("待缴费核对")),
        ]

    def actions(self, row):
        user = self.request.user
        if not user.can("edit", row.unit):
            return []
        new = reverse("mutual_aid:claim-new") + f"?enrolment={row.pk}"
        acts = [Act(_("登记补助申请"), new, args=(), primary=row.state == Enrolment.State.EFFECTIVE)]
        return [
            *acts,
            Act(_("取消参互"), "mutual_aid:enrolment-cancel", verdict=actions.may_cancel(row, user), danger=True),
        ]

    def get_context_data(self, **kwargs):
        claims = self.object.claims.select_related("case__desk_unit").order_by("-pk")
        return super().get_context_data(claims=claims, **kwargs)


class EnrolmentCancel(ActionPage):
    queryset = Enrolment.objects.all()

    def act(self, row):
        actions.cancel_enrolment(enrolment=row, by=self.request.user, at=self.now)
        return _("已取消参互")


class Candidates(ListPage):
    """Members of the unit who are not in yet: tick some, or all."""

    parent = Period
    table = CandidateTable
    ability = "edit"
    search_fields = ("person__name", "person__initials", "person__id_tail")
    search_hint = _("姓名、拼音首字母、证件尾号")
    exports = False
    empty_text = _("本单位的在籍会员都已参加这一期。")
    bulk = [
        BulkAction(
            "enrol", _("参互"), act_all="enrol", verdict="may_enrol", form_class=EnrolForm, icon="check", ability="edit"
        )
    ]

    @cached_property
    def period(self):
        rows = Period.objects.visible_to(self.request.user).select_related("scheme", "terms")
        return found(rows.filter(pk=self.kwargs["pk"]))

    @property
    def queryset(self):
        taken = Enrolment.objects.standing().filter(period=self.period, person=OuterRef("person"))
        return Membership.objects.active().filter(~Exists(taken)).select_related("person", "unit")

    @cached_property
    def scoped_rows(self):
        return self.get_queryset().under(self.unit.path) if self.unit else self.get_queryset()

    def get_title(self):
        return gettext("办理参互：%(period)s") % {"period": self.period}

    @property
    def intro(self):
        if self.period.is_open(self.today):
            return gettext("勾选要参加的会员（可以一次全选），再按“参互”。缴费核对到账后生效。")
        span = {"start": self.period.enrol_from, "end": self.period.enrol_to}
        return gettext("本期参互办理时间为%(start)s至%(end)s，现在不能办理。以下是没有参加的会员。") % span

    def may_enrol(self, row):
        period, born = self.period, row.person.born_on
        return rules.may_enrol(
            True,
            rules.age(born, period.starts_on) if born else None,
            period.terms.max_age,
            self.today,
            period.enrol_from,
            period.enrol_to,
        )

    def enrol(self, rows, data):
        outcome = actions.enrol_many(
            period=self.period,
            unit=self.unit,
            persons=[row.person for row in rows],
            by=self.request.user,
            at=self.now,
            personal_fen=data["personal_fen"],
        )
        return gettext("%(count)s 人已列入%(period)s名册，缴费核对后生效") % {
            "count": len(outcome.made),
            "period": self.period.label,
        }
