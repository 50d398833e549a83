from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

for code, name in {
    "drives.plan": _("制定入会行动"),
    "drives.edit": _("修改入会行动"),
    "drives.open": _("启动入会行动"),
    "drives.goals": _("按职工人数下达目标"),
    "drives.goal": _("修改入会目标"),
    "drives.drop_goal": _("删去入会目标"),
    "drives.plan_visit": _("安排督导"),
    "drives.hold": _("登记督导"),
    "drives.answer": _("填写督导问卷"),
    "drives.mend": _("登记督导整改"),
}.items():
    verbs.add(Verb(code, name))
