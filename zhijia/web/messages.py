"""Saying things back to the user."""

from django.contrib import messages
from django.utils.translation import gettext


def said(refusal) -> str:
    return "；".join(reason.say(gettext) for reason in refusal.reasons)


def warn(request, refusal):
    messages.error(request, said(refusal))
