"""Lists, side by side, and the way back; who sees which pair."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.kernels.people.actions import register_member
from zhijia.kernels.people.duplicates.finding import find_pairs
from zhijia.kernels.people.models import DuplicatePair, Membership, Person, PersonMerge


def at(name, *args):
    return reverse(f"people:{name}", args=args)


def typed(cast, **more):
    going_on = Membership.objects.standing().get(person=cast.zhang).pk
    facts = {"keep": "first", "reason": "已与本人核对", "membership": going_on}
    choices = ("name", "sex", "id_number", "phone", "ethnicity", "education", "born_on")
    return facts | {f"fact_{fact}": "first" for fact in choices} | {"fact_phone": "second"} | more


@pytest.mark.parametrize(
    ("user", "status"), [("college_officer", 200), ("sibling_officer", 404), ("branch_chair", 404)]
)
def test_a_pair_is_for_whoever_reaches_both(cast, pair, client, user, status):
    client.force_login(getattr(cast, user))
    assert client.get(at("duplicate", pair.pk)).status_code == status
    assert client.get(at("duplicates")).context["total"] == (1 if status == 200 else 0)


def test_a_pair_of_two_unions_is_for_the_one_above(cast, client):
    register_member(name="张知远", unit=cast.sibling, joined_on=date(2020, 9, 1), born_on=date(1985, 4, 12))
    find_pairs(at=cast.now)
    for user, total in ((cast.college_officer, 0), (cast.sibling_officer, 0), (cast.province_officer, 1)):
        client.force_login(user)
        assert client.get(at("duplicates")).context["total"] == total


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(cast, client, count, django_assert_max_num_queries):
    for n in range(count):
        for unit in (cast.college, cast.branch):
            register_member(name=f"同名{n}", unit=unit, joined_on=date(2020, 9, 1), born_on=date(1980, 1, 1 + n))
    find_pairs(at=cast.now)
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(25):
        assert client.get(at("duplicates")).context["total"] == count


def test_from_the_search_to_the_merge_and_back(cast, twin, client):
    client.force_login(cast.college_officer)
    text = client.post(at("duplicates-find"), follow=True).content.decode()
    assert "查到 1 对，其中新发现 1 对" in text
    pair = DuplicatePair.objects.get()
    page = client.get(at("duplicate", pair.pk)).content.decode()
    assert "姓名相同、出生日期相同、同一单位" in page and "哪一段会籍继续" in page
    assert cast.zhang.id_number.reveal() not in page
    assert client.post(at("duplicate", pair.pk), typed(cast, reason="")).status_code == 422
    response = client.post(at("duplicate", pair.pk), typed(cast))
    merge = PersonMerge.objects.get()
    assert response.url == at("merge", merge.pk)
    assert Person.objects.get(pk=cast.zhang.pk).phone.reveal() == "13900000077"
    shown = client.get(at("merge", merge.pk)).content.decode()
    assert "13900000077" not in shown and "merged into" not in shown
    for words in ("归到保留的档案：", "会籍（云岭财经职业学院工会）", "已调整", "••••"):
        assert words in shown
    assert client.get(at("merges")).context["total"] == 1
    assert client.get(at("duplicates")).context["total"] == 0
    assert client.get(at("duplicate", pair.pk)).status_code == 404
    assert client.post(at("unmerge", merge.pk), {"reason": ""}).status_code == 422
    client.post(at("unmerge", merge.pk), {"reason": "弄错了"})
    assert Person.objects.get(pk=twin.pk).merged_into is None
    assert client.get(at("duplicates")).context["total"] == 1
    assert client.get(at("unmerge", merge.pk)).status_code == 403


def test_an_address_from_before_the_merger_leads_on_for_whoever_may_see_the_person(cast, twin, pair, client):
    old = twin.get_absolute_url()
    client.force_login(cast.college_officer)
    assert client.get(old).status_code == 200
    client.post(at("duplicate", pair.pk), typed(cast))
    assert client.get(old).url == cast.zhang.get_absolute_url()
    client.force_login(cast.sibling_officer)
    assert client.get(old).status_code == 404
    client.force_login(cast.college_officer)
    client.post(at("unmerge", PersonMerge.objects.get().pk), {"reason": "弄错了"})
    assert client.get(old).status_code == 200


def test_two_persons_are_said_to_be_two(cast, pair, client):
    client.force_login(cast.college_officer)
    assert client.post(at("not-same", pair.pk), {"reason": ""}).status_code == 422
    client.post(at("duplicates"), {"bulk": "two", "row": [pair.pk], "confirm": 1, "reason": "人事确认是两人"})
    assert client.get(at("duplicates")).context["total"] == 0
    assert client.get(at("duplicates"), {"seen": "two"}).context["total"] == 1


@pytest.mark.parametrize(("sign", "count"), [("born_on", 1), ("phone", 0)])
def test_a_sign_is_a_filter(cast, pair, client, sign, count):
    client.force_login(cast.college_officer)
    assert client.get(at("duplicates"), {"sign": sign}).context["total"] == count


def test_the_list_exports_no_number(cast, pair, client):
    client.force_login(cast.college_officer)
    sheet = b"".join(client.get(at("duplicates"), {"export": "csv"})).decode("utf-8-sig")
    assert "张知远" in sheet and "姓名相同" in sheet and cast.zhang.id_number.reveal() not in sheet
