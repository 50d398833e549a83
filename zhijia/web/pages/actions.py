"""One verb on one visible row."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import generic
from django_htmx.http import HttpResponseClientRedirect

from zhijia.base.verdict import Refused
from zhijia.web.messages import warn

from .base import Scoped


class ActionPage(Scoped, generic.detail.SingleObjectMixin, generic.View):
    """POST runs one action on one visible row; a refusal becomes a message. `act(obj)` returns what to say."""

    http_method_names = ["post"]
    posts_only = True
    ability = "edit"
    success_url = None

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        try:
            said = self.act(self.object)
        except Refused as refusal:
            warn(request, refusal)
        else:
            if said:
                messages.success(request, said)
        return go(request, self.get_success_url())

    def act(self, obj):
        raise NotImplementedError

    def get_success_url(self):
        return next_url(self.request) or resolve_url(self.success_url or self.object)


def next_url(request) -> str:
    """Where the form asked to go next, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else ""


def go(request, address):
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else HttpResponseRedirect(address)
