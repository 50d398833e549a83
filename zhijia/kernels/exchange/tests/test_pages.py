"""What an officer does in the browser, page by page, and what the officer next door may not."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhijia.base.sheets.reading import open_sheets
from zhijia.kernels.exchange.models import ImportBatch
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.people.models import Person

from .sheets import person, write

ROSTER = "people.roster"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.college_officer)
    return client


@pytest.fixture
def upload(officer, cast, tmp_path):
    """Sends a roster of these lines; the answer of the page."""

    def upload(lines, **more):
        path = write(tmp_path / "roster.xlsx", lines)
        file = SimpleUploadedFile("名册.xlsx", path.read_bytes())
        return officer.post(reverse("exchange:start", args=[ROSTER]), {"file": file, "unit": cast.college.pk} | more)

    return upload


@pytest.fixture
def checked(officer, upload):
    """A batch after its dry run: three good lines, one without a name."""
    upload([person(n) for n in range(10, 13)] + [person(13, 姓名="")])
    batch = ImportBatch.objects.get()
    officer.post(reverse("exchange:columns", args=[batch.pk]), filled_in(batch))
    run_jobs()
    batch.refresh_from_db()
    return batch


def filled_in(batch, **more):
    places = {f"c_{key}": place for key, place in batch.places.items()}
    return {"sheet": batch.sheet, "header": batch.header, **places, **more}


def text_of(response):
    return response.content.decode()


def test_from_file_to_undo(officer, upload, cast):
    before = Person.objects.count()
    response = upload([person(n) for n in range(10, 13)] + [person(13, 姓名="")])
    batch = ImportBatch.objects.get()
    assert response["Location"] == reverse("exchange:columns", args=[batch.pk])
    page = officer.get(response["Location"])
    assert "读作：身份证号" in text_of(page)
    assert "不导入的列：序号" in text_of(page)

    response = officer.post(response["Location"], filled_in(batch))
    assert response["Location"] == batch.get_absolute_url()
    assert "检查中" in text_of(officer.get(batch.get_absolute_url()))
    run_jobs()
    page = text_of(officer.get(batch.get_absolute_url()))
    assert "姓名没有填写" in page
    assert "只导入正确的 3 行" in page
    assert "下载标了错误的副本" in page
    assert Person.objects.count() == before

    officer.post(reverse("exchange:run", args=[batch.pk]), {"mode": "keep_good"})
    run_jobs()
    assert Person.objects.count() == before + 3
    page = text_of(officer.get(batch.get_absolute_url()))
    assert "正确 3 + 错误 1 + 重复 0 = 4 行" in page
    assert "撤销这批导入" in page

    officer.post(reverse("exchange:undo", args=[batch.pk]))
    run_jobs()
    assert Person.objects.count() == before
    assert "已撤销" in text_of(officer.get(batch.get_absolute_url()))


def test_all_or_nothing_is_refused_while_a_line_is_wrong(officer, checked):
    response = officer.post(reverse("exchange:run", args=[checked.pk]), {"mode": "all_or_nothing"}, follow=True)
    assert "还有 1 行错误、0 行重复" in text_of(response)
    checked.refresh_from_db()
    assert checked.state == "checked"


def test_a_column_chosen_by_hand_is_read_from_there(officer, upload):
    upload([person(20)])
    batch = ImportBatch.objects.get()
    places = filled_in(batch, c_position=batch.headings.index("部门"), c_unit="")
    officer.post(reverse("exchange:columns", args=[batch.pk]), places)
    run_jobs()
    officer.post(reverse("exchange:run", args=[batch.pk]))
    run_jobs()
    someone = Person.objects.with_id_number(person(20)["身份证号码"]).get()
    assert someone.employments.get().position == "会计学院分工会"


def test_a_required_column_must_be_named_before_the_check(officer, upload):
    upload([person(20)])
    batch = ImportBatch.objects.get()
    response = officer.post(reverse("exchange:columns", args=[batch.pk]), filled_in(batch, c_id_number=""))
    assert response.status_code == 422
    assert "请选择“身份证号”在哪一列" in text_of(response)


def test_another_line_of_headings_is_matched_anew(officer, upload):
    upload([person(20)])
    batch = ImportBatch.objects.get()
    officer.post(reverse("exchange:columns", args=[batch.pk]), filled_in(batch, header=3, rematch="1"))
    batch.refresh_from_db()
    assert (batch.header, batch.places) == (3, {})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名册.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "这是旧版 .xls 文件"),
        ("名册.xlsx", b"PK\x03\x04 broken", "文件已损坏"),
        ("名册.xlsx", b"", "空的"),
        ("名册.pdf", b"%PDF-1.7\n" + b"\0" * 20, "只能导入 .xlsx 和 .csv"),
    ],
)
def test_a_bad_file_gets_one_sentence_beside_the_field(officer, cast, name, content, said):
    data = {"file": SimpleUploadedFile(name, content), "unit": cast.college.pk}
    response = officer.post(reverse("exchange:start", args=[ROSTER]), data)
    assert response.status_code == 422
    assert said in text_of(response)
    assert not ImportBatch.objects.exists()


def test_a_unit_out_of_reach_is_no_choice(upload, cast):
    assert upload([person(1)], unit=cast.sibling.pk).status_code == 422
    assert not ImportBatch.objects.exists()


PAGES = ["batch", "columns", "faults", "progress"]
VERBS = ["check", "run", "stop", "resume", "undo"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_batch_are_shown_in_reach_and_nowhere_else(client, cast, checked, name):
    url = reverse(f"exchange:{name}", args=[checked.pk])
    client.force_login(cast.province_officer)
    response = client.get(url)
    assert response.status_code == 200
    client.force_login(cast.sibling_officer)
    response = client.get(url)
    assert response.status_code == 404 or "姓名没有填写" not in text_of(response)


@pytest.mark.parametrize("name", VERBS)
def test_nobody_next_door_touches_a_batch(client, cast, checked, name):
    client.force_login(cast.sibling_officer)
    assert client.post(reverse(f"exchange:{name}", args=[checked.pk])).status_code == 404


def test_nobody_next_door_downloads_the_files_of_a_batch(client, cast, checked):
    client.force_login(cast.sibling_officer)
    for file in (checked.file, checked.marked):
        assert client.get(file.url).status_code == 404


def test_the_list_of_batches_needs_as_many_queries_for_three_as_for_one(
    officer, checked, upload, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("exchange:batches")
    officer.get(url)
    with CaptureQueriesContext(connection) as one:
        assert "名册.xlsx" in text_of(officer.get(url))
    upload([person(1)])
    upload([person(2)])
    with CaptureQueriesContext(connection) as three:
        officer.get(url)
    assert len(three) == len(one)


def test_a_member_sees_no_import_pages(client, cast):
    client.force_login(cast.member_user)
    assert client.get(reverse("exchange:batches")).status_code == 403
    assert client.get(reverse("exchange:start", args=[ROSTER])).status_code == 403


def test_the_template_downloads_as_a_workbook(officer):
    response = officer.get(reverse("exchange:template", args=[ROSTER]))
    book = open_sheets(BytesIO(b"".join(response.streaming_content)))
    rows = list(book.rows(book.sheets[0]))
    assert [cell.rstrip("*") for cell in rows[3]][:2] == ["姓名", "身份证号"]


def test_an_unknown_import_does_not_exist(officer):
    assert officer.get(reverse("exchange:start", args=["no.such"])).status_code == 404


# --- Out ---


def rows_of(response):
    book = open_sheets(BytesIO(b"".join(response.streaming_content)))
    return list(book.rows(book.sheets[0]))


def test_the_roll_goes_out_masked_without_a_reason(officer, cast):
    response = officer.post(reverse("exchange:current", args=[ROSTER]), {"unit": cast.college.pk, "way": "xlsx"})
    heads, *lines = rows_of(response)
    assert heads[:3] == ["姓名", "身份证号", "性别"]
    assert {line[0] for line in lines} == {"张知远", "李念"}
    assert all("***" in line[1] for line in lines)


def test_whole_numbers_go_out_only_with_a_reason_that_stays(officer, cast):
    from zhijia.kernels.trail.models import Entry

    url, data = reverse("exchange:current", args=[ROSTER]), {"unit": cast.college.pk, "way": "csv", "private": "on"}
    response = officer.post(url, data)
    assert response.status_code == 422
    assert "请写明理由" in text_of(response)
    response = officer.post(url, data | {"reason": "核对医疗互助参保名册"})
    assert cast.zhang.id_number.reveal() in b"".join(response.streaming_content).decode("utf-8-sig")
    entry = Entry.objects.get(verb="export")
    assert (entry.by, entry.reason) == (cast.college_officer, "核对医疗互助参保名册")


def test_who_may_not_read_secrets_exports_them_masked_only(client, cast):
    client.force_login(cast.auditor)
    data = {"unit": cast.college.pk, "way": "xlsx", "private": "on", "reason": "审计抽查名册"}
    response = client.post(reverse("exchange:current", args=[ROSTER]), data)
    assert response.status_code == 422
    assert "敏感信息的权限" in text_of(response)


def test_a_table_without_secrets_asks_nothing_about_them(officer, cast):
    roll, terms = (reverse("exchange:current", args=[spec]) for spec in (ROSTER, "bodies.terms"))
    asked = {url: "包含完整的证件号" in text_of(officer.get(url)) for url in (roll, terms)}
    assert asked == {roll: True, terms: False}
    assert rows_of(officer.post(terms, {"unit": cast.college.pk, "way": "xlsx"}))[0][0] == "所属工会"


def test_the_roll_of_the_unit_next_door_is_no_choice(officer, cast):
    response = officer.post(reverse("exchange:current", args=[ROSTER]), {"unit": cast.sibling.pk, "way": "xlsx"})
    assert response.status_code == 422


@pytest.mark.parametrize("way", ["xlsx", "csv", "csv_gb"])
def test_every_list_goes_out_as_the_filter_shows_it(officer, cast, way):
    response = officer.get(reverse("people:roster"), {"export": way, "q": "张知远"})
    assert response.status_code == 200
    names = [line[0] for line in rows_of(response)]
    assert names == ["姓名", "张知远"]


def test_an_address_that_is_no_list_cannot_be_exported(officer):
    assert officer.get(reverse("exchange:private"), {"list": "/no/such/"}).status_code == 404
    assert officer.get(reverse("exchange:private"), {"list": reverse("exchange:batches")}).status_code == 403
