"""What policy decides about founding; values in parameters.json."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

declare(
    Key("founding.candidate_margin", _("第一届委员会选举差额率"), "ratio", _("%")),
    Key("founding.answer_days", _("建会来信答复时限"), "days", _("个工作日")),
    Key("founding.approval_days", _("建会和组织变更批复时限"), "days", _("个工作日")),
)
