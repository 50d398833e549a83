"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.base.testing import newest
from zhijia.kernels.bodies.models import Body

PAGES = {
    "bodies-bodies": ("province", lambda: "/bodies/"),
    "bodies-body": ("province", lambda: newest(Body, unit__code="YL", kind="committee")),
}
