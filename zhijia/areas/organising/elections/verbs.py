from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "elections.begin": _("启动换届选举"),
    "elections.describe": _("修改换届计划"),
    "elections.step": _("办结换届步骤"),
    "elections.step_back": _("退回上一步"),
    "elections.drop": _("终止换届选举"),
    "elections.quota": _("分配代表名额"),
    "elections.delegate": _("列入会员代表"),
    "elections.delegate_edit": _("修改代表资料"),
    "elections.delegate_leave": _("移出会员代表"),
    "elections.credential": _("审查代表资格"),
    "elections.nominate": _("列入候选人"),
    "elections.candidate_edit": _("修改候选人资料"),
    "elections.candidate_withdraw": _("候选人退出"),
    "elections.review": _("候选人联审"),
    "elections.party": _("登记党组织意见"),
    "elections.paper": _("填写文书编号"),
    "elections.submit": _("上报"),
    "elections.reply": _("批复"),
    "elections.poll": _("登记选举结果"),
    "elections.void_poll": _("作废选举结果"),
    "elections.seat": _("新一届任职"),
    "elections.inspect": _("登记协管环节"),
}.items():
    verbs.add(Verb(code, name))
