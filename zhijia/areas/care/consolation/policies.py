"""Caps that the province or the unit sets; values in parameters.json are examples until somebody verifies them."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

declare(
    Key("consolation.festival_year", _("节日慰问每人每年累计上限"), "money", _("元")),
    Key("consolation.festival_spring", _("春节慰问每人上限"), "money", _("元")),
    Key("consolation.festival_other_each", _("其他节日慰问每人每次上限"), "money", _("元")),
    Key("consolation.birthday", _("生日慰问每人每年上限"), "money", _("元")),
    Key("consolation.marriage", _("结婚慰问上限"), "money", _("元")),
    Key("consolation.birth", _("生育慰问上限"), "money", _("元")),
    Key("consolation.hospital", _("生病住院慰问上限"), "money", _("元")),
    Key("consolation.member_death", _("会员去世慰问上限"), "money", _("元")),
    Key("consolation.kin_death", _("近亲属去世慰问上限"), "money", _("元")),
    Key("consolation.retirement", _("退休离岗慰问上限"), "money", _("元")),
    Key("consolation.visit", _("走访慰问每人每次上限"), "money", _("元")),
    Key("consolation.hardship_once", _("困难慰问每次上限"), "money", _("元")),
)
