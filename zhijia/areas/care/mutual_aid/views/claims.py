"""A claim from the counter to the archive."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from zhijia.base.money import capital
from zhijia.base.verdict import Refused, need
from zhijia.engines.flow.actions import may_withdraw
from zhijia.engines.flow.models import Case
from zhijia.engines.flow.timeline import story
from zhijia.web.forms import scope_choices
from zhijia.web.pages import (
    Act,
    ActionPage,
    BulkAction,
    DetailPage,
    Event,
    FormPage,
    Link,
    ListPage,
    Scoped,
    Sheet,
    Turn,
)

from .. import actions
from ..filters import ClaimFilter
from ..forms import ClaimForm, CorrectionForm, OwnClaimForm, ReasonForm, RevealForm
from ..models import Claim, Enrolment
from ..showing import CLAIMS, stay_facts
from ..tables import ClaimTable
from .schemes import is_verified


class Claims(ListPage):
    title = _("医疗互助补助申请")
    queryset = CLAIMS
    table = ClaimTable
    filters = ClaimFilter
    search_fields = (
        "enrolment__person__name",
        "enrolment__person__initials",
        "enrolment__person__id_tail",
        "case__number",
    )
    search_hint = _("姓名、拼音首字母、证件尾号、编号")
    links = [
        Link(_("登记申请"), "mutual_aid:claim-new", ability="edit", primary=True),
    ]
    sheets = [Sheet("mutual_aid.claims")]
    bulk = [BulkAction("approve", _("同意"), ability="review", verdict="may_approve", act_all="approve", icon="check")]
    empty_text = _("还没有补助申请。会员可以在“我的”里自己申请，也可以由单位工会登记或批量导入。")
    empty_link = Link(_("登记第一笔"), "mutual_aid:claim-new", ability="edit")

    @cached_property
    def on_my_desk(self):
        return set(
            Case.objects.awaiting(self.request.user).filter(kind="mutual_aid.claim").values_list("pk", flat=True)
        )

    def may_approve(self, row):
        return need(row.pk in self.on_my_desk, "不在您的办理岗位上，或与您本人有关")

    def approve(self, rows, data):
        cases = [row.case for row in rows]
        ruled, skipped = actions.rule_claims(cases=cases, by=self.request.user, ruling="approve", at=self.now)
        return gettext("已同意 %(count)s 件") % {"count": len(ruled)} + "".join(
            gettext("；%(title)s：%(why)s") % {"title": case.title, "why": verdict} for case, verdict in skipped
        )


class ClaimNew(FormPage):
    title = _("登记医疗互助补助申请")
    form_class = ClaimForm
    template_name = "mutual_aid/claim_form.html"
    submit = _("提交审核")
    done = _("已提交，等待单位初审")

    def get_initial(self):
        return {"enrolment": self.request.GET.get("enrolment", "")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(preview_url=reverse("mutual_aid:preview"), **kwargs)

    def act(self, form):
        facts = form.facts(form.cleaned_data["enrolment"])
        return actions.file_claim(facts=facts, papers=form.papers(), by=self.request.user, at=self.now)

    def options(self, name):
        """Members by name, initials or the last signs of the identity number."""
        if name != "enrolment":
            raise Http404
        field, text = self.get_form().fields[name], self.request.GET.get("pq", "").strip()[:40]
        found = (
            Q(person__name__icontains=text) | Q(person__initials__istartswith=text) | Q(person__id_tail=text.upper())
        )
        rows = list(field.queryset.filter(found)[:21])
        options = [(row.pk, field.label_from_instance(row)) for row in rows[:20]]
        return render(self.request, "web/widgets/_picks.html", {"options": options, "more": len(rows) > 20})

    def came_from(self):
        return reverse("mutual_aid:claims")


class Preview(Scoped, View):
    """What a stay would bring, while it is being typed. Nothing is kept."""

    http_method_names = ["post"]
    posts_only = True
    ability = None
    forms = {"new": (ClaimForm, "edit"), "own": (OwnClaimForm, "view")}

    def post(self, request, which="new"):
        form = self.form(which)
        shown = {}
        if not form.is_valid():
            shown["missing"] = [form.fields[name].label for name in form.errors if name in form.fields]
        else:
            facts = form.facts(form.cleaned_data["enrolment"])
            (shown["one"],) = actions.judge(facts=[facts], by=request.user, today=self.today)
        return render(request, "mutual_aid/_preview.html", shown)

    def form(self, which):
        form_class, ability = self.forms.get(which) or self.forms["new"]
        own = {"person": getattr(self.request.user, "person", None)} if form_class is OwnClaimForm else {}
        return scope_choices(form_class(self.request.POST, **own), self.request.user, ability)


class ClaimPage(DetailPage):
    queryset = CLAIMS.select_related("payment_list__unit")
    template_name = "mutual_aid/claim.html"
    context_object_name = "claim"
    side = True

    @property
    def back(self):
        """Staff came from the list, a member from their own page."""
        staff = self.request.user.can("view", self.object.unit)
        return ("mutual_aid:claims", _("补助申请")) if staff else ("mutual_aid:mine", _("医疗互助"))

    def get_title(self):
        return self.object.case.title

    def turn(self, claim):
        case = claim.case
        if claim.state == Claim.State.IN_REVIEW:
            return Turn(case.desk_unit, case.due_on, case.moved_at)
        return Turn(case.opened_by or claim.unit, since=case.moved_at) if claim.state == Claim.State.RETURNED else None

    def facts(self, claim):
        return stay_facts(claim)

    def timeline(self, claim):
        events = story(claim.case)
        if claim.paid_on:
            events.append(Event(_("发放补助金"), claim.paid_on, claim.payment_list.unit, claim.payment_list.number))
        if claim.state == Claim.State.REVERSED:
            events.append(Event(_("已冲销"), state="stopped"))
        return events

    def attachments(self, claim):
        return []

    def actions(self, claim):
        user, acts = self.request.user, []
        if Case.objects.awaiting(user).filter(pk=claim.pk).exists():
            acts.append(Act(_("审核"), reverse("flow:case", args=[claim.pk]), primary=True, args=()))
        if claim.state == Claim.State.RETURNED:
            acts.append(
                Act(_("修改后重新提交"), "mutual_aid:correct", verdict=actions.may_correct(claim, user), primary=True)
            )
        if user.pk in (claim.case.opened_by_id, claim.case.subject_id) and claim.state not in Claim.SETTLED:
            question = _("撤回后需要重新提交，确定撤回吗？")
            verdict = may_withdraw(claim.case, user)
            acts.append(Act(_("撤回"), "mutual_aid:withdraw", verdict=verdict, confirm=question, danger=True))
        if claim.state == Claim.State.PAID and user.can("approve", claim.payment_list.unit):
            acts.append(Act(_("冲销"), "mutual_aid:reverse", verdict=actions.may_reverse(claim, user), danger=True))
        return [*acts, Act(_("打印申请表"), "mutual_aid:sheet", icon="printer")]

    def get_context_data(self, **kwargs):
        claim, user = self.object, self.request.user
        return super().get_context_data(
            awards=list(claim.awards.all()),
            evidence=list(claim.evidence.select_related("file")),
            may_open=user.can("review", claim.unit) or user.pk == claim.case.opened_by_id,
            may_reveal=bool(claim.diagnosis) and bool(actions.may_read_diagnosis(claim, user)),
            **kwargs,
        )


class ClaimCorrect(FormPage):
    title = _("修改后重新提交")
    queryset = CLAIMS.select_related("enrolment__period__terms", "enrolment__unit")
    form_class = CorrectionForm
    ability = "view"
    demands = False
    submit = _("重新提交")
    done = _("已重新提交，等待单位初审")

    def allowed(self, claim):
        return actions.may_correct(claim, self.request.user)

    def get_initial(self):
        typed = CorrectionForm.base_fields
        return {name: getattr(self.object, name) for name in typed if name != "diagnosis"}

    @property
    def intro(self):
        last = self.object.case.rulings.order_by("-pk").first()
        return gettext("退回理由：%(note)s") % {"note": last.note} if last else ""

    def act(self, form):
        facts = form.facts(self.object.enrolment)
        if not facts.diagnosis:
            facts = actions.Facts(**{**vars(facts), "diagnosis": self.object.diagnosis})
        by, at = self.request.user, self.now
        return actions.resubmit_claim(claim=self.object, facts=facts, papers=form.papers(), by=by, at=at)


class ClaimWithdraw(ActionPage):
    queryset = Claim.objects.select_related("case")
    ability = "view"

    def act(self, claim):
        actions.withdraw_claim(claim=claim, by=self.request.user, at=self.now)
        return _("已撤回")


class ClaimReverse(FormPage):
    title = _("冲销补助")
    intro = _("台账会增加一条负数记录，原记录保留；以后各项统计按冲销后计算。")
    queryset = CLAIMS.select_related("payment_list__unit")
    form_class = ReasonForm
    ability = "approve"
    submit = _("冲销")
    done = _("已冲销")

    def allowed(self, claim):
        return actions.may_reverse(claim, self.request.user)

    def act(self, form):
        return actions.reverse_claim(claim=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class ClaimReveal(FormPage):
    """A reason first; then the diagnosis, once, on a page that is kept nowhere."""

    title = _("查看出院诊断")
    queryset = CLAIMS
    form_class = RevealForm
    ability = "view_private"
    template_name = "mutual_aid/reveal.html"
    submit = _("查看")
    drafts = False

    def form_valid(self, form):
        try:
            text = actions.reveal_diagnosis(claim=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        response = self.render_to_response(self.get_context_data(form=form, text=text))
        response["Cache-Control"] = "no-store"
        return response


class ClaimSheet(DetailPage):
    """The application as paper: what was asked, how it was computed, who signs."""

    queryset = CLAIMS.select_related("terms__scheme").prefetch_related("terms__benefits")
    template_name = "mutual_aid/claim_sheet.html"
    context_object_name = "claim"

    def get_title(self):
        return gettext("医疗互助补助申请表")

    def number(self, claim):
        return ""

    def state(self, claim):
        return None

    def history(self, claim):
        return []

    def get_context_data(self, **kwargs):
        claim = self.object
        steps = claim.case.steps.select_related("unit")
        given = {ruling.step: ruling for ruling in claim.case.rulings.filter(round=claim.case.round).with_names()}
        return super().get_context_data(
            awards=list(claim.awards.all()),
            capital=capital(claim.amount_fen),
            desks=[(step, given.get(step.seq)) for step in steps],
            enrolment=claim.enrolment,
            verified=is_verified(claim.terms),
            **kwargs,
        )


def own_enrolments(user):
    return Enrolment.objects.filter(person__user=user.pk).select_related(
        "period__scheme", "period__terms", "unit", "person"
    )
