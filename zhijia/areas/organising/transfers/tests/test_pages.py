"""What each face shows, to whom; and that next door sees nothing."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.areas.organising.transfers import actions
from zhijia.areas.organising.transfers.models import Transfer
from zhijia.areas.organising.transfers.rules import State
from zhijia.base import masking
from zhijia.kernels.org.actions import dissolve_unit, found_unit
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Person


def at(name, *args):
    return reverse(f"transfers:{name}", args=args)


@pytest.fixture
def stranger(cast):
    third = found_unit(
        code="YL-SF", name="云岭师范大学工会", kind="university", superior=cast.province, on=date(2015, 1, 1)
    )
    return cast.account("stranger", "外人", third, "officer")


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("page", ["leaving", "members"])
def test_a_list_costs_the_same_for_any_number_of_rows(cast, ends, client, page, rows, django_assert_max_num_queries):
    for person in (cast.zhang, cast.li)[:rows]:
        ends.start(person, start="old")
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(25):
        response = client.get(at(page))
    assert response.status_code == 200 and response.context["total"] == (rows if page == "leaving" else 2)


def test_each_end_sees_it_in_its_own_list_and_a_third_union_nowhere(cast, ends, stranger, client):
    transfer = ends.start()
    shown = {
        cast.college_officer: (1, 0, 200),
        cast.sibling_officer: (0, 1, 200),
        cast.branch_chair: (1, 0, 200),
        stranger: (0, 0, 404),
    }
    for user, (out, into, page) in shown.items():
        client.force_login(user)
        assert client.get(at("leaving")).context["total"] == out
        assert client.get(at("arriving")).context["total"] == into
        assert client.get(transfer.get_absolute_url()).status_code == page
        assert client.get(at("sheet", transfer.pk)).status_code == page
    assert client.post(at("accept", transfer.pk)).status_code == 404
    assert client.get(at("refuse", transfer.pk)).status_code == 404


def test_the_receiving_end_sees_a_masked_number_and_no_way_into_the_other_roll(cast, ends, client):
    transfer = ends.start(start="old")
    client.force_login(cast.sibling_officer)
    page = client.get(transfer.get_absolute_url())
    text = page.content.decode()
    number = cast.zhang.id_number.reveal()
    assert masking.id_number(number) in text and number not in text
    assert reverse("people:person", args=[cast.zhang.pk]) not in text
    assert client.get(reverse("people:person", args=[cast.zhang.pk])).status_code == 404


def test_the_member_applies_in_one_form_and_watches_it_go(cast, ends, client):
    client.force_login(cast.member_user)
    assert "申请接转" in client.get(at("mine")).content.decode()
    response = client.post(at("apply"), {"to_unit": cast.sibling.pk, "reason": "应聘"})
    assert response.url == at("mine")
    text = client.get(at("mine")).content.decode()
    assert "等待转出方确认" in text and "视为同意" in text
    transfer = Transfer.objects.get()
    assert client.get(transfer.get_absolute_url()).status_code == 200
    assert "会籍接转到" in client.get(reverse("web:me")).content.decode()
    client.post(at("withdraw", transfer.pk))
    assert Transfer.objects.get().state == State.WITHDRAWN


def test_the_same_story_is_read_by_the_member_and_at_both_ends(cast, ends, client):
    transfer = ends.start(reason="应聘")
    actions.accept(transfer=transfer, by=cast.college_officer, at=cast.now)
    for user in (cast.member_user, cast.college_officer, cast.sibling_officer):
        client.force_login(user)
        text = client.get(transfer.get_absolute_url()).content.decode()
        told = ("会员本人发起接转", "转出方同意", "等待转入方确认", "到2026-03-17当天还不答复的，第二天按规定视为同意")
        assert [words for words in told if words not in text] == [], user
        assert ("同意会籍接转" in text) and f"{cast.college} → {cast.sibling}" in text  # and the history of fields


def read(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def test_what_stands_in_the_way_is_said_at_both_ends_instead_of_a_promise(cast, ends, client):
    transfer = ends.start()
    people.end_membership(membership=cast.zhang.memberships.get(), state="withdrawn", on=cast.today)
    for user, address in (
        (cast.college_officer, transfer.get_absolute_url()),
        (cast.sibling_officer, transfer.get_absolute_url()),
        (cast.member_user, at("mine")),
    ):
        page = read(client, user, address)
        assert "这件接转办不下去了" in page and "视为同意" not in page, user
    ends.night(8)
    page = read(client, cast.college_officer, transfer.get_absolute_url())
    story = page.split("办理经过")[1].split("修改记录")[0]
    assert "张知远已不是在籍会员，这件接转办不下去了" in story and "请撤回" not in story
    assert reverse("joining:start") in read(client, cast.member_user, at("mine"))


def test_a_desk_at_which_nobody_sits_is_no_silent_yes(cast, ends, client):
    empty = found_unit(
        code="YL-KK", name="云岭空岗学院工会", kind="college", superior=cast.province, on=date(2020, 1, 1)
    )
    transfer = ends.start(to_unit=empty, start="old")
    page = read(client, cast.college_officer, transfer.get_absolute_url())
    assert "现在没有人能确认，已告知上级工会" in page and "第二天按规定视为同意" not in page


def test_only_whose_turn_it_is_is_asked_and_what_was_refused_can_be_begun_anew(cast, ends, client):
    transfer = ends.start(start="old")
    accept, again = at("accept", transfer.pk), f"{at('leave')}?person={cast.zhang.pk}"
    assert accept not in read(client, cast.college_officer, transfer.get_absolute_url())
    assert accept in read(client, cast.sibling_officer, transfer.get_absolute_url())
    actions.refuse(transfer=transfer, by=cast.sibling_officer, at=cast.now, note="还没有到岗")
    assert again not in read(client, cast.sibling_officer, transfer.get_absolute_url())
    assert again in read(client, cast.college_officer, transfer.get_absolute_url()).replace("&amp;", "&")
    assert f'value="{cast.zhang.pk}"' in read(client, cast.college_officer, again)
    transfer = ends.again(transfer)
    assert actions.may_begin_again(transfer, cast.college_officer)
    people.end_membership(membership=cast.zhang.memberships.standing().get(), state="withdrawn", on=cast.today)
    assert "没有在籍会籍" in str(actions.may_begin_again(transfer, cast.college_officer))
    assert again not in read(client, cast.college_officer, transfer.get_absolute_url()).replace("&amp;", "&")


def test_what_was_begun_anew_or_has_moved_meanwhile_is_not_offered_again(cast, ends):
    refused = ends.start(start="old")
    actions.refuse(transfer=refused, by=cast.sibling_officer, at=cast.now, note="还没有到岗")
    refused = ends.again(refused)
    second = ends.start(start="old")
    assert "正在办理" in str(actions.may_begin_again(refused, cast.college_officer))
    assert not actions.may_begin_again(second, cast.college_officer)
    ends.accept(second, cast.sibling_officer)
    assert "您不能为“云岭理工学院工会”" in str(actions.may_begin_again(refused, cast.college_officer))


def test_a_retained_member_is_told_to_resume_first(cast, ends, client):
    people.retain(membership=cast.zhang.memberships.get(), reason="retired", on=cast.today)
    assert "先联系会计学院分工会办理恢复会籍" in read(client, cast.member_user, at("mine"))


def test_a_union_to_go_to_is_found_by_its_name_and_none_is_shown_unasked(cast, ends, client):
    client.force_login(cast.member_user)
    assert cast.sibling.name not in client.get(at("apply")).content.decode()
    asked = client.get(at("apply"), {"pick": "to_unit"}).content.decode()
    assert cast.sibling.name not in asked and "请输入名称中的几个字" in asked
    assert cast.sibling.name in client.get(at("apply"), {"pick": "to_unit", "pq": "理工"}).content.decode()
    found_unit(code="YL-GG", name="云岭旧理工工会", kind="college", superior=cast.province, on=date(2016, 1, 1))
    gone = Unit.objects.get(code="YL-GG")
    dissolve_unit(unit=gone, on=date(2020, 1, 1), by=cast.manager)
    assert gone.name not in client.get(at("apply"), {"pick": "to_unit", "pq": "理工"}).content.decode()
    assert client.post(at("apply"), {"to_unit": gone.pk}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "to_unit", "请选择转入工会；新单位还没有工会的，请填下面两项"),
        ({"employer": "晨光培训学校"}, "parked_at", "请选择由哪个工会代管会籍"),
        ({"to_unit": "branch"}, "to_unit", ""),
        ({"to_unit": "college"}, "to_unit", "不用接转"),
        ({"to_unit": "sibling", "employer": "晨光"}, "to_unit", "请清空其中一处"),
    ],
)
def test_what_is_typed_wrongly_is_said_beside_the_field(cast, ends, client, typed, field, said):
    client.force_login(cast.member_user)
    data = {name: getattr(cast, value).pk if hasattr(cast, value) else value for name, value in typed.items()}
    response = client.post(at("apply"), data)
    assert response.status_code == 422
    assert said in "".join(response.context["form"].errors[field])


def test_an_account_without_a_person_is_told_whom_to_ask(cast, ends, client):
    client.force_login(cast.province_chair)
    refused = client.post(at("apply"), {"to_unit": cast.sibling.pk})
    assert refused.status_code == 422 and "请先联系本单位工会" in refused.content.decode()


def test_the_union_left_starts_for_its_own_only(cast, ends, client):
    client.force_login(cast.college_officer)
    client.post(at("leave"), {"person": cast.li.pk, "to_unit": cast.sibling.pk})
    assert Transfer.objects.get().desk == cast.sibling
    refused = client.post(at("leave"), {"person": cast.qian.pk, "to_unit": cast.college.pk})
    assert refused.status_code == 422 and Transfer.objects.count() == 1


def test_the_union_joined_names_whom_it_means_and_learns_nothing_by_guessing(cast, ends, client):
    client.force_login(cast.sibling_officer)
    number = cast.zhang.id_number.reveal()
    typed = {"name": "张知远", "id_number": number, "to_unit": cast.sibling.pk}
    wrong = [
        client.post(at("enter"), typed | {"name": "李四"}),
        client.post(at("enter"), typed | {"id_number": "990101198501010016"}),
    ]
    sentences = {response.context["form"].errors["id_number"][0] for response in wrong[:1]}
    assert sentences == {"没有姓名和身份证号都相符的会员：请与本人核对；还没有入会的请直接办理入会"}
    assert client.post(at("enter"), typed).status_code == 302
    assert Transfer.objects.get().desk == cast.college


def test_many_leave_by_ticking(cast, ends, client):
    client.force_login(cast.college_officer)
    rows = list(client.get(at("members")).context["page_obj"].object_list)
    post = {"bulk": "leave", "row": [row.pk for row in rows]}
    assert client.post(at("members"), post).status_code == 200
    response = client.post(at("members"), post | {"confirm": 1, "to_unit": cast.sibling.pk}, follow=True)
    assert "已发起 2 件，等待云岭理工学院工会确认" in response.content.decode()
    assert Transfer.objects.open().count() == 2
    client.force_login(cast.sibling_officer)
    ticked = {"bulk": "accept", "row": [row.pk for row in Transfer.objects.all()], "confirm": 1}
    assert "已同意 2 件" in client.post(at("arriving"), ticked, follow=True).content.decode()
    assert set(Person.objects.filter(pk__in=[cast.zhang.pk, cast.li.pk]).values_list("home", flat=True)) == {
        cast.sibling.pk
    }


def test_the_union_many_go_to_is_searched_for_and_kept_when_something_else_is_wrong(cast, ends, client):
    client.force_login(cast.college_officer)
    rows = list(client.get(at("members")).context["page_obj"].object_list)
    post = {"bulk": "leave", "row": [row.pk for row in rows]}
    asked = client.post(at("members"), post).content.decode()
    assert "data-picker" in asked and cast.sibling.name not in asked
    pick = {"bulk": "leave", "pick": "to_unit", "pq": "理工"}
    assert f'data-pick="{cast.sibling.pk}"' in client.get(at("members"), pick).content.decode()
    assert "学院" not in client.get(at("members"), pick | {"pick": "parked_at"}).content.decode()
    wrong = {"confirm": 1, "to_unit": cast.sibling.pk, "employer": "晨光培训学校"}
    shown = client.post(at("members"), post | wrong).content.decode()
    assert "请清空其中一处" in shown and f'value="{cast.sibling.pk}" data-value' in shown
    assert "不用接转" in client.post(at("members"), post | {"confirm": 1, "to_unit": cast.college.pk}).content.decode()
    assert "请选择转入工会" in client.post(at("members"), post | {"confirm": 1}).content.decode()
    assert not Transfer.objects.exists()


def test_the_answer_on_the_page(cast, ends, client):
    transfer = ends.start()
    client.force_login(cast.college_officer)
    text = client.post(at("accept", transfer.pk), follow=True).content.decode()
    assert "已同意，等待云岭理工学院工会确认" in text
    client.force_login(cast.sibling_officer)
    assert client.post(at("refuse", transfer.pk), {"note": ""}).status_code == 422
    client.post(at("refuse", transfer.pk), {"note": "本人没有到岗"})
    assert Transfer.objects.get().state == State.REFUSED


@pytest.mark.parametrize(("value", "count"), [("mine", 1), ("late", 0), ("empty", 0)])
def test_the_desk_is_a_filter(cast, ends, client, value, count):
    ends.start()
    ends.start(cast.li, start="old")
    client.force_login(cast.college_officer)
    import time_machine

    with time_machine.travel(cast.now, tick=False):
        assert client.get(at("leaving"), {"desk": value}).context["total"] == count


def test_a_list_exports(cast, ends, client):
    ends.start()
    client.force_login(cast.college_officer)
    sheet = b"".join(client.get(at("leaving"), {"export": "csv"})).decode("utf-8-sig")
    assert "张知远" in sheet and cast.zhang.id_number.reveal() not in sheet


def test_the_person_s_page_tells_of_it(cast, ends, client):
    ends.start()
    client.force_login(cast.college_officer)
    assert "会籍接转" in client.get(reverse("people:person", args=[cast.zhang.pk])).content.decode()


def test_the_bell_rings_for_whoever_sits_at_the_desk(cast, ends):
    from zhijia.areas.organising.transfers.menu import desks

    transfer = ends.start()
    assert [todo.url for todo in desks(cast.college_officer)] == [transfer.get_absolute_url()]
    assert not list(desks(cast.branch_chair)) and not list(desks(cast.sibling_officer))
    actions.accept(transfer=transfer, by=cast.college_officer, at=cast.now)
    assert list(desks(cast.sibling_officer)) and not list(desks(cast.college_officer))
