"""Plans and their lines; tasks and what proves them."""

from .plans import Alignment, Doubt, Node, Plan
from .tasks import Evidence, Report, Supervision, Task

__all__ = ["Alignment", "Doubt", "Evidence", "Node", "Plan", "Report", "Supervision", "Task"]
