"""What each role may do on the subtree it is held on. A table to read, not code to trace (catalogue 1.5).

Abilities never imply each other: whoever manages accounts reads no business, whoever audits changes nothing.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

ABILITIES = {
    "view": _("查看业务数据"),
    "edit": _("登记和修改"),
    "review": _("审核"),
    "approve": _("审批和签发"),
    "publish": _("发布和冻结"),
    "export": _("导出"),
    "view_private": _("查看个人敏感信息（须填写理由）"),
    "pay": _("支付"),
    "audit": _("查看审计轨迹"),
    "manage": _("管理账号、组织和参数"),
}


@dataclass(frozen=True)
class Role:
    code: str
    name: str
    abilities: frozenset[str]
    does: str


def _role(code, name, abilities, does):
    return code, Role(code, name, frozenset(abilities.split()), does)


ROLES = dict(
    [
        _role("chair", _("主席"), "view edit review approve publish export audit", _("签发、审批，查看本级和下级汇总")),
        _role(
            "officer",
            _("干事"),
            "view edit review publish export view_private",
            _("日常登记、初审、导入导出，编写计划和报告"),
        ),
        _role("branch_chair", _("分工会主席"), "view edit review", _("核实本分工会会员的申请和慰问")),
        _role("group_leader", _("工会小组长"), "view edit", _("登记本组会员的生活事项")),
        _role("accountant", _("会计"), "view pay export", _("核对收费和支付")),
        _role("auditor", _("经审委员"), "view audit export", _("只读业务和审计轨迹")),
        _role("system_manager", _("系统管理员"), "manage", _("账号、角色、组织和参数，不看业务")),
        _role("system_auditor", _("系统审计员"), "audit", _("只看审计轨迹")),
    ]
)

ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]


def roles_with(ability: str) -> list[str]:
    return [code for code, role in ROLES.items() if ability in role.abilities]
