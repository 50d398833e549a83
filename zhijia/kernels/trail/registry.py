"""The words for what was done. A folder may declare its verbs; an undeclared verb is shown as it was written."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhijia.base.registry import Registry


@dataclass(frozen=True)
class Verb:
    code: str
    name: Any


verbs = Registry("verbs")

for code, name in {
    "reveal": _("查看敏感信息"),
    "export": _("导出"),
    "import": _("导入"),
    "create": _("新增"),
    "change": _("修改"),
    "delete": _("删除"),
    "org.found": _("成立单位"),
    "org.edit": _("修改单位资料"),
    "org.move": _("调整组织隶属"),
    "org.link": _("调整第二隶属"),
    "org.unlink": _("终止第二隶属"),
    "org.dissolve": _("撤销单位"),
    "org.rename": _("单位更名"),
    "org.count_staff": _("登记职工人数"),
    "org.legal_apply": _("申请工会法人登记"),
    "org.legal_register": _("登记工会法人"),
    "org.legal_change": _("变更工会法人登记"),
    "org.legal_renew": _("换发法人资格证书"),
    "org.legal_replace": _("补领法人资格证书"),
    "org.legal_cancel": _("注销工会法人"),
    "people.register": _("登记人员"),
    "people.edit": _("修改人员资料"),
    "people.admit": _("入会"),
    "people.transfer": _("转会"),
    "people.move": _("内部调整"),
    "people.retain": _("保留会籍"),
    "people.resume": _("恢复会籍"),
    "people.merge_unions": _("合并单位"),
    "people.split_union": _("分立单位"),
    "people.merge": _("合并人员档案"),
    "people.unmerge": _("撤销合并人员档案"),
    "people.not_same": _("认定不是同一人"),
    "people.end_membership": _("终止会籍"),
    "access.open": _("开立账号"),
    "access.grant": _("授予角色"),
    "access.end_role": _("终止角色"),
    "access.hand_over": _("安排代理"),
    "access.close": _("停用账号"),
    "access.reopen": _("启用账号"),
    "access.reset_password": _("重设密码"),
    "access.edit": _("修改账号资料"),
    "access.unlock": _("解除两步验证"),
    "policy.set": _("设定参数"),
    "policy.load": _("批量装入参数"),
    "files.store": _("上传附件"),
    "files.download": _("下载附件"),
}.items():
    verbs.add(Verb(code, name))


# Names of fields that are no field of the target itself.
FIELDS = {
    "role": _("角色"),
    "from_on": _("起始日期"),
    "to_on": _("终止日期"),
    "joined_on": _("入会日期"),
    "ended_on": _("终止日期"),
    "state": _("状态"),
    "funds": _("经费隶属"),
    "guidance": _("业务指导"),
    "count": _("条数"),
    "what": _("内容"),
    "item": _("项目"),
    "relation": _("关系"),
    "step": _("环节"),
    "said": _("意见"),
    "amount": _("数量"),
    "name": _("名称"),
    "on": _("日期"),
    "acts_for": _("代理何人"),
    "unit": _("单位"),
    "superior": _("上级单位"),
    "person": _("人员"),
    "posts": _("任职人员"),
    "quorum": _("到会人数核对"),
    "about": _("事项"),
    "agreed": _("是否同意"),
    "done_on": _("办结日期"),
    "valid_to": _("有效期至"),
    "title": _("标题"),
    "score": _("评分"),
    "year": _("年度"),
}


def word_for(field):
    """What people call a fact that is no field of the target. A test refuses one without a word; else it is raw."""
    if field.isascii() and field not in FIELDS and getattr(settings, "WORDS_REQUIRED", settings.DEBUG):
        raise LookupError(f"{field!r} has no word: add it to FIELDS")
    return FIELDS.get(field, field)
