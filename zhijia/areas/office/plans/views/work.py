"""What whoever does a task does with it: receive, report how far, prove, ask."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import under
from zhijia.kernels.records.filters import RecordFilter
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.tables import RecordTable
from zhijia.web.pages import ActionPage, BulkAction, FormPage, Link, ListPage

from .. import actions, forms
from ..actions.assigning import may_receive
from ..actions.doing import may_prove, may_report
from ..models import Evidence, Report, Task
from .tasks import TASKS, OnTask, holders_at


class OwnTask(OnTask):
    """For the owner, who may hold no role that edits, and for those who register for the unit."""

    ability = None
    demands = False

    def scope(self, rows, ability=None):
        return rows.visible_to(self.request.user)


class Receive(OwnTask):
    form_class = forms.OwnerForm
    title = _("接收任务")
    submit = _("接收")
    done = _("已接收")

    def allowed(self, task):
        return may_receive(task, self.request.user, self.today)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owners": holders_at(self.object.unit, self.today, deep=True)}

    def get_form(self, form_class=None):
        """Choices are colleagues of the task's own unit; who they are is no secret there."""
        form = FormPage.get_form(self, form_class)
        form.fields["owner"].queryset = holders_at(self.object.unit, self.today, deep=True)
        return form

    def get_initial(self):
        return {"owner": self.object.owner_id}

    def act(self, form):
        return actions.receive(task=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Proving(OwnTask):
    def allowed(self, task):
        return may_prove(task, self.request.user, self.today)


class Progress(Proving):
    form_class = forms.ProgressForm
    title = _("填报进展")
    done = _("已填报")

    def get_initial(self):
        return {"progress": self.object.progress}

    def act(self, form):
        text = form.cleaned_data["progress"]
        return actions.note_progress(task=self.object, text=text, by=self.request.user, at=self.now)


class Attach(Proving):
    form_class = forms.AttachForm
    title = _("上传佐证")
    submit = _("上传")
    done = _("已上传")

    def act(self, form):
        data = form.cleaned_data
        return actions.attach(
            task=self.object, upload=data["file"], note=data["note"], by=self.request.user, at=self.now
        )


class LinkCase(Proving):
    form_class = forms.CaseForm
    title = _("关联审批事项")
    submit = _("关联")
    done = _("已关联")

    def act(self, form):
        return actions.link_case(task=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Records(ListPage):
    """Records of the unit, to be ticked as evidence."""

    parent = Task
    queryset = ServiceRecord.objects.standing().exclude(kind="plans.task").select_related("person", "unit")
    table = RecordTable
    filters = RecordFilter
    search_fields = ("person__name", "person__initials")
    search_hint = _("服务对象姓名、拼音首字母")
    intro = _("勾选能证明这项任务的台账，再点“作为佐证”。")
    follows_unit = False
    exports = False
    empty_text = _("这个单位在本年度还没有可以关联的台账。")
    bulk = [BulkAction("prove", _("作为佐证"), ability="view", act_all="prove", icon="link")]

    @cached_property
    def task(self):
        return TASKS.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()

    @property
    def links(self):
        return [Link(_("回到任务"), self.task.get_absolute_url(), icon="chevron-left")]

    def get_title(self):
        return _("关联台账：%(task)s") % {"task": self.task}

    def get_queryset(self):
        if self.task is None:
            raise Http404
        places = under("unit_path", self.task.unit.path)
        for unit in self.task.helpers.all():
            places |= under("unit_path", unit.path)
        linked = self.task.evidence.filter(record__isnull=False).values("record")
        return super().get_queryset().filter(places, day__year__gte=self.task.plan.year - 1).exclude(pk__in=linked)

    def prove(self, rows, data):
        count = actions.link_records(task=self.task, records=rows, by=self.request.user, at=self.now)
        return _("已关联%(count)s条台账") % {"count": count}


class Unlink(ActionPage):
    queryset = Evidence.objects.select_related("task", "record", "attachment", "case")
    ability = "view"

    def act(self, evidence):
        actions.unlink(evidence=evidence, by=self.request.user, at=self.now)
        return _("已撤下")

    def get_success_url(self):
        return self.object.task.get_absolute_url()


class Asking(OwnTask):
    kind = Report.Kind.COMPLETION
    done = _("已提交，请等核验")

    @property
    def form_class(self):
        return forms.REPORT_FORMS[self.kind]

    def act(self, form):
        return actions.report(task=self.object, kind=self.kind, by=self.request.user, at=self.now, **form.cleaned_data)


class Complete(Asking):
    title = _("报完成")
    intro = _("提交后由下达任务的单位核验；核验通过才算完成，并记入台账。")
    submit = _("提交核验")

    def allowed(self, task):
        return may_report(task, self.kind, self.request.user, self.today)


class Extend(Asking):
    kind = Report.Kind.EXTENSION
    title = _("申请延期")
    submit = _("提交审批")

    def allowed(self, task):
        return may_prove(task, self.request.user, self.today)


class Cancel(Asking):
    kind = Report.Kind.CANCEL
    title = _("申请取消")
    submit = _("提交审批")

    def allowed(self, task):
        return may_prove(task, self.request.user, self.today)
