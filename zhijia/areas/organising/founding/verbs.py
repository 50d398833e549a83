from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "founding.list": _("列入摸排名单"),
    "founding.edit": _("修改建会对象"),
    "founding.contact": _("记录联络走访"),
    "founding.pass_on": _("转交建会来信"),
    "founding.answer": _("答复建会来信"),
    "founding.begin": _("成立筹备组"),
    "founding.edit_founding": _("修改建会事项"),
    "founding.add_part": _("加入组成单位"),
    "founding.drop_part": _("移出组成单位"),
    "founding.stop": _("终止建会"),
    "founding.number": _("登记公文字号"),
    "founding.enter": _("登记入会申请"),
    "founding.accept": _("核对入会申请"),
    "founding.refuse": _("入会申请不符合"),
    "founding.elect": _("登记第一次会员大会"),
    "founding.certify": _("批复成立工会"),
    "founding.follow_up": _("办结建会后续事项"),
    "founding.ask_change": _("申请组织变更"),
    "founding.edit_change": _("修改组织变更申请"),
    "founding.add_split": _("登记分立后的工会"),
    "founding.drop_split": _("删去分立后的工会"),
    "founding.number_change": _("登记批复文号"),
    "founding.cancel_change": _("取消组织变更"),
    "founding.carry_out": _("办理组织变更"),
    "founding.note_line": _("登记断线"),
    "founding.plan_line": _("制定断线整改方案"),
    "founding.close_line": _("断线销号"),
}.items():
    verbs.add(Verb(code, name))
