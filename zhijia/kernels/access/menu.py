from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.panels import Panel, unit_panel
from zhijia.web.menu import Entry, menu

from .models import RoleHeld

menu.add(Entry(chapter="system", title=_("账号"), url="access:accounts", ability="manage", order=20))
menu.add(Entry(chapter="system", title=_("岗位与权限"), url="access:roles", ability="manage", order=22))
menu.mine(Entry(title=_("我的账号"), url="access:mine", icon="key", order=90, note=_("密码、登录设备")))


@unit_panel(order=10)
def who_sits_here(unit, page):
    """Roles held at this unit today: whom to ask."""
    here = RoleHeld.objects.on(page.today).filter(unit=unit, user__is_active=True)
    held = list(here.select_related("user", "acts_for__user"))
    return Panel(_("账号岗位"), "access/_unit.html", {"held": held}) if held else None
