"""What moves a change of term: a step closed or opened again, the party's word, matters put in order, given up."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.files.actions import store
from zhijia.web.pages import FormPage

from .. import actions, forms
from ..models import Matter, PartyOpinion
from ..rules import steps
from ..rules.steps import Step
from .shared import CHANGES, OfChange


class Close(OfChange, FormPage):
    """One step is done: the day, a word, and what proves it."""

    FORMS = {Step.GROUP: forms.GroupForm, Step.ARCHIVE: forms.ArchiveForm}
    submit = _("办结这一步")
    done = _("已办结，进入下一步")

    @cached_property
    def step(self):
        if self.kwargs["step"] not in steps.STEPS or self.kwargs["step"] in steps.REQUESTS:
            raise Http404
        return Step(self.kwargs["step"])

    def allowed(self, obj):
        """A form that asks for what is missing opens as soon as it is its turn."""
        user = self.request.user
        if self.step in self.FORMS:
            return actions.may_work(self.change, user) & steps.is_current(self.change.places, self.step)
        return actions.may_close(self.change, self.step, user)

    def get_form_class(self):
        return self.FORMS.get(self.step, forms.CloseForm)

    def get_title(self):
        return _("办结：%(step)s") % {"step": steps.STEPS[self.step].name}

    @property
    def intro(self):
        return _("办结条件：%(closes)s。") % {"closes": steps.STEPS[self.step].closes}

    def act(self, form):
        facts = dict(form.cleaned_data)
        upload, by = facts.pop("upload"), self.request.user
        evidence = store(upload=upload, unit=self.change.unit, by=by, at=self.now) if upload else None
        return actions.close_step(change=self.change, step=self.step, by=by, at=self.now, evidence=evidence, **facts)


class Back(FormPage):
    queryset = CHANGES
    title = _("退回上一步")
    intro = _("最近办结的一步重新打开；已经报上级工会的不能自行退回。")
    form_class = forms.ReasonForm
    submit = _("退回")
    done = _("已退回上一步")

    def allowed(self, change):
        return actions.may_work(change, self.request.user) & steps.may_step_back(change.places)

    def act(self, form):
        return actions.step_back(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Drop(FormPage):
    queryset = CHANGES
    ability = "approve"
    title = _("终止换届选举")
    intro = _("终止后不能恢复，需要时重新启动。已登记的内容都会保留。")
    form_class = forms.ReasonForm
    submit = _("确认终止")
    done = _("已终止")

    def allowed(self, change):
        return actions.may_drop(change, self.request.user)

    def act(self, form):
        return actions.drop(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Party(FormPage):
    queryset = CHANGES
    title = _("登记党组织意见")
    intro = _("工会在同级党组织领导下换届。把党组织的意见照实登记，上报上级工会时写进请示。")
    form_class = forms.PartyForm
    done = _("已登记党组织意见")

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["about"].choices = PartyOpinion.subjects(self.object).items()
        return form

    def get_initial(self):
        about = PartyOpinion.About.CHANGE if self.object.step in (Step.PLAN, Step.REQUEST) else "candidates"
        return {"about": about, "organisation": self.object.party_organisation, "said_on": self.today}

    def act(self, form):
        actions.party_says(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


class SettleMatter(FormPage):
    queryset = Matter.objects.select_related("change__unit")
    form_class = forms.MatterForm
    done = _("已登记")

    def get_title(self):
        return str(self.object)

    def get_initial(self):
        matter = self.object
        return {"done_on": matter.done_on or self.today, "not_needed": matter.not_needed, "note": matter.note}

    def act(self, form):
        said = form.cleaned_data
        done_on = None if said["not_needed"] else said["done_on"]
        actions.settle_matter(matter=self.object, by=self.request.user, at=self.now, **said | {"done_on": done_on})
        return self.object.change
