"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.areas.organising.founding.models import Founding
from zhijia.base.testing import newest

PAGES = {
    "founding-foundings": ("province", lambda: "/founding/"),
    "founding-founding": ("province", lambda: newest(Founding)),
    "founding-lines": ("province", lambda: "/founding/lines/"),
}
