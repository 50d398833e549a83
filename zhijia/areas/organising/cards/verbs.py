from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "cards.key": _("启用会员卡签名密钥"),
    "cards.key_revoked": _("作废会员卡签名密钥"),
    "cards.issue": _("发放电子会员卡"),
    "cards.lose": _("挂失电子会员卡"),
    "cards.replace": _("换领电子会员卡"),
    "cards.end": _("注销电子会员卡"),
    "cards.batch": _("登记银行会员卡批次"),
    "cards.apply": _("申领银行会员卡"),
    "cards.send": _("导出制卡名单送银行"),
    "cards.results": _("登记银行制卡结果"),
    "cards.bank_lose": _("挂失银行会员卡"),
    "cards.bank_end": _("注销银行会员卡"),
}.items():
    verbs.add(Verb(code, name))
