"""Forms: found, rename, correct, link, count, register. Dates that have not come yet are refused here."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.web.pages import FormPage

from .. import actions, rules
from ..forms import CancelLegalPerson, CountStaff, FoundUnit, LinkUnit, Registration, RenameUnit, UnitFacts
from ..models import LegalPerson, Unit


class Change(FormPage):
    """One verb on one unit, with the day from which it holds."""

    queryset = Unit.objects.all()
    ability = "manage"
    on = "on"

    def allowed(self, unit):
        return unit.may_change() if unit else super().allowed(unit)

    def get_title(self):
        return f"{self.title}：{self.object.name}" if self.object else self.title

    def get_initial(self):
        return {self.on: self.today}

    def act(self, form):
        if self.on in form.cleaned_data:
            rules.is_over(form.cleaned_data[self.on], self.today).or_refuse()
        self.do(form)
        return self.object

    def do(self, form):
        raise NotImplementedError


class Found(Change):
    title = _("成立单位")
    form_class = FoundUnit
    submit = _("成立")
    done = _("已成立")

    def get_initial(self):
        return super().get_initial() | {"superior": self.request.GET.get("superior", "")}

    def do(self, form):
        self.object = actions.found_unit(**form.cleaned_data, by=self.request.user)

    def get_object(self, queryset=None):
        return None

    def came_from(self):
        return reverse("org:units")


class Edit(Change):
    title = _("更正资料")
    intro = _(
        "只更正写错、漏写的内容，改前改后都留在修改记录里。单位改名、调整隶属有生效日期，请用“更名”“调整组织隶属”。"
    )
    form_class = UnitFacts

    def get_initial(self):
        return {}

    def do(self, form):
        actions.edit_unit(unit=self.object, by=self.request.user, **form.cleaned_data)


class Rename(Change):
    title = _("更名")
    intro = _("单位更改名称、简称或类别。以前的名称留在沿革里，查看以前的日期时仍显示原名称。")
    form_class = RenameUnit
    submit = _("更名")
    done = _("已更名")

    def get_initial(self):
        unit = self.object
        return super().get_initial() | {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind}

    def do(self, form):
        actions.rename_unit(unit=self.object, by=self.request.user, **form.cleaned_data)


class Line(Change):
    """A second line: funds or guidance."""

    title = _("设定第二隶属")
    intro = _("组织隶属之外，单位还可以有一条经费隶属和一条业务指导关系；新的代替旧的，旧的留作历史。")
    form_class = LinkUnit

    def do(self, form):
        facts = dict(form.cleaned_data)
        superior = facts.pop("superior")
        if superior:
            actions.link_unit(unit=self.object, superior=superior, by=self.request.user, **facts)
        else:
            actions.unlink_unit(unit=self.object, by=self.request.user, **facts)


class Staff(Change):
    title = _("登记职工人数")
    form_class = CountStaff
    ability = "edit"
    done = _("已登记")

    def get_form_kwargs(self):
        known = dict(self.object.staff_counts.as_of(self.today).values_list("group", "persons"))
        return super().get_form_kwargs() | {"known": known}

    def do(self, form):
        on = form.cleaned_data["on"]
        actions.count_staff(unit=self.object, on=on, counts=form.counts(), by=self.request.user)


class Legal(Change):
    """First the application or registration; once there is one, the step that the state allows."""

    title = _("工会法人登记")
    form_class = Registration
    ability = "edit"
    done = _("已登记")

    def allowed(self, unit):
        return unit.may_change() & rules.may_be_legal_person(unit.kind)

    @property
    def legal_person(self):
        return LegalPerson.objects.filter(unit=self.object).first()

    def get_form_kwargs(self):
        held = self.legal_person
        steps = [kind for kind in rules.STEPS[held.state] if kind != "cancel"] if held else []
        return super().get_form_kwargs() | {"legal_person": held, "kinds": steps}

    def do(self, form):
        held, facts = self.legal_person, form.facts()
        told = {"on": form.cleaned_data["on"], "document_no": form.cleaned_data["document_no"]}
        told |= {"by": self.request.user, **facts}
        if held:
            actions.step_legal_person(legal_person=held, kind=form.cleaned_data["kind"], **told)
        else:
            actions.register_legal_person(unit=self.object, **told)


class CancelLegal(Change):
    """Also of a union that is no more: the certificate is handed back afterwards."""

    title = _("注销工会法人")
    intro = _("登记机关准予注销以后在这里登记。登记后法人资格终止，以前的证书和变更照样查得到。")
    queryset = Unit.objects.filter(legal_person__isnull=False)
    form_class = CancelLegalPerson
    ability = "edit"
    submit = _("注销")
    done = _("已注销")

    def allowed(self, unit):
        return need("cancel" in rules.STEPS[unit.legal_person.state], gettext("这个工会法人已经注销"))

    def do(self, form):
        by, facts = self.request.user, form.cleaned_data
        actions.step_legal_person(legal_person=self.object.legal_person, kind="cancel", by=by, **facts)
