"""The project's own source, read as text and as syntax, for tests of what the layout promises."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "zhijia"


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "testing.py"


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the house except tests and migrations, parsed."""
    found = (p for p in sorted(HOUSE.rglob("*.py")) if not is_test(p) and "migrations" not in p.parts)
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in found}


@cache
def templates() -> dict[Path, str]:
    found = [p for p in sorted(HOUSE.rglob("*.html")) if "templates" in p.parts]
    return {path: path.read_text(encoding="utf-8") for path in found}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def part_of(path: Path) -> str:
    """models, actions, views …: the role a file plays in its folder, also when it has become a package."""
    below = path.relative_to(HOUSE).with_suffix("").parts
    roles = {"models", "actions", "views", "forms", "filters", "tables", "rules", "tasks", "urls", "menu", "indicators"}
    return next((part for part in reversed(below) if part in roles), below[-1])
