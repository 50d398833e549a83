"""What a browser calls itself, in words its owner recognises."""

from django import template

from zhijia.kernels.access.rules import device_of

register = template.Library()


@register.filter
def device(user_agent):
    return device_of(user_agent)
