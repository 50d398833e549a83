import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.kernels.records.actions import reverse as take_back

from .kinds import GIFT, declared, write

__all__ = ["declared"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared")]
LIST = "/records/"


def signed_in(client, user):
    client.force_login(user)
    return client


def queries(client, address):
    client.get(address)  # whatever is looked up once per session or process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_register_costs_the_same_however_many_rows(client, cast):
    signed_in(client, cast.college_officer)
    write(cast, 1)
    one = queries(client, LIST)
    write(cast, 2)
    write(cast, 3, person=cast.li, unit=cast.college)
    assert queries(client, LIST) == one


def test_the_fragment_is_part_of_the_page(client, cast):
    write(cast, 1)
    signed_in(client, cast.college_officer)
    page = client.get(LIST).content.decode()
    part = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "医疗互助补助" in part
    assert "<html" not in part
    assert part.strip()[:200] in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=test.gift", ["祝寿"]),
        ("occasion=birthday", ["祝寿"]),
        ("standing=no", ["冲销"]),
        ("day_from=2026-03-11", ["祝寿"]),
        ("person=张", ["张知远"]),
        ("person=ln", ["李念"]),
        ("q=zzy", ["张知远"]),
    ],
)
def test_filters_keep_what_they_say(client, cast, query, shown):
    write(cast, 1)
    gift = {"source": f"{GIFT}:1", "kind": GIFT, "occasion": "birthday", "day": cast.today.replace(day=11)}
    write(cast, 2, **gift, person=cast.li, unit=cast.college)
    take_back(record=write(cast, 3), reason="重复", by=cast.college_officer, at=cast.now)
    signed_in(client, cast.college_officer)
    rows = client.get(f"{LIST}?{query}").context["page_obj"].object_list
    said = {"祝寿": lambda r: r.kind == GIFT, "冲销": lambda r: r.net < 0 or r.reversal}
    check = said.get(shown[0], lambda r: r.person.name == shown[0])
    assert rows
    assert all(check(row) for row in rows)


def test_a_record_shows_its_origin_and_its_reversal(client, cast):
    original = write(cast, cast.branch.pk, occasion="hospital")
    turned = take_back(record=original, reason="重复登记", by=cast.college_officer, at=cast.now)
    signed_in(client, cast.college_officer)
    page = client.get(original.get_absolute_url()).content.decode()
    for text in ("已冲销", "重复登记", "住院", "内容与登记时一致", original.digest, turned.get_absolute_url()):
        assert text in page
    assert f'href="{reverse("org:unit", args=[cast.branch.pk])}"' in page
    assert original.get_absolute_url() in client.get(turned.get_absolute_url()).content.decode()


def test_the_sibling_sees_nothing(client, cast):
    record = write(cast, 1)
    signed_in(client, cast.sibling_officer)
    assert client.get(record.get_absolute_url()).status_code == 404
    assert list(client.get(LIST).context["page_obj"].object_list) == []


def test_the_register_is_exported_by_who_may(client, cast):
    write(cast, 1)
    answer = signed_in(client, cast.college_officer).get(f"{LIST}?export=csv")
    assert "张知远" in b"".join(answer.streaming_content).decode()
    assert signed_in(client, cast.branch_chair).get(f"{LIST}?export=csv").status_code == 403
