import pytest

from zhijia.base.testing import at_once
from zhijia.kernels.records.actions import reverse
from zhijia.kernels.records.models import RecordTally, ServiceRecord
from zhijia.kernels.records.tally import differences

from .kinds import declared, write

__all__ = ["declared"]


@pytest.mark.postgres
@pytest.mark.usefixtures("several_writers", "declared")
def test_two_clerks_at_once_write_one_row_and_one_reversal(cast):
    """The same claim recorded, and then reversed, by eight threads on connections of their own."""
    written = at_once(*[lambda: write(cast, 1)] * 8)
    assert not any(isinstance(one, str) for one in written)
    assert ServiceRecord.objects.count() == 1
    original = ServiceRecord.objects.get()
    taken = at_once(*[lambda: reverse(record=original, reason="重复", by=cast.college_officer, at=cast.now)] * 8)
    assert sum(isinstance(one, str) for one in taken) == 7
    assert list(differences()) == []
    assert RecordTally.objects.get().net == 0
