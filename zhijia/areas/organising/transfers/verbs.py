from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "transfers.start": _("发起会籍接转"),
    "transfers.agree": _("同意会籍接转"),
    "transfers.refuse": _("不同意会籍接转"),
    "transfers.silence": _("逾期自动同意会籍接转"),
    "transfers.withdraw": _("撤回会籍接转"),
    "transfers.void": _("会籍接转失效"),
}.items():
    verbs.add(Verb(code, name))
