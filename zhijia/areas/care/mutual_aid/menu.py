"""Where mutual aid enters the shell."""

from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="care", title=_("医疗互助"), url="mutual_aid:desk", ability="view", order=10, icon="heart"))
menu.add(Entry(chapter="care", title=_("参互名册"), url="mutual_aid:enrolments", ability="view", order=11))
menu.add(Entry(chapter="care", title=_("补助申请"), url="mutual_aid:claims", ability="view", order=12))
menu.add(Entry(chapter="care", title=_("互助金缴费"), url="mutual_aid:receipts", ability="view", order=13))
menu.add(Entry(chapter="care", title=_("补助金发放"), url="mutual_aid:payments", ability="view", order=14))
menu.add(Entry(chapter="care", title=_("互助方案"), url="mutual_aid:schemes", ability="view", order=15))
menu.mine(Entry(title=_("医疗互助"), url="mutual_aid:mine", icon="hospital", order=20, note=_("住院补助")))
