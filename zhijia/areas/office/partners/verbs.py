from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "partners.paper": _("登记资质"),
    "partners.sign": _("签订合同"),
    "partners.end": _("提前终止合同"),
    "partners.declare": _("申报利益关系"),
    "partners.evaluate": _("履约评价"),
    "partners.let_go": _("合作单位退出"),
}.items():
    verbs.add(Verb(code, name))
