"""Pages: plans, their lines, tasks, the work on a task, the calendar."""
