"""Applications on the desks, and everybody who came in online."""

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Refused, need
from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import Ruling, State
from zhijia.engines.flow.timeline import story
from zhijia.web import formats
from zhijia.web.pages import Act, BulkAction, DetailPage, FormPage, Link, ListPage, Turn

from .. import actions
from ..filters import ApplicationFilter, JoinedFilter
from ..forms import Reason
from ..models import Joined
from ..showing import APPLICATIONS, facts_of, public_story
from ..tables import ApplicationTable, JoinedTable

JOINED = Joined.objects.select_related("person", "unit", "membership")


class Applications(ListPage):
    title = _("入会申请")
    intro = _("名册上核对不上的申请在这里审核；名册核对一致的职工已经直接入会，见“网上入会记录”。")
    queryset = APPLICATIONS
    table = ApplicationTable
    filters = ApplicationFilter
    search_fields = ("name", "initials", "id_tail", "case__number")
    search_hint = _("姓名、拼音首字母、证件尾号、编号")
    template_name = "joining/applications.html"
    links = [
        Link(_("网上入会记录"), "joining:joins", icon="history"),
        Link(_("入会设置和海报"), "joining:doors", ability="review", icon="qr"),
    ]
    bulk = [
        BulkAction("approve", _("批量同意"), ability="review", verdict="may_approve", act_all="approve", icon="check")
    ]
    empty_text = _("没有入会申请。把入会二维码海报贴出来，职工扫码就能申请。")
    empty_link = Link(_("打印海报"), "joining:doors", ability="review")

    @cached_property
    def on_my_desk(self):
        mine = Case.objects.awaiting(self.request.user).filter(kind="joining.application")
        return set(mine.values_list("pk", flat=True))

    @cached_property
    def judged(self):
        """Of those on my desk, asked once for the whole preview."""
        return actions.judged(list(self.get_queryset().filter(pk__in=self.on_my_desk)))

    def may_approve(self, row):
        return need(row.pk in self.on_my_desk, "不在您的办理岗位上，或与您本人有关") & self.judged.get(
            row.pk, need(True, "")
        )

    def approve(self, rows, data):
        cases = [row.case for row in rows]
        ruled, skipped = actions.rule_applications(
            cases=cases, by=self.request.user, ruling=Ruling.APPROVE, at=self.now
        )
        return gettext("已同意 %(count)s 件") % {"count": len(ruled)} + "".join(
            gettext("；%(title)s：%(why)s") % {"title": case.title, "why": verdict} for case, verdict in skipped
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(figures=self.figures(), **kwargs)

    def figures(self):
        """What the desk looks at first; one query."""
        took = ExpressionWrapper(F("case__moved_at") - F("case__opened_at"), output_field=DurationField())
        decided = Q(state__in=[State.APPROVED, State.REJECTED])
        counts = self.get_queryset().aggregate(
            waiting=Count("pk", filter=Q(state=State.IN_REVIEW)),
            late=Count("pk", filter=Q(state=State.IN_REVIEW, case__due_on__lt=self.today)),
            returned=Count("pk", filter=Q(state=State.RETURNED)),
            approved=Count("pk", filter=Q(state=State.APPROVED)),
            took=Avg(took, filter=decided),
        )
        days = counts.pop("took")
        return {**counts, "days": round(days.total_seconds() / 86400, 1) if days is not None else None}


class ApplicationPage(DetailPage):
    queryset = APPLICATIONS
    template_name = "joining/application.html"
    context_object_name = "application"
    back = ("joining:applications", _("入会申请"))
    side = True

    def turn(self, application):
        case = application.case
        if application.state == State.IN_REVIEW:
            return Turn(case.desk_unit, case.due_on, case.moved_at)
        return Turn(_("申请人"), since=case.moved_at) if application.state == State.RETURNED else None

    def facts(self, application):
        return facts_of(application)

    def timeline(self, application):
        return story(application.case)

    def actions(self, application):
        user, acts = self.request.user, []
        if Case.objects.awaiting(user).filter(pk=application.pk).exists():
            acts.append(Act(_("审核"), reverse("flow:case", args=[application.pk]), primary=True, args=()))
        if application.person_id:
            page = reverse("people:person", args=[application.person_id])
            acts.append(Act(_("查看人员"), page, args=(), icon="user"))
        return acts

    def get_context_data(self, **kwargs):
        application = self.object
        return super().get_context_data(
            findings=actions.findings(application),
            consents=list(application.consents.all()),
            may_reveal=self.request.user.can("view_private", application.unit),
            **kwargs,
        )


class Reveal(FormPage):
    """A reason first; then one secret, once, on a page that is kept nowhere."""

    queryset = APPLICATIONS
    form_class = Reason
    ability = "view_private"
    template_name = "joining/reveal.html"
    submit = _("查看")
    drafts = False
    secret = ""

    def get_title(self):
        return gettext("查看申请人的%(secret)s") % {"secret": actions.SECRETS[self.secret]}

    def form_valid(self, form):
        try:
            text = actions.reveal(
                application=self.object,
                secret=self.secret,
                by=self.request.user,
                at=self.now,
                **form.cleaned_data,
            )
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        response = self.render_to_response(self.get_context_data(form=form, text=text))
        response["Cache-Control"] = "no-store, private"
        return response


class JoinedList(ListPage):
    title = _("网上入会记录")
    intro = _("通过名册核对、审核、邀请确认在网上入会的会员，各同意了哪一版章程和个人信息告知。")
    queryset = JOINED
    table = JoinedTable
    filters = JoinedFilter
    search_fields = ("person__name", "person__initials", "person__id_tail")
    search_hint = _("姓名、拼音首字母、证件尾号")
    empty_text = _("还没有人在网上入会。")


class JoinedPage(DetailPage):
    queryset = JOINED.select_related("application__case", "invitation__round")
    template_name = "joining/joined.html"
    context_object_name = "joined"
    back = ("joining:joins", _("网上入会记录"))

    def facts(self, joined):
        facts = [
            (_("姓名"), joined.person.name),
            (_("所属工会"), joined.unit.name),
            (_("入会方式"), joined.get_way_display()),
            (_("入会日期"), formats.day(joined.joined_on)),
            (_("办理时间"), formats.moment(joined.joined_at)),
        ]
        if joined.invitation:
            facts.append((_("邀请批次"), joined.invitation.round.title))
        if joined.application:
            facts.append((_("申请编号"), joined.application.number))
        return facts

    def actions(self, joined):
        return [Act(_("查看人员"), reverse("people:person", args=[joined.person_id]), args=(), icon="user")]

    def get_context_data(self, **kwargs):
        joined = self.object
        consents = [*joined.consents.all()]
        if joined.application:
            consents += joined.application.consents.all()
        return super().get_context_data(consents=consents, **kwargs)


class Own(DetailPage):
    """One's own application, for somebody who has an account by now."""

    queryset = APPLICATIONS
    ability = None
    template_name = "joining/own.html"
    context_object_name = "application"

    def scope(self, rows, ability=None):
        return rows.filter(person__user=self.request.user.pk)

    def history(self, obj):
        return []

    def timeline(self, application):
        return public_story(application)

    def facts(self, application):
        return facts_of(application)
