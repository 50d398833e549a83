from django.utils.translation import gettext_lazy as _

from zhijia.kernels.trail.registry import Verb, verbs

verbs.add(Verb("account_review.open", _("开始账号复核")))
verbs.add(Verb("account_review.close", _("办结账号复核")))
