"""Secrets a self-hosted installation keeps beside its data: made once, for its owner only, never in the code."""

import os
import secrets
from pathlib import Path


def kept_key(path: Path) -> str:
    """The key in this file; the first process to ask makes it, and all others read the same one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """A whole file appears under the name, or the one another process put there first stays."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
