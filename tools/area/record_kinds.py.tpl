from django.utils.translation import gettext_lazy as _

from zhijia.kernels.records.registry import Kind, declare, origin

from .rules import RECORD

declare(Kind(RECORD, _("$title")))
origin(RECORD, "$label:entry")
