"""Notices of the person signed in. To-dos themselves are shown by web:todos."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import ListView

from zhijia.web.pages import ActionPage, Scoped

from . import actions
from .models import Notice


class Notices(Scoped, ListView):
    """Newest first; reading one, or all, is a post."""

    ability = None
    title = gettext_lazy("通知")
    queryset = Notice.objects.all()
    template_name = "inbox/notices.html"
    paginate_by = 30

    def get_context_data(self, **kwargs):
        return super().get_context_data(unread=self.get_queryset().unread().count(), **kwargs)


class Read(ActionPage):
    """Mark one as read and go where it leads."""

    ability = None
    queryset = Notice.objects.all()

    def act(self, notice):
        actions.mark_read(by=self.request.user, at=self.now, notices=[notice])


class ReadAll(ActionPage):
    ability = None

    def get_object(self):
        return None

    def act(self, _nothing):
        count = actions.mark_read(by=self.request.user, at=self.now)
        return ngettext("已将 %(count)s 条通知标为已读", "已将 %(count)s 条通知标为已读", count) % {"count": count}

    def get_success_url(self):
        return reverse("inbox:notices")
