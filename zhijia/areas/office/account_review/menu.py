from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.panels import Panel, person_panel
from zhijia.web.menu import Entry, menu

from .watchers import watchers_of

menu.add(Entry(chapter="system", title=_("账号复核"), url="account_review:reviews", ability="manage", order=24))
menu.add(Entry(chapter="system", title=_("管理员角色复核"), url="account_review:managers", ability="approve", order=25))


@person_panel(order=90, ability="view")
def who_sees(person, page):
    """How many accounts see this person today; the link names them."""
    count = watchers_of(person, page.today).values("user").distinct().count()
    address = reverse("account_review:watchers", args=[person.pk])
    return Panel(_("谁能看到此人"), "account_review/_person.html", {"count": count}, url=address)
