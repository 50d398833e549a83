"""Who may do what: the table of roles, and what each ability opens in the menu."""

from zhijia.kernels.access.abilities import ABILITIES, ROLES
from zhijia.web.menu import CHAPTERS, menu

from .markdown import code, table, whole


def page() -> str:
    return whole(
        "Roles and abilities 岗位与权限",
        "A role is held on a unit, from a day to a day, and covers the whole subtree below it. Abilities never imply "
        "each other. The table is `zhijia/kernels/access/abilities.py`; a user reads it at 系统 → 岗位与权限.",
        "## Roles",
        matrix(),
        "## Abilities",
        table(["Ability", "权限"], [[code(ability), word] for ability, word in ABILITIES.items()]),
        "## What opens what",
        "Entries of the menu and the ability that shows them. Seeing an entry is not yet seeing rows: those are cut "
        "to the user's reach.",
        entries(),
    )


def matrix() -> str:
    rows = [
        [
            f"{role.name} {code(role.code)}",
            role.does,
            *("✓" if ability in role.abilities else "" for ability in ABILITIES),
        ]
        for role in ROLES.values()
    ]
    return table(["岗位", "做什么", *map(code, ABILITIES)], rows)


def entries() -> str:
    place = list(CHAPTERS)
    ordered = sorted(menu.entries, key=lambda entry: (place.index(entry.chapter), entry.order, entry.url))
    rows = [[CHAPTERS[e.chapter][0], e.title, code(e.url), code(e.ability) or "everybody"] for e in ordered]
    own = sorted(menu.own, key=lambda entry: (entry.order, entry.url))
    rows += [["我的", e.title, code(e.url), "everybody"] for e in own]
    return table(["章节", "入口", "Address", "Ability"], rows)
