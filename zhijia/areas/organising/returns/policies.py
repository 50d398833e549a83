"""What the statistics system may change from year to year, and when who is late is told."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Cell, Key, declare

DAYS = (Cell("days", _("天数"), "days"),)

declare(
    Key("returns.swing_percent", _("统计报表与上年相比须说明的幅度"), "count", "%"),
    Key(
        "returns.remind_before",
        _("统计报送：截止前几天提醒"),
        "table",
        note=_("一行一次，0是截止当天；还没有报的单位，每次只提醒一遍"),
        columns=DAYS,
    ),
    Key(
        "returns.remind_after",
        _("统计报送：截止后几天催报"),
        "table",
        note=_("一行一次；还没有报的单位，每次只提醒一遍"),
        columns=DAYS,
    ),
)
