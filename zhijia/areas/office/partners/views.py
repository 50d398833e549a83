"""The register, one partner with everything about it, and what is done to it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.engines.flow.timeline import story
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Sheet, Turn

from . import actions, forms, rules
from .filters import PartnerFilter
from .models import Contract, Partner
from .tables import PartnerTable

PARTNERS = Partner.objects.select_related("unit", "case__desk_unit")


class Partners(ListPage):
    title = _("合作单位")
    intro = _("律师事务所、会计师事务所、银行、培训院校、医院、商户等：先准入，再签约，到期提醒，年年评价。")
    queryset = PARTNERS.summed()
    table = PartnerTable
    filters = PartnerFilter
    search_fields = ("name", "contact", "services", "uscc")
    search_hint = _("名称、联系人、合作内容")
    links = [
        Link(_("登记合作单位"), "partners:new", ability="edit", primary=True),
    ]
    sheets = [Sheet("partners.partners")]
    empty_text = _("还没有登记合作单位。")
    empty_link = Link(_("登记合作单位"), "partners:new", ability="edit", primary=True)


class PartnerPage(DetailPage):
    queryset = PARTNERS
    template_name = "partners/partner.html"
    back = ("partners:partners", _("合作单位"))

    def turn(self, partner):
        case = partner.case
        return Turn(case.desk_unit, case.due_on, case.moved_at) if case and case.desk_unit_id else None

    def facts(self, partner):
        rows = [
            (_("类别"), partner.get_kind_display()),
            (_("统一社会信用代码"), partner.uscc or "—"),
            (_("登记单位"), partner.unit),
            (_("联系人"), partner.contact or "—"),
            (_("联系电话"), partner.phone or "—"),
            (_("合作内容"), partner.services or "—"),
        ]
        more = [
            (_("准入日期"), partner.admitted_on),
            (_("退出日期"), partner.left_on),
            (_("退出原因"), partner.left_reason),
        ]
        return rows + [pair for pair in more if pair[1]]

    def actions(self, partner):
        user = self.request.user
        declare = Act(_("申报利益关系"), "partners:declare")
        if not user.can("edit", partner.unit):
            return [declare]
        today, papers = self.today, partner.facts_of_papers()
        admitted = need(partner.state == rules.ADMITTED, "请先办理准入")
        if partner.state == rules.IN_REVIEW:
            return [Act(_("撤回"), "partners:withdraw", confirm=_("撤回后可以修改再提交，确定吗？")), declare]
        propose = Act(
            _("提交准入审批"),
            "partners:propose",
            primary=True,
            verdict=rules.may_propose(partner.state, partner.kind, papers, today),
        )
        sign = Act(_("签订合同"), "partners:sign", primary=True, verdict=admitted)
        return [
            sign if partner.state == rules.ADMITTED else propose,
            Act(_("修改资料"), "partners:edit"),
            Act(_("登记资质"), "partners:paper"),
            Act(_("履约评价"), "partners:evaluate", verdict=rules.may_evaluate(partner.state, 0, self.declared)),
            declare,
            Act(_("退出"), "partners:leave", danger=True, verdict=admitted),
        ]

    @property
    def declared(self):
        return self.object.interests.filter(user=self.request.user).exists()

    def timeline(self, partner):
        return story(partner.case) if partner.case else []

    def get_context_data(self, **kwargs):
        partner = self.object
        return super().get_context_data(
            papers=partner.papers.all(),
            contracts=partner.contracts.all(),
            evaluations=partner.evaluations.select_related("by"),
            interests=partner.interests.select_related("user"),
            may_edit=self.request.user.can("edit", partner.unit),
            **kwargs,
        )


class New(FormPage):
    title = _("登记合作单位")
    form_class = forms.NewPartner
    submit = _("登记")
    done = _("已登记；请登记资质，再提交准入审批")

    def get_initial(self):
        return {"unit": self.unit}

    def act(self, form):
        return actions.enter(**form.cleaned_data, by=self.request.user)

    def came_from(self):
        return reverse("partners:partners")


class OnPartner(FormPage):
    """A form about one partner."""

    queryset = PARTNERS

    def carry_out(self, **typed):
        raise NotImplementedError

    def act(self, form):
        self.carry_out(partner=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class Edit(OnPartner):
    title = _("修改合作单位资料")
    form_class = forms.PartnerForm

    def carry_out(self, **typed):
        return actions.edit(**typed)


class KeepPaper(OnPartner):
    title = _("登记资质")
    form_class = forms.PaperForm

    def get_initial(self):
        return {"name": rules.NEEDS_PAPER.get(self.object.kind, "")}

    def carry_out(self, **typed):
        return actions.keep_paper(**typed, at=self.now)


class Sign(OnPartner):
    title = _("签订合同")
    form_class = forms.ContractForm
    done = _("已登记合同，到期会提醒")

    def allowed(self, partner):
        return need(partner.state == rules.ADMITTED, "只能与已准入的合作单位签约，请先办理准入")

    def get_initial(self):
        return {"from_on": self.today}

    def carry_out(self, **typed):
        return actions.sign(**typed, at=self.now)


class EndContract(FormPage):
    title = _("提前终止合同")
    queryset = Contract.objects.select_related("partner__unit")
    form_class = forms.EndForm
    submit = _("终止合同")

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        made = actions.end_contract(contract=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return made.partner

    def came_from(self):
        return self.object.partner.get_absolute_url()


class Declare(OnPartner):
    """Whoever sees the partner may declare; it binds themselves only."""

    title = _("申报利益关系")
    ability = "view"
    form_class = forms.InterestForm
    submit = _("申报")
    done = _("已申报，您不再参与该单位的审批和评价")

    def carry_out(self, **typed):
        return actions.declare(**typed, on=self.today)


class Evaluate(OnPartner):
    title = _("履约评价")
    form_class = forms.EvaluationForm

    def allowed(self, partner):
        declared = partner.interests.filter(user=self.request.user).exists()
        return rules.may_evaluate(partner.state, 0, declared)

    def get_initial(self):
        return {"year": self.today.year}

    def carry_out(self, **typed):
        return actions.evaluate(**typed, on=self.today)


class Leave(OnPartner):
    title = _("合作单位退出")
    form_class = forms.LeaveForm
    submit = _("确认退出")
    done = _("已退出，历史记录保留")

    def allowed(self, partner):
        return need(partner.state == rules.ADMITTED, "该单位不在合作中")

    def get_initial(self):
        return {"on": self.today}

    def carry_out(self, **typed):
        return actions.let_go(**typed, at=self.now)


class Propose(ActionPage):
    queryset = PARTNERS
    ability = "edit"

    def act(self, partner):
        actions.propose(partner=partner, by=self.request.user, at=self.now)
        return _("已提交准入审批")


class Withdraw(ActionPage):
    queryset = PARTNERS
    ability = "edit"

    def act(self, partner):
        actions.withdraw(partner=partner, by=self.request.user, at=self.now)
        return _("已撤回")
