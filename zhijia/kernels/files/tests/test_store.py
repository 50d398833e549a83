"""Kept once, opened by those who may, swept when nothing points at it."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from zhijia.base.verdict import Refused
from zhijia.kernels.files.actions import safe_name, store, sweep
from zhijia.kernels.files.models import Attachment

PDF = b"%PDF-1.4 one\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept(cast, content=PDF, name="住院 发票“1”.pdf", **more):
    more = {"unit": cast.branch, "by": cast.branch_chair, "at": cast.now} | more
    return store(upload=SimpleUploadedFile(name, content), **more)


def seen(client, user, attachment, **query):
    client.force_login(user)
    return client.get(reverse("files:download", args=[attachment.pk]), query)


def test_the_same_content_is_kept_once(cast, tmp_path):
    one, other = kept(cast), kept(cast, name="b.pdf")
    assert one.sha256 == other.sha256
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    with one.open() as file:
        assert file.read() == PDF


def test_a_refused_file_leaves_nothing_behind(cast, tmp_path):
    with pytest.raises(Refused, match="这里只收"):
        kept(cast, b"MZ\x90\0", "a.pdf")
    with pytest.raises(Refused, match="空"):
        kept(cast, b"", "a.pdf")
    assert not Attachment.objects.exists()
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\用户\\发票.pdf", "发票.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("", "附件"),
        ("好" * 300 + ".pdf", "好" * 110 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given, safe):
    assert safe_name(given) == safe


def test_a_file_is_served_to_those_who_reach_it(client, cast):
    attachment = kept(cast)
    answer = seen(client, cast.college_officer, attachment)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert "filename*=UTF-8''%E4%BD%8F%E9%99%A2%20%E5%8F%91%E7%A5%A8" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert seen(client, cast.college_officer, attachment, save=1)["Content-Disposition"].startswith("attachment")
    for user in (cast.sibling_officer, cast.member_user, cast.manager):
        assert seen(client, user, attachment).status_code == 404


def test_text_is_never_shown_in_the_browser(client, cast):
    attachment = kept(cast, "一行".encode(), "a.txt")
    answer = seen(client, cast.college_officer, attachment)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_may_ask_for_more_than_viewing(client, cast):
    attachment = kept(cast, needs="review", by=cast.member_user)
    assert seen(client, cast.college_officer, attachment).status_code == 200
    assert seen(client, cast.member_user, attachment).status_code == 200  # one's own upload
    assert seen(client, cast.auditor, attachment).status_code == 404
    assert seen(client, cast.accountant, attachment).status_code == 404


def test_a_row_without_its_content_is_not_found(client, cast):
    attachment = kept(cast)
    default_storage.delete(attachment.place)
    assert seen(client, cast.college_officer, attachment).status_code == 404


def test_the_sweep_takes_only_what_is_old_and_pointed_at_by_nothing(cast, tmp_path):
    old, new = kept(cast, at=cast.now - timedelta(days=30)), kept(cast, PNG, "a.png")
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "result.xlsx").write_bytes(b"x")
    dropped, removed = sweep(at=cast.now, older_than=timedelta(days=7))
    assert (dropped, list(Attachment.objects.all())) == (1, [new])
    assert removed == 0  # the bytes were written just now, by the clock of the disk
    assert sweep(at=cast.now + timedelta(days=36500), older_than=timedelta(days=18000)) == (1, 2)
    assert not default_storage.exists(old.place)
    assert (tmp_path / "jobs" / "result.xlsx").exists()


def test_the_sweep_is_a_command(cast, capsys):
    kept(cast)
    call_command("sweep_files", days=0)
    assert "已清理附件 1 件、文件内容 1 个" in capsys.readouterr().out
