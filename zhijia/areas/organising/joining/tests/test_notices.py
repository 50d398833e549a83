"""A text that anybody agreed to is never changed: its digest is kept here."""

from hashlib import sha256
from pathlib import Path

import pytest

from zhijia.areas.organising.joining import notices

FOLDER = Path(notices.__file__).parent / "templates" / "joining" / "notices"
DIGESTS = {
    "privacy-2026-01": "0e4a972076735791",
    "statute-2023-10": "f819450c621650af",
}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_a_version_stays_as_it_was_agreed_to(path):
    assert sha256(path.read_bytes()).hexdigest()[:16] == DIGESTS[path.stem], "write a new version instead"


def test_the_current_versions_exist():
    assert {f"{kind}-{version}" for kind, version in notices.CURRENT.items()} <= {p.stem for p in FOLDER.glob("*.html")}


@pytest.mark.parametrize(
    ("statute", "privacy", "fields"),
    [(True, True, []), (False, True, ["statute"]), (True, False, ["privacy"]), (False, False, ["statute", "privacy"])],
)
def test_each_consent_is_given_by_itself(statute, privacy, fields):
    assert [reason.field for reason in notices.both_given(notices.given(statute, privacy)).reasons] == fields
