from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

verbs.add(Verb("consolation.reverse", _("冲销慰问")))
