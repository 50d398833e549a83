"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.areas.organising.returns.models import Return, Round
from zhijia.base.testing import newest

PAGES = {
    "returns-round": ("province", lambda: newest(Round)),
    "returns-return": ("college", lambda: newest(Return, unit__code="YL-CJ")),
}
