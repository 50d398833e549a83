from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.models import Employment
from zhijia.kernels.records.registry import Kind, declare, origin

from .rules import WAY_NAMES

declare(
    Kind(
        "joining.joined",
        _("网上入会"),
        counting_unit=_("人次"),
        occasions={way.value: word for way, word in WAY_NAMES.items()},
        groups=dict(Employment.Kind.choices),
    )
)
origin("joining.joined", "joining:joined")
