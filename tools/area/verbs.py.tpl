from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

verbs.add(Verb("$label.enter", _("登记$title")))
verbs.add(Verb("$label.cancel", _("撤销$title")))
