"""What the province may decide about elections; values in parameters.json are examples until somebody verifies them."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Cell, Key, declare

declare(
    Key("elections.margin_committee", _("委员差额率"), "ratio", "%"),
    Key("elections.margin_standing", _("常委差额率"), "ratio", "%"),
    Key("elections.margin_audit", _("经审委员差额率"), "ratio", "%"),
    Key("elections.notice_workdays", _("候选人公示工作日"), "days", _("个工作日")),
    Key("elections.reply_days", _("上级工会批复期限"), "days", _("天")),
    Key("elections.delegates_from", _("可以召开代表大会的会员人数"), "count", _("人")),
    Key(
        "elections.delegate_exception",
        _("代表结构未达标时可否书面说明后提交"),
        "text",
        note=_("填“可以”或“不可以”。"),
    ),
    Key(
        "elections.lead_days",
        _("换届各步骤提前或延后天数"),
        "table",
        note=_("以届满日为准，提前或延后填一个。"),
        columns=(
            Cell("step", _("步骤")),
            Cell("before", _("届满前（天）"), "days", required=False),
            Cell("after", _("届满后（天）"), "days", required=False),
        ),
    ),
)
