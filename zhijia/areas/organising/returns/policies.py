"""What the statistics system may change from year to year."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

declare(Key("returns.swing_percent", _("统计报表与上年相比须说明的幅度"), "count", "%"))
