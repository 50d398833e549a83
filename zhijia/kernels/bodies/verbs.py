from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import FIELDS, Verb, verbs

for code, name in {
    "bodies.found": _("设立机构"),
    "bodies.edit": _("修改机构资料"),
    "bodies.dissolve": _("撤销机构"),
    "bodies.open_term": _("登记换届"),
    "bodies.extend_term": _("延期换届"),
    "bodies.end_term": _("届终"),
    "bodies.take_post": _("任职"),
    "bodies.edit_post": _("调整分工"),
    "bodies.leave_post": _("离任"),
    "bodies.session": _("登记会议"),
    "bodies.propose_seat": _("推荐委员单位人选"),
    "bodies.answer_seat": _("答复席位推荐"),
}.items():
    verbs.add(Verb(code, name))

FIELDS |= {
    "person": _("人员"),
    "title": _("职务"),
    "categories": _("人员类别"),
    "posts": _("任职人员"),
    "session": _("会议"),
    "quorum": _("到会"),
}
