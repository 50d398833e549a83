"""What an account may be called."""

import re

from zhijia.base import identity
from zhijia.base.verdict import Verdict, need

USERNAME = re.compile(r"[\w.@+-]{3,30}")


def may_be_called(username: str, phone: str | None = None) -> Verdict:
    """A name that looks like a telephone number would let its owner stand in for whoever has that number."""
    looks_like_phone = identity.mobile_fault(username) is None
    return need(USERNAME.fullmatch(username), "用户名应为3至30个字母、数字或汉字，不含空格", field="username") & need(
        not looks_like_phone, "用户名不能用手机号，请换一个；手机号另填，也能用来登录", field="username"
    )


def phone_fault(phone: str | None) -> Verdict:
    wrong = identity.mobile_fault(phone) if phone else None
    return need(wrong is None, str(wrong), field="phone")


def may_stand_in(held, to, from_on, to_on) -> Verdict:
    """`held`: the role that is handed over; `to`: who acts. The first day without it is `to_on`."""
    return (
        need(to.pk != held.user_id, "不能由本人代理本人", field="to")
        & need(to.is_active, "%(name)s的账号已停用，请另选一位", field="to", name=to)
        & need(to_on > from_on, "截止日期不能早于起始日期", field="until")
        & need(from_on >= held.from_on, "该角色%(day)s才开始，请改起始日期", field="from_on", day=held.from_on)
        & need(
            held.to_on is None or to_on <= held.to_on,
            "该角色到%(day)s终止，代理不能比它更晚",
            field="until",
            day=held.to_on,
        )
    )


# The first word found decides, so the more special ones stand first.
PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ浏览器"),
    ("360", "360浏览器"),
    ("Firefox", "火狐"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """device_of("Mozilla/5.0 (iPhone; …) … MicroMessenger/8.0") == "iPhone · 微信"."""
    found = [next((word for sign, word in table if sign in user_agent), "") for table in (SYSTEMS, PROGRAMS)]
    return " · ".join(word for word in found if word) or "其他设备"
