"""The usual build of a report and the formulae it is written with (catalogue 5.2, 5.6), in general words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .rules import Part

ENTRUSTED = _("受本届委员会委托，我向大会作工作报告，请予审议。")
OVERVIEW = _("一年来，在同级党委和上级工会的领导下，本会围绕中心、服务大局，各项工作取得了新成效。")
LEARNT = _("一年的工作实践，我们深切体会到：必须……，工会工作才能……。")
LACKING = _("在取得成绩的同时，我们也清醒地认识到，还存在一些不足：一是……；二是……；三是……。")
AHEAD = _("新的一年，工作的总体要求是：……。")
THANKS = _("在此，我代表工会委员会，向关心和支持工会工作的各位领导、各位代表表示衷心的感谢！")


@dataclass(frozen=True)
class Chapter:
    part: Part
    level: int
    heading: object
    text: object = ""


WORK = (
    Chapter(Part.OPENING, 1, "", ENTRUSTED),
    Chapter(Part.REVIEW, 1, _("工作回顾"), OVERVIEW),
    Chapter(Part.REVIEW, 2, _("强化思想引领，凝聚职工力量")),
    Chapter(Part.REVIEW, 2, _("聚焦岗位建功，激发创新活力")),
    Chapter(Part.REVIEW, 2, _("深化民主管理，维护职工权益")),
    Chapter(Part.REVIEW, 2, _("做实服务帮扶，增进职工福祉")),
    Chapter(Part.REVIEW, 2, _("加强自身建设，夯实组织基础")),
    Chapter(Part.PROBLEMS, 1, _("存在问题"), LACKING),
    Chapter(Part.NEXT, 1, _("下一步工作"), AHEAD),
    Chapter(Part.THANKS, 1, "", THANKS),
)

SUMMARY = (
    Chapter(Part.REVIEW, 1, _("主要工作和成效")),
    Chapter(Part.LESSONS, 1, _("几点体会"), LEARNT),
    Chapter(Part.PROBLEMS, 1, _("存在问题"), LACKING),
    Chapter(Part.NEXT, 1, _("下一步打算"), AHEAD),
)

TEMPLATES = {
    "work": (_("工作报告（回顾、问题、下一步）"), WORK),
    "summary": (_("工作总结（成效、体会、问题、打算）"), SUMMARY),
    "blank": (_("空白"), ()),
}

FORMULAE = (
    (_("受委托作报告"), ENTRUSTED),
    (_("代表作报告"), _("现在，我代表工会委员会向大会作报告，请予审议。")),
    (_("体会"), LEARNT),
    (_("问题"), LACKING),
    (_("总体要求"), AHEAD),
    (_("感谢"), THANKS),
    (_("结尾"), _("预祝会议圆满成功！")),
)
