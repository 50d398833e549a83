from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "returns.open": _("下发统计报送"),
    "returns.change": _("修改统计报送"),
    "returns.withdraw_round": _("撤回统计报送"),
    "returns.fill": _("自动取数"),
    "returns.put": _("填报数据"),
    "returns.submit": _("提交报表"),
    "returns.withdraw": _("撤回报表"),
    "returns.sign": _("签报"),
    "returns.send_back": _("退回报表"),
    "returns.approve": _("审核报表"),
    "returns.reopen": _("重新打开报表"),
    "returns.excuse": _("免报"),
    "returns.recall": _("取消免报"),
    "returns.remind": _("催报"),
    "returns.double": _("登记重复扣减"),
    "returns.drop_double": _("撤销重复扣减"),
}.items():
    verbs.add(Verb(code, name))
