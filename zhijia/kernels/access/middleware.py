"""A password that somebody else chose is replaced before anything else is done."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

OPEN = ("account_change_password", "account_logout", "account_reauthenticate", "web:look")


class OwnPassword:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if not user.is_authenticated or not user.must_change or request.path in map(reverse, OPEN):
            return self.get_response(request)
        messages.warning(request, _("您的密码是管理员设置的，请先改成只有自己知道的密码"))
        return HttpResponseRedirect(reverse("account_change_password"))
