"""bin/new-area writes a folder that works: in a copy of the house, one word in settings and nothing else changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KEPT = ["config", "tools", "zhijia", "conftest.py", "manage.py", "pyproject.toml"]


@pytest.fixture
def house(tmp_path):
    for name in KEPT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(house, *command):
    """In the copy, with nothing of this run's data or database."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ZHIJIA_", "PYTEST_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, *command], cwd=house, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(house):
    """Every file and what is in it, but for what Python and the tools leave behind."""
    kept = {path.relative_to(house): path for path in house.rglob("*") if path.is_file()}
    left = {"__pycache__", ".ruff_cache", "var"}
    return {name.as_posix(): path.read_bytes() for name, path in kept.items() if not left & set(name.parts)}


@pytest.mark.slow
def test_a_new_area_works_and_touches_only_settings(house):
    before = files(house)
    run(house, "tools/new_area.py", "care/book_corner", "职工书屋")
    after = files(house)
    changed = {name for name in before if before[name] != after.get(name)}
    added = {name for name in after if name not in before}
    assert changed == {"config/settings.py"}
    assert all(name.startswith("zhijia/areas/care/") for name in added)
    run(house, "-m", "ruff", "check", "--no-cache", "zhijia/areas/care/book_corner")
    run(house, "-m", "ruff", "format", "--no-cache", "--check", "zhijia/areas/care/book_corner")
    assert "passed" in run(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", "zhijia/areas/care/book_corner")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "said"),
    [("cares/x", "没有“cares”这一章"), ("care/Book Corner", "不能作目录名"), ("care/people", "已经有名为")],
)
def test_a_bad_name_gets_a_sentence(house, place, said):
    done = subprocess.run(
        [sys.executable, "tools/new_area.py", place], cwd=house, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert said in done.stderr
