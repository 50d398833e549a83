"""Pictures of the handbook: name → who looks, at which address."""

from zhijia.areas.organising.transfers.models import Transfer
from zhijia.base.testing import newest

PAGES = {
    "transfers-leaving": ("college", lambda: "/transfers/leaving/"),
    "transfers-transfer": ("college", lambda: newest(Transfer)),
}
