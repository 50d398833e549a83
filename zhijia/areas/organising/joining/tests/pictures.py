"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.areas.organising.joining.links import address_of
from zhijia.areas.organising.joining.models import Application, Round
from zhijia.base.testing import newest
from zhijia.kernels.org.models import Unit

PAGES = {
    "joining-start": ("", lambda: "/joining/?q=ylcj"),
    "joining-at": ("", lambda: address_of(Unit.objects.get(code="YL-CJ"))),
    "joining-applications": ("college_chair", lambda: "/joining/applications/"),
    "joining-application": ("college_chair", lambda: newest(Application, state="in_review", unit__code="YL-CJ")),
    "joining-round": ("college", lambda: newest(Round, unit__code="YL-CJ")),
}
ON_A_PHONE = {"joining-start", "joining-at"}
