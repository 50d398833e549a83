"""How long a review may take and when an account counts as idle; examples until somebody verifies them."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

declare(
    Key("account_review.days", _("账号季度复核办理时限"), "days", _("工作日")),
    Key(
        "account_review.idle_days",
        _("账号多久不登录即提示"),
        "days",
        _("天"),
        _("超过这个天数才提示，恰好这么多天不算"),
    ),
)
