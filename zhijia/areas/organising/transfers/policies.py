"""How long an end may be silent. Domain 1.9: days and what is counted are parameters; ours are examples."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

declare(
    Key(
        "transfers.auto_accept_days",
        _("会籍接转：不答复视为同意的天数"),
        "days",
        _("天"),
        note=_("待确认的工会在这些天内不答复，第二天自动同意；填0表示从不自动同意。按工作日还是日历日算，由下一项决定"),
    ),
    Key(
        "transfers.days_counted",
        _("会籍接转：答复期限怎么算"),
        "text",
        note=_("填“工作日”或“日历日”；按日历日算、最后一天是休息日的，顺延到下一个工作日"),
    ),
    Key(
        "transfers.empty_desk_passes",
        _("会籍接转：确认岗位无人时也自动同意"),
        "text",
        note=_("填“是”或“否”；“否”表示停在那里，并提醒上级工会任命负责人或代为确认"),
    ),
)
