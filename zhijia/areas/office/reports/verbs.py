from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "reports.start": _("起草报告"),
    "reports.consult": _("报告征求意见"),
    "reports.publish": _("发布报告"),
    "reports.void": _("废止报告"),
    "reports.revise": _("修订报告"),
}.items():
    verbs.add(Verb(code, name))
