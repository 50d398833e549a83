import pytest

from zhijia.base.testing import shared


def test_a_shared_file_is_found_or_the_test_is_skipped(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHIJIA_SHARED", str(tmp_path))
    (tmp_path / "note.txt").write_text("x")
    assert shared("note.txt") == tmp_path / "note.txt"
    with pytest.raises(pytest.skip.Exception, match="missing.txt"):
        shared("missing.txt")
