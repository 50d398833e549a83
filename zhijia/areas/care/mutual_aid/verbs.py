from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "mutual_aid.found": _("设立互助方案"),
    "mutual_aid.terms": _("修订方案条款"),
    "mutual_aid.period": _("开启互助期"),
    "mutual_aid.enrol": _("办理参互"),
    "mutual_aid.cancel": _("取消参互"),
    "mutual_aid.receive": _("登记互助金到账"),
    "mutual_aid.reconcile": _("核对互助金"),
    "mutual_aid.return": _("退回互助金"),
    "mutual_aid.draw": _("编制发放批次"),
    "mutual_aid.pay": _("发放补助金"),
    "mutual_aid.void": _("作废发放批次"),
    "mutual_aid.reverse": _("冲销补助"),
}.items():
    verbs.add(Verb(code, name))
