from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="system", title=_("账号复核"), url="account_review:reviews", ability="manage", order=24))
menu.add(Entry(chapter="system", title=_("管理员角色复核"), url="account_review:managers", ability="approve", order=25))
