from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "joining.join": _("网上入会"),
    "joining.apply": _("提交入会申请"),
    "joining.resubmit": _("补充后重新提交入会申请"),
    "joining.withdraw": _("撤回入会申请"),
    "joining.rule": _("审核入会申请"),
    "joining.door": _("修改入会设置"),
    "joining.round": _("发起批量入会"),
    "joining.invite": _("邀请职工入会"),
    "joining.remind": _("提醒受邀职工"),
    "joining.decline": _("本人表示不入会"),
    "joining.take_back": _("收回入会邀请"),
    "joining.close": _("结束批量入会"),
}.items():
    verbs.add(Verb(code, name))
