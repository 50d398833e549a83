from django.utils.translation import gettext_lazy as _

from zhijia.kernels.records.registry import Kind, declare, origin

from .rules import KINDS

occasions = {str(code): kind.name for code, kind in KINDS.items()}
declare(Kind("consolation.gift", _("慰问"), counting_unit=_("人次"), occasions=occasions))
origin("consolation.gift", "consolation:gift")
