"""Error pages in plain words. They must work when hardly anything else does."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


class NotNow(PermissionDenied):
    """Refused as things stand, not for want of a role: the page says why and leads back to where it was asked."""

    def __init__(self, reason, back):
        super().__init__(reason)
        self.back = back


def page(request, status, title, text, exception=None):
    said = str(exception) if exception and str(exception) and status == 403 else ""
    facts = {"title": title, "text": said or text, "status": status, "back": getattr(exception, "back", "")}
    return render(request, "web/error.html", facts, status=status)


def bad_request(request, exception=None):
    return page(request, 400, _("这个请求看不懂"), _("地址或表单不完整。请返回上一页重新操作。"))


def forbidden(request, exception=None):
    text = _("您的岗位不能办理这项业务；如有需要，请与本单位系统管理员联系。")
    title = _("现在不能办理") if isinstance(exception, NotNow) else _("没有权限")
    return page(request, 403, title, text, exception)


def not_found(request, exception=None):
    return page(request, 404, _("没有找到"), _("这一页不存在，或者不在您的权限范围内。"))


def broken(request):
    return HttpResponseServerError(render_to_string("web/500.html"))


def csrf(request, reason=""):
    text = _("这一页打开得太久，或者您已在别处重新登录。请返回上一页刷新后再提交，已填写的内容会保留在草稿里。")
    return page(request, 403, _("页面已过期"), text)
