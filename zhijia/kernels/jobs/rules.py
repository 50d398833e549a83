"""Which states a job passes through and what may be done in each."""

from datetime import timedelta

from zhijia.base.verdict import need

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"

NEXT = {
    QUEUED: {RUNNING, CANCELLED},
    RUNNING: {DONE, FAILED, CANCELLED, QUEUED},  # back in the queue: its worker died or was stopped
    DONE: set(),
    FAILED: {QUEUED},
    CANCELLED: set(),
}
OPEN = (QUEUED, RUNNING)

BEAT = timedelta(seconds=5)  # a worker says that often that it is alive
STALE = timedelta(seconds=60)  # and is taken for dead after this silence


def may_cancel(state, cancel_wanted):
    return need(state in OPEN, "这项任务已经结束") & need(not cancel_wanted, "已经请求停止，正在等待当前步骤结束")


def may_retry(state):
    return need(state == FAILED, "只有失败的任务可以重新执行")


def left(done, total, seconds):
    """Seconds still to go at the speed so far; None while nothing can be said."""
    if not done or not total or done > total or seconds < 2:
        return None
    return round(seconds * (total - done) / done)
