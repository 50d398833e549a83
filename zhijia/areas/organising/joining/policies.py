"""What an office decides about joining online; read by `manner.py` with these values where nothing is entered."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

DESK, REVIEW_DAYS, INVITE_DAYS = "joining.desk", "joining.review_days", "joining.invite_days"

declare(
    Key(
        DESK,
        _("网上入会由谁审核"),
        "text",
        note=_("填“单位审核”或“分工会初审后单位审核”；在组织建设 → 网上入会 → 入会设置里选择更方便"),
    ),
    Key(REVIEW_DAYS, _("网上入会审核时限（工作日）"), "days", _("天")),
    Key(INVITE_DAYS, _("入会邀请有效天数"), "days", _("天")),
)
