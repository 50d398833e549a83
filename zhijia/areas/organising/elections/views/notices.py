"""The public notice: put up, read by everybody, closed with what became of objections."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import DetailPage, FormPage

from .. import actions, forms
from ..models import PublicNotice
from ..rules.papers import Paper
from ..showing import sheet
from ..standards import Standards
from .shared import OfChange

NOTICES = PublicNotice.objects.select_related("change__unit__superior", "change__term")


class Post(OfChange, FormPage):
    title = _("发布候选人公示")
    intro = _("发布后任何人不用登录就能看到候选人名单；公示期满次日起登记异议处理情况。")
    form_class = forms.NoticeForm
    submit = _("发布公示")
    done = _("已发布公示")

    def allowed(self, obj):
        return actions.may_post(self.change, self.request.user)

    def get_initial(self):
        days = Standards(self.change.unit, self.change.begun_on).value("elections.notice_workdays")
        return {"from_on": self.today, "days": days}

    def act(self, form):
        actions.post_notice(change=self.change, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.change


class Close(FormPage):
    queryset = NOTICES
    title = _("登记公示结果")
    form_class = forms.CloseNoticeForm
    done = _("已登记公示结果")

    def allowed(self, notice):
        return actions.may_end(notice, self.request.user, self.today)

    def act(self, form):
        actions.close_notice(notice=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object.change


class NoticePage(DetailPage):
    """Open to everybody while it runs; afterwards to whoever may see the change."""

    queryset = NOTICES
    public = True
    template_name = "elections/notice.html"

    def get_queryset(self):
        rows = NOTICES.public().filter(from_on__lte=self.today, to_on__gte=self.today)
        user = self.request.user
        return rows | NOTICES.visible_to(user) if user.is_authenticated else rows

    @cached_property
    def own(self):
        user = self.request.user
        return user.is_authenticated and user.can("view", self.object.change.unit)

    @property
    def back(self):
        return (self.object.change.get_absolute_url(), str(self.object.change)) if self.own else None

    def facts(self, notice):
        if not self.own or notice.closed_on is None:
            return []
        return [
            (_("异议件数"), notice.objections),
            (_("处理情况"), notice.handling or "—"),
            (_("结束日期"), notice.closed_on),
        ]

    def history(self, notice):
        return super().history(notice) if self.own else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sheet=sheet(self.object.change, Paper.NOTICE), notice=self.object, own=self.own, **kwargs
        )
