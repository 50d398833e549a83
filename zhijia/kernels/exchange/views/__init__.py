"""Pages of an import from the file to the undo, and of exports that need a reason."""

from .batches import BatchDetail, Batches, Check, Faults, Progress, Resume, Run, Stop, Undo
from .exports import Current, Private
from .upload import ChooseColumns, Start, Template

__all__ = [
    "BatchDetail",
    "Batches",
    "Check",
    "ChooseColumns",
    "Current",
    "Faults",
    "Private",
    "Progress",
    "Resume",
    "Run",
    "Start",
    "Stop",
    "Template",
    "Undo",
]
