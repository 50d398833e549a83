"""The little Markdown that printed pages need."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
NOTE = "<!-- Printed from the code by `bin/zhijia docs`. Change the code, then print again. -->"


def whole(title, *parts) -> str:
    """A whole page: title, note, parts with one empty line between them."""
    return "\n\n".join([f"# {title}", NOTE, *(str(part) for part in parts if str(part))]) + "\n"


def cell(value) -> str:
    return " ".join(str(value).split()).replace("|", "\\|") if value not in (None, "") else ""


def code(text) -> str:
    return f"`{text}`" if text else ""


def table(head, rows) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)


def listing(values) -> str:
    return "、".join(str(value) for value in values)


def folders() -> list:
    """Our installed folders, lowest floor first, as the settings name them."""
    return [config for config in apps.get_app_configs() if config.name.startswith("zhijia.")]
