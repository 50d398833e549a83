"""Helpers for tests."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from zhijia.base.verdict import Refused

CHECKOUT = Path(__file__).resolve().parents[2]


def shared(path: str) -> Path:
    """A file of the shared folder (real documents that do not belong in the repository); skips the test without it."""
    folder = Path(os.environ.get("ZHIJIA_SHARED") or CHECKOUT.parent / "shared")
    if not (folder / path).exists():
        pytest.skip(f"needs the shared file {path}: set ZHIJIA_SHARED or put a folder “shared” beside the checkout")
    return folder / path


def newest(model, **which):
    """The address of the newest such row."""
    row = model.objects.filter(**which).order_by("-pk").first()
    assert row, f"there is no such {model.__name__}: {which}"
    return row.get_absolute_url()


def at_once(*verbs):
    """What each of them came to, on connections of their own, let go at the same moment: a result or a refusal."""
    gate = Barrier(len(verbs))

    def run(verb):
        try:
            gate.wait(10)
            return verb()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))
