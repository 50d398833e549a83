"""The life of an import batch, and what may be done with it when."""

from datetime import timedelta

from zhijia.base.verdict import need

UPLOADED, CHECKING, CHECKED = "uploaded", "checking", "checked"
RUNNING, STOPPED, DONE, FAILED = "running", "stopped", "done", "failed"
UNDOING, UNDONE = "undoing", "undone"

NEXT = {
    UPLOADED: {CHECKING, RUNNING},
    CHECKING: {CHECKED, UPLOADED},  # stopped or unreadable: back to the choice of columns
    CHECKED: {CHECKING, RUNNING},
    RUNNING: {DONE, STOPPED, UNDOING, FAILED},
    STOPPED: {RUNNING, UNDOING},
    DONE: {UNDOING},
    UNDOING: {UNDONE, FAILED, DONE, STOPPED},  # FAILED: what all-or-nothing took back by itself
    UNDONE: set(),
    FAILED: set(),
}
BUSY = (CHECKING, RUNNING, UNDOING)
WRITTEN = (DONE, STOPPED)

ALL_OR_NOTHING, KEEP_GOOD = "all_or_nothing", "keep_good"

CHUNK = 10_000  # rows checked and written together, and lost at most when a worker dies
UNDO_FOR = timedelta(days=7)


def may_lay_out(state):
    return need(state in (UPLOADED, CHECKED), "导入已经开始，不能再改列的对应关系")


def may_check(state, missing):
    return need(state in (UPLOADED, CHECKED), "这批数据正在处理或已经导入，不能再检查") & need(
        not missing, "还没有指明必填列：%(columns)s", columns="、".join(missing)
    )


def may_run(state, mode, good, bad, duplicate):
    """All or nothing means: not one faulty or doubled line."""
    fits = mode == KEEP_GOOD or not (bad or duplicate)
    return (
        need(state in (CHECKED, STOPPED), "请先检查，再导入")
        & need(state != CHECKED or good, "没有可以导入的行，请改正后重新上传")
        & need(
            fits,
            "还有 %(bad)s 行错误、%(duplicate)s 行重复：请改正后重新上传，或选择“只导入正确的行”",
            bad=bad,
            duplicate=duplicate,
        )
    )


def may_undo(state, undoable, finished_at, at):
    """Within a week; later the rows have a life of their own."""
    return (
        need(state in WRITTEN, "只有导入完成的批次可以撤销")
        & need(undoable, "这类导入已形成正式记录，不能整批撤销，请逐条冲销")
        & need(finished_at is None or at <= finished_at + UNDO_FOR, "导入已超过 7 天，不能整批撤销，请逐条办理")
    )


def may_resume(is_stalled):
    return need(is_stalled, "这批数据没有中断，不需要继续")


def adds_up(total, good, bad, duplicate, created, updated, unchanged) -> bool:
    """Every line of data is counted once; every good one has one outcome."""
    return good + bad + duplicate == total and created + updated + unchanged == good
