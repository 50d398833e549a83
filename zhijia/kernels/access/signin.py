"""Signing in: by username or telephone, locked after a few wrong passwords, no public sign-up. Plugged into allauth."""

import math
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base import identity
from zhijia.base.text import compact

from .models import User

MISMATCH = gettext_lazy("用户名（手机号）或密码不对，请核对大小写后重试；忘记密码请联系本单位系统管理员重设")


class LoginForm(BaseLoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("用户名或手机号")
        self.fields["login"].widget.attrs.update(autocomplete="username", autofocus=True, placeholder="")
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].help_text = ""

    def clean_login(self):
        """A telephone number stands for its owner's username, so that one counter locks both ways in."""
        login = compact(super().clean_login())
        if identity.mobile_fault(login) is None:
            owner = User.objects.filter(phone=login).values_list("username", flat=True).first()
            return owner or login
        return login


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "account_inactive": gettext_lazy("这个账号已停用，请联系本单位系统管理员"),
        "incorrect_password": gettext_lazy("密码不对，请核对大小写后重试"),
        "enter_current_password": gettext_lazy("请填写现在的密码"),
    }

    def is_open_for_signup(self, request):
        """Accounts are opened by the union, see access.actions.open_account."""
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            minutes = self.minutes_locked(request, self._get_login_attempts_cache_key(request, **credentials))
            message = _("密码连续输错次数过多，请%(minutes)s分钟后再试，或联系本单位系统管理员重设密码")
            raise ValidationError(message % {"minutes": minutes}, code="too_many_login_attempts") from None

    def minutes_locked(self, request, key) -> int:
        """Until the oldest counted failure no longer counts, by the strictest limit that was reached."""
        waits = [0.0]
        for rate in ratelimit.parse_rates(app_settings.RATE_LIMITS.get("login_failed")):
            counter = ratelimit.get_cache_key(request, app="allauth.account", action="login_failed", rate=rate, key=key)
            failures = cache.get(counter) or []
            if len(failures) >= rate.amount:
                waits.append(failures[-1] + rate.duration - time.time())
        return max(1, math.ceil(max(waits) / 60))

    def lift_lock(self, request, user):
        """A new password from a manager ends the wait as well: the old wrong attempts no longer count."""
        self._delete_login_attempts_cached_email(request, username=user.username)

    def get_login_redirect_url(self, request):
        return (
            reverse("account_change_password") if request.user.must_change else super().get_login_redirect_url(request)
        )

    def get_password_change_redirect_url(self, request):
        return "/"

    def set_password(self, user, password):
        """One's own new password; whoever was given one by a manager is free again."""
        user.set_password(password)
        user.must_change = False
        user.save(update_fields=["password", "must_change"])
