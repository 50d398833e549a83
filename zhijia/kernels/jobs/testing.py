"""For tests and scripts: do what is queued, here and now."""

from .worker import Worker


def run_jobs() -> int:
    """Run everything ready in this process and thread; an unexpected exception comes through."""
    worker = Worker(heart=False)
    worker.reraise = True
    return worker.run(until_empty=True)
