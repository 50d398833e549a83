"""One thing on one page: what it is, whose turn it is, what can be done now, and why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.shortcuts import resolve_url
from django.views import generic

from zhijia.base import noting
from zhijia.web.links import held_back
from zhijia.web.states import State

from .base import Scoped


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, since when and until when."""

    who: Any
    due_on: date | None = None
    since: date | datetime | None = None


@dataclass(frozen=True)
class Event:
    """One line of a timeline. `state`: done, now, next or stopped."""

    title: Any
    at: date | datetime | None = None
    who: Any = ""
    note: Any = ""
    state: str = "done"
    url: str = ""


class DetailPage(Scoped, generic.DetailView):
    """Head, sections, side column. Every method below may be overridden; templates extend web/detail.html."""

    template_name = "web/detail.html"
    context_object_name = "object"
    side = False  # keep the side column even when none of the four pieces below has anything to show

    def get_title(self):
        return str(self.object)

    back = None  # (address or url name, title) of the list this came from

    def number(self, obj):
        return getattr(obj, "number", "") or ""

    def state(self, obj) -> State | None:
        return State.of(obj)

    def turn(self, obj) -> Turn | None:
        return None

    def actions(self, obj) -> list:
        return []

    def facts(self, obj) -> list:
        """Pairs of label and value (a value may be any object with a template-safe str)."""
        return []

    def timeline(self, obj) -> list[Event]:
        return []

    def derivation(self, obj):
        """A base.amount.Amount: 为什么是这个数."""

    def attachments(self, obj):
        return []

    def history(self, obj):
        """Entries of the trail: who changed which field from what to what."""
        return noting.history_of(obj)

    def get_context_data(self, **kwargs):
        obj = self.object
        actions = [act.bound(obj) for act in self.actions(obj)]
        side = {
            "timeline": self.timeline(obj),
            "derivation": self.derivation(obj),
            "attachments": self.attachments(obj),
            "history": self.history(obj),
        }
        return super().get_context_data(
            greyed=held_back(actions),
            has_side=any(side.values()) or self.side,
            back_url=resolve_url(self.back[0]) if self.back else "",
            back_title=self.back[1] if self.back else "",
            number=self.number(obj),
            state=self.state(obj),
            turn=self.turn(obj),
            today=self.today,
            actions=actions,
            facts=self.facts(obj),
            **side,
            **kwargs,
        )
