"""Open a round; fill, hand up, sum, send back, remind."""

from .doubles import declare_double, drop_double
from .filling import KEPT, fill, put_values
from .moving import (
    approve,
    excuse,
    may_approve,
    may_edit,
    may_excuse,
    may_recall,
    may_reopen,
    may_send_back,
    may_sign,
    may_submit,
    may_withdraw,
    recall,
    reopen,
    send_back,
    sign,
    submit,
    withdraw,
)
from .reading import Reading, reading_of, readings_of
from .reminding import may_remind, remind, remind_due
from .rounds import (
    change_round,
    fill_round,
    may_change,
    may_open,
    may_withdraw_round,
    open_round,
    withdraw_round,
)

__all__ = [
    "KEPT", "Reading", "approve", "change_round", "declare_double", "drop_double", "excuse", "fill", "fill_round",
    "may_approve", "may_change", "may_edit", "may_excuse", "may_open", "may_recall", "may_remind", "may_reopen",
    "may_send_back", "may_sign", "may_submit", "may_withdraw", "may_withdraw_round", "open_round", "put_values",
    "reading_of", "readings_of", "recall", "remind", "remind_due", "reopen", "send_back", "sign", "submit",
    "withdraw", "withdraw_round",
]  # fmt: skip
