from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="care", title=_("慰问"), url="consolation:rounds", ability="view", order=20, icon="gift"))
menu.add(Entry(chapter="care", title=_("慰问记录"), url="consolation:gifts", ability="view", order=21))
menu.mine(
    Entry(
        title=_("我收到的慰问"), url="consolation:mine", ability=None, order=40, icon="gift", note=_("节日、生日、住院")
    )
)
