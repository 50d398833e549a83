from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


def roles_of(user):
    return "、".join(f"{held.unit}{held.get_role_display()}" for held in user.held_now)


class AccountTable(Table):
    columns = [
        Column("username", _("用户名"), link=True),
        Column("name", _("姓名")),
        Column("phone", _("手机号"), kind="masked", sort=False),
        Column("home", _("归口单位"), sort="home__path"),
        Column("roles", _("现任角色"), value=roles_of, sort=False),
        Column(
            "is_active",
            _("状态"),
            kind="state",
            labels={True: _("启用"), False: _("停用")},
            colours={True: "good", False: "quiet"},
        ),
        Column("last_login", _("上次登录"), kind="datetime"),
    ]
    order = "username"


class DeputyTable(Table):
    columns = [
        Column("unit", _("单位"), sort="unit__path"),
        Column("role", _("角色")),
        Column("acts_for.user", _("本人"), sort="acts_for__user__name"),
        Column("user", _("代理人"), sort="user__name", link=True, url=lambda row: row.user.get_absolute_url()),
        Column("from_on", _("从"), kind="date"),
        Column("to_on", _("至"), kind="date", value=lambda held: held.last_day),
        Column("ground", _("事由")),
        Column("done", _("代办件数"), kind="number", sort="done", link=True, url=lambda held: held.deeds_url),
    ]
    order = "-from_on"
