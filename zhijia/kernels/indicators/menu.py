from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="office", title=_("指标目录"), url="indicators:index", order=70))
menu.add(
    Entry(chapter="organising", part="counts", title=_("截至某日"), url="indicators:asof", order=70, icon="history")
)
