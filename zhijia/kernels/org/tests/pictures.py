"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.base.testing import newest
from zhijia.kernels.org.models import Unit

PAGES = {
    "organisation-tree": ("province", lambda: "/org/tree/"),
    "organisation-unit": ("province", lambda: newest(Unit, code="YL-CJ")),
}
