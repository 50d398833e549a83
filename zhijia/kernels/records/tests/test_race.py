from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from zhijia.base.verdict import Refused
from zhijia.kernels.records.actions import reverse
from zhijia.kernels.records.models import RecordTally, ServiceRecord
from zhijia.kernels.records.tally import differences

from .kinds import declared, write

__all__ = ["declared"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("declared")
def test_two_clerks_at_once_write_one_row_and_one_reversal(cast):
    """The same claim recorded, and then reversed, by eight threads on connections of their own."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets one writer in at a time")

    def at_once(verb):
        def run(_n):
            try:
                verb()
            except Refused:
                return "refused"
            finally:
                close_old_connections()
                connection.close()
            return "done"

        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(run, range(8)))

    assert at_once(lambda: write(cast, 1)) == ["done"] * 8
    assert ServiceRecord.objects.count() == 1
    original = ServiceRecord.objects.get()
    taken = at_once(lambda: reverse(record=original, reason="重复", by=cast.college_officer, at=cast.now))
    assert sorted(taken) == ["done"] + ["refused"] * 7
    assert list(differences()) == []
    assert RecordTally.objects.get().net == 0
