from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules import END, KEEP


def progress(review):
    return f"{review.roles - review.left} / {review.roles}"


class ReviewTable(Table):
    columns = [
        Column("unit", _("单位"), sort="unit__path", link=True),
        Column("said_quarter", _("季度"), sort="quarter"),
        Column("progress", _("已复核"), value=progress, sort=False),
        Column("ended", _("终止"), kind="number", sort=False),
        Column("due_on", _("完成期限"), kind="date"),
        Column("closed_on", _("办结日期"), kind="date"),
    ]
    order = "-said_quarter"


class LineTable(Table):
    columns = [
        Column("held.user", _("账号"), sort="held__user__name", link=True, note="held.user.username"),
        Column("held.unit", _("单位"), sort="held__unit__path"),
        Column("role", _("角色")),
        Column("held.from_on", _("自"), kind="date", sort="held__from_on"),
        Column("held.ground", _("依据"), sort=False, hidden=True),
        Column("doubts", _("开始复核时的提示"), sort=False),
        Column("held.user.last_login", _("上次登录"), kind="datetime", sort="held__user__last_login"),
        Column("verdict", _("结论"), kind="state", labels={"": _("待复核")}, colours={KEEP: "good", END: "late"}),
        Column("by", _("复核人"), sort="by__name"),
        Column("note", _("说明"), sort=False, hidden=True),
    ]
    order = "held.unit"


class WatcherTable(Table):
    """Who can see one person, and by what."""

    columns = [
        Column("user", _("账号"), sort="user__name", note="user.username"),
        Column("unit", _("角色所在单位"), sort="unit__path"),
        Column("role", _("角色")),
        Column("secrets", _("可查看身份证号、手机号"), kind="bool", value=lambda held: held.secrets, sort=False),
        Column("acts_for.user", _("代理谁"), sort=False),
        Column("from_on", _("自"), kind="date"),
        Column("user.last_login", _("上次登录"), kind="datetime", sort="user__last_login"),
    ]
    order = "unit"
