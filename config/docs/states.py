"""State machines: the tables that rules read, drawn."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages

from zhijia.engines.flow.rules import State as CaseState

from .markdown import code, folders, table, whole

TABLES = ("MOVES", "NEXT")
NAMES = ("STATE_NAMES", "STEP_NAMES", "WORDS")


@dataclass(frozen=True)
class Machine:
    """One table of moves: where it stands, and the words of its states."""

    place: str
    moves: dict
    words: dict
    owners: dict

    def __str__(self):
        diagram = "\n".join(["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in self.lines()), "```"])
        return f"{diagram}\n\n{self.legend()}"

    def lines(self) -> Iterator[str]:
        order = list(self.moves)
        for state in order:
            yield f'state "{self.words.get(state, state)}" as {state}'
        yield f"[*] --> {order[0]}"
        for state in order:
            yield from (f"{state} --> {to}" for to in order if to in self.moves[state])
            if not self.moves[state]:
                yield f"{state} --> [*]"

    def legend(self) -> str:
        head = ["State", "状态", "Moves on to"] + (["Whose turn"] if self.owners else [])
        rows = []
        for state, targets in self.moves.items():
            ways = "、".join(str(self.words.get(to, to)) for to in self.moves if to in targets) or "—"
            rows.append(
                [code(state), self.words.get(state, state), ways, *([self.owners[state]] if self.owners else [])]
            )
        return table(head, rows)


def modules(folder, *roles) -> Iterator:
    """The modules of a folder that play one of these roles, also where a role has become a package."""
    module = folder.module
    for found in sorted(walk_packages(module.__path__, f"{module.__name__}."), key=lambda found: found.name):
        below = found.name.removeprefix(f"{module.__name__}.").split(".")
        if below[0] in roles and "tests" not in below:
            yield import_module(found.name)


def words_in(folder, module, states) -> dict:
    """The names beside the table, or else the choices of a model of the folder with these very states."""
    for name in NAMES:
        if hasattr(module, name):
            return dict(getattr(module, name))
    return next((words for _model, words in stated(folder) if set(words) == set(map(str, states))), {})


def stated(folder) -> Iterator:
    """(model, {state: word}) of every model with a `state`."""
    for model in folder.get_models():
        field = next((field for field in model._meta.fields if field.name == "state"), None)
        if field is not None and field.choices:
            yield model, {str(value): str(word) for value, word in field.flatchoices}


def machines(folder) -> Iterator[Machine]:
    for module in modules(folder, "rules"):
        for name in TABLES:
            moves = getattr(module, name, None)
            if isinstance(moves, dict):
                words = words_in(folder, module, moves)
                yield Machine(module.__name__, moves, words, getattr(module, "OWNERS", {}))


def by_facts(folder) -> Iterator[str]:
    """States nobody sets: the first fact of the table that has happened decides."""
    for module in modules(folder, "rules"):
        facts, words = getattr(module, "TABLE", None), getattr(module, "STATE_NAMES", None)
        if facts and words:
            rows = [[number, code(fact), words[state]] for number, (fact, state) in enumerate(facts, 1)]
            yield f"`{module.__name__}.TABLE`: the first fact that has happened decides.\n\n" + table(
                ["#", "Fact", "状态"], rows
            )


def following(folder) -> Iterator[str]:
    """How the state of a business row follows the state of its case."""
    for module in modules(folder, "actions"):
        states = getattr(module, "STATES", None)
        if isinstance(states, dict) and set(map(str, states)) <= set(map(str, CaseState)):
            names = sys.modules[CaseState.__module__].STATE_NAMES
            rows = [[names[case], getattr(state, "label", state)] for case, state in states.items()]
            yield f"`{module.__name__}.STATES`: follows the case.\n\n" + table(["审批事项", "状态"], rows)


def section(folder) -> Iterator[str]:
    drawn = list(machines(folder))
    told = [*(f"`{machine.place}`\n\n{machine}" for machine in drawn), *by_facts(folder), *following(folder)]
    known = [set(map(str, machine.moves)) for machine in drawn]
    for model, words in stated(folder):
        if set(words) not in known:
            rows = [[code(state), word] for state, word in words.items()]
            told.append(f"{model._meta.verbose_name} `{model._meta.label}`\n\n" + table(["State", "状态"], rows))
    if told:
        yield f"## {folder.label}"
        yield from told


def page() -> str:
    intro = "Every table of moves and every model with a state, by folder. Moves not drawn here are refused."
    return whole("States 状态", intro, *(part for folder in folders() for part in section(folder)))
