"""基层以上工会调查表: what a union above the grassroots says of itself, beside the sum of those below it."""

from django.utils.translation import gettext_lazy as _

from .base import Item, Module, NotMore, Questionnaire
from .grassroots import UNITS, typed

OWN = Module(
    "L",
    _("本级工会"),
    (
        typed("L01", _("本级核定编制"), required=True),
        typed("L02", _("本级专职工会干部"), required=True, steady=True),
        typed("L03", _("女干部"), inner=True),
        typed("L04", _("35岁及以下"), inner=True),
        typed("L05", _("本科及以上"), inner=True),
        typed("L06", _("本级兼职、挂职副主席")),
        Item("L07", _("直属基层工会"), _("家"), "units.direct", steady=True),
        typed("L08", _("本年举办工会干部培训班"), _("期")),
        typed("L09", _("培训"), _("人次"), inner=True),
        typed("L10", _("本年制定维权服务方面的文件"), _("件")),
        typed("L11", _("困难职工帮扶中心（站、点）"), UNITS),
    ),
)

ABOVE = Questionnaire(
    "above",
    _("基层以上工会调查表"),
    _("项目按全国工会统计调查的模块编排，编号为本系统自编，正式表式以当年统计制度为准"),
    (OWN,),
    (NotMore("L03", "L02"), NotMore("L04", "L02"), NotMore("L05", "L02")),
)
