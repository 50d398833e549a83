from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

verbs.add(Verb("flow.stand_in", _("代理办理审批")))
