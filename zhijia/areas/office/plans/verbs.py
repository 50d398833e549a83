from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import FIELDS, Verb, verbs

FIELDS.update(
    {
        "text": _("条文"),
        "lines": _("条文数"),
        "doubts": _("待核对"),
        "seed": _("底稿"),
        "carry": _("结转自"),
        "tasks": _("任务数"),
        "digest": _("基线校验值"),
        "evidence": _("佐证"),
        "report": _("申报"),
    }
)

for code, name in {
    "plans.read": _("导入计划文件"),
    "plans.write": _("起草计划"),
    "plans.edit": _("修改条文"),
    "plans.split": _("拆分条文"),
    "plans.merge": _("合并条文"),
    "plans.remove": _("删除条文"),
    "plans.add": _("增加条文"),
    "plans.to_text": _("措施改回文字"),
    "plans.move": _("移动条文"),
    "plans.renumber": _("重新编号"),
    "plans.describe": _("修改标题和文号"),
    "plans.settle": _("核对提示"),
    "plans.align": _("对应上级条目"),
    "plans.unalign": _("取消对应"),
    "plans.submit": _("提交采纳"),
    "plans.adopt": _("采纳计划"),
    "plans.return": _("退回计划"),
    "plans.revise": _("修订计划"),
    "plans.drop": _("作废计划"),
    "plans.assign": _("下达任务"),
    "plans.reassign": _("调整任务"),
    "plans.decompose": _("分解任务"),
    "plans.receive": _("接收任务"),
    "plans.progress": _("填报进展"),
    "plans.prove": _("提交佐证"),
    "plans.unlink": _("撤下佐证"),
    "plans.report": _("申报任务"),
    "plans.complete": _("核验完成"),
    "plans.extend": _("批准延期"),
    "plans.cancel": _("批准取消"),
    "plans.refuse": _("退回任务申报"),
    "plans.reopen": _("撤销核验"),
    "plans.supervise": _("督办"),
    "plans.relink": _("任务转到新版计划"),
}.items():
    verbs.add(Verb(code, name))
