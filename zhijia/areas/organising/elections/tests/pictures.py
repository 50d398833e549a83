"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.areas.organising.elections.models import Poll, TermChange
from zhijia.base.testing import newest

PAGES = {
    "elections-change": ("province", lambda: newest(TermChange, unit__code="YL-NK")),
    "elections-delegates": ("college", lambda: newest(TermChange, unit__code="YL-CJ") + "delegates/"),
    "elections-poll": ("province", lambda: newest(Poll)),
}
