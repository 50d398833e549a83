"""Every source of to-dos, as one list. A folder adds its own with the decorator (flow adds what lies on desks):

from zhijia.kernels.inbox.todos import Todo, todo_source

@todo_source
def desks(user):
    yield Todo(title, url, due_on=..., kind=_("补助审核"), since=...)
"""

from datetime import date

from zhijia.web.shell import Todo
from zhijia.web.shell import bell as todo_source

from .models import Deadline

__all__ = ["Todo", "todo_source", "todos_for"]


def todos_for(user) -> list[Todo]:
    """What waits for this user, nearest deadline first; what has none comes last."""
    found = [todo for source in todo_source for todo in source.fn(user)]
    return sorted(found, key=lambda todo: (todo.due_on or date.max, str(todo.title)))


@todo_source
def deadlines(user):
    for row in Deadline.objects.open().on_desks_of(user).select_related("unit")[:500]:
        yield Todo(row.title, row.url, due_on=row.due_on, kind=row.kind, since=row.set_at, note=str(row.unit))
