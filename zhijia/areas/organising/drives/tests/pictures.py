"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.areas.organising.drives.models import Drive
from zhijia.base.testing import newest

PAGES = {
    "drives-drive": ("province", lambda: newest(Drive)),
}
