"""To-dos behind the bell, notices on the home pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web import shell

from . import todos  # noqa: F401 (registers the deadlines)
from .models import Notice


@shell.home_panel(order=80)
def unread(workbench):
    """Notices not read yet; nothing where there are none."""
    notices = list(Notice.objects.visible_to(workbench.user).unread()[:6])
    if not notices:
        return None
    return shell.Panel(
        _("未读通知"), "inbox/_home.html", {"notices": notices}, url=reverse("inbox:notices"), icon="bell"
    )


@shell.my_notices
def mine(user):
    for notice in Notice.objects.visible_to(user)[:8]:
        yield shell.Notice(notice.title, reverse("inbox:notices"), notice.at, unread=notice.read_at is None)
