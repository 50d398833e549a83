"""My background jobs: the list, one of them with its bar, stop, begin again."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import DetailView
from django_htmx.http import HttpResponseClientRefresh

from zhijia.web.pages import Act, ActionPage, DetailPage, ListPage, Scoped

from . import actions
from .models import Job
from .tables import JobTable


class Jobs(ListPage):
    title = gettext_lazy("我的后台任务")
    intro = gettext_lazy("导入、导出、生成报告这类耗时的工作在后台进行，离开页面也会继续。")
    queryset = Job.objects.select_related("unit")
    table = JobTable
    ability = None
    exports = False
    follows_unit = False
    empty_text = gettext_lazy("还没有后台任务。")


class JobDetail(DetailPage):
    queryset = Job.objects.select_related("unit", "result")
    ability = None
    template_name = "jobs/job.html"

    def facts(self, job):
        return [
            (gettext("单位"), job.unit),
            (gettext("提交时间"), moment_of(job.queued_at)),
            (gettext("开始时间"), moment_of(job.started_at)),
            (gettext("结束时间"), moment_of(job.finished_at)),
            (gettext("第几次执行"), job.attempts or ""),
        ]

    def actions(self, job):
        acts = []
        if job.result_id and not job.is_open:
            acts.append(
                Act(gettext("下载结果"), job.result.get_absolute_url(), primary=True, icon="download", method="get")
            )
        if job.is_open:
            acts.append(Act(gettext("停止"), "jobs:cancel", verdict=job.may_cancel()))
        if job.may_retry():
            acts.append(Act(gettext("重新执行"), "jobs:retry", primary=True))
        return acts

    def get_context_data(self, **kwargs):
        return super().get_context_data(poll=reverse("jobs:progress", args=[self.object.pk]), **kwargs)


def moment_of(value):
    from zhijia.web.formats import moment

    return moment(value) if value else ""


class Progress(Scoped, DetailView):
    """The bar alone, asked for again and again; once the job has ended the whole page is loaded anew."""

    queryset = Job.objects.all()
    ability = None

    def get(self, request, *args, **kwargs):
        job = self.get_object()
        return bar(request, job, request.path)


def bar(request, job, poll):
    if not job.is_open and request.htmx:
        return HttpResponseClientRefresh()
    return render(request, "web/_progress.html", {"job": job, "poll": poll})


class Cancel(ActionPage):
    queryset = Job.objects.all()
    ability = None

    def act(self, job):
        actions.cancel(job=job, by=self.request.user, at=self.now)
        return gettext("已请求停止，当前步骤结束后生效")


class Retry(ActionPage):
    queryset = Job.objects.all()
    ability = None

    def act(self, job):
        actions.retry(job=job, by=self.request.user, at=self.now)
        return gettext("已重新排队")
