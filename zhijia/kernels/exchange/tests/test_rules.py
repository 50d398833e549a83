"""The life of a batch."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zhijia.kernels.exchange import rules
from zhijia.kernels.exchange.models import ImportBatch

NOON = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_every_state_is_in_the_table():
    assert set(rules.NEXT) == set(ImportBatch.State.values)
    assert {state for following in rules.NEXT.values() for state in following} <= set(rules.NEXT)


@pytest.mark.parametrize(
    ("state", "mode", "good", "bad", "duplicate", "why"),
    [
        ("checked", "keep_good", 5, 2, 1, ""),
        ("checked", "all_or_nothing", 5, 0, 0, ""),
        ("checked", "all_or_nothing", 5, 2, 1, "还有 2 行错误、1 行重复"),
        ("checked", "keep_good", 0, 2, 0, "没有可以导入的行"),
        ("uploaded", "keep_good", 5, 0, 0, "请先检查"),
        ("done", "keep_good", 5, 0, 0, "请先检查"),
        ("stopped", "keep_good", 0, 0, 0, ""),
    ],
)
def test_when_a_batch_may_be_imported(state, mode, good, bad, duplicate, why):
    verdict = rules.may_run(state, mode, good, bad, duplicate)
    assert bool(verdict) == (not why)
    assert why in str(verdict)


@pytest.mark.parametrize(
    ("state", "undoable", "days", "why"),
    [
        ("done", True, 6, ""),
        ("stopped", True, 0, ""),
        ("done", True, 8, "已超过 7 天"),
        ("done", False, 0, "请逐条冲销"),
        ("undone", True, 0, "只有导入完成的批次"),
        ("checked", True, 0, "只有导入完成的批次"),
    ],
)
def test_when_a_batch_may_be_taken_back(state, undoable, days, why):
    verdict = rules.may_undo(state, undoable, NOON - timedelta(days=days), NOON)
    assert bool(verdict) == (not why)
    assert why in str(verdict)
