"""The roster and the page of a person."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.base.identity import synthetic_id
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Person

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed

ROSTER = "people:roster"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.college_officer)
    return client


def text_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def enrol(cast, n, **more):
    more.setdefault("id_number", synthetic_id(date(1990, 1, 1 + n), 100 + n))
    return actions.register_member(name=f"试员{n}", unit=cast.branch, joined_on=date(2024, 9, 1), **more)


def test_the_roster_costs_the_same_for_one_and_many(officer, cast):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = text_of(officer, ROSTER, q="试员")
        return len(queries), page.count("data-row=")

    enrol(cast, 0)
    few, rows = cost()
    assert rows == 1
    for n in range(1, 4):
        enrol(cast, n)
    assert cost() == (few, 4)


def test_the_roster_shows_the_subtree_and_no_secret(officer, cast):
    page = text_of(officer, ROSTER)
    assert "张知远" in page
    assert "钱邻" not in page
    number = cast.zhang.id_number.reveal()
    assert number not in page
    assert f"{'*' * 14}{number[-4:]}" in page


@pytest.mark.parametrize("how", ["name", "initials", "number", "phone", "staff_no"])
def test_a_person_is_found_by(officer, cast, how):
    person = enrol(cast, 1, phone="13800138001", staff_no="B77")
    text = {
        "name": "试员1",
        "initials": "sy",
        "number": person.id_number.reveal(),
        "phone": "138 0013 8001",
        "staff_no": "B77",
    }[how]
    page = text_of(officer, ROSTER, q=text)
    assert page.count("data-row=") == 1
    assert person.get_absolute_url() in page


def test_a_whole_number_of_next_door_finds_nothing(officer, cast):
    assert text_of(officer, ROSTER, q=cast.qian.id_number.reveal()).count("data-row=") == 0


def test_filters_say_who(officer, cast):
    gone = enrol(cast, 1)
    actions.retain(membership=gone.memberships.get(), reason="retired", on=cast.today)
    assert text_of(officer, ROSTER, state="retained").count("data-row=") == 1
    assert "试员1" not in text_of(officer, ROSTER, state="active")
    assert "李念" not in text_of(officer, ROSTER, unit=cast.branch.pk)
    assert text_of(officer, ROSTER, kind="dispatched").count("data-row=") == 0
    assert "李念" in text_of(officer, ROSTER, joined_on_from="2016-01-01", joined_on_to="2016-12-31")
    assert text_of(officer, ROSTER, state="none").count("data-row=") == 0


def test_the_page_of_a_person_masks_and_next_door_gets_nothing(officer, cast):
    page = text_of(officer, "people:person", cast.zhang.pk)
    number = cast.zhang.id_number.reveal()
    assert number not in page
    assert f"{number[:3]}***********{number[-4:]}" in page
    verbs = ["person", "edit", "admit", "transfer", "move", "retain", "resume", "end", "withdraw", "lapse"]
    verbs += ["expel", "deceased", "open-account"]
    for name in verbs:
        assert officer.get(reverse(f"people:{name}", args=[cast.qian.pk])).status_code == 404
    assert officer.get(reverse("people:reveal", args=[cast.qian.pk, "id_number"])).status_code == 404


def test_a_secret_is_shown_once_after_a_reason(officer, cast):
    address = reverse("people:reveal", args=[cast.zhang.pk, "id_number"])
    number = cast.zhang.id_number.reveal()
    assert number not in officer.get(address).content.decode()
    assert officer.post(address, {"reason": "看"}).status_code == 422
    shown = officer.post(address, {"reason": "办理住院补助，核对身份"})
    assert number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Entry.objects.filter(verb="reveal", by=cast.college_officer).count() == 1
    assert number not in officer.get(address).content.decode()
    assert officer.get(reverse("people:reveal", args=[cast.zhang.pk, "home_path"])).status_code == 404


def test_a_branch_chair_sees_no_way_to_secrets(client, cast):
    client.force_login(cast.branch_chair)
    assert "reveal" not in text_of(client, "people:person", cast.zhang.pk)
    assert client.get(reverse("people:reveal", args=[cast.zhang.pk, "id_number"])).status_code == 403


def test_a_clerk_registers_corrects_transfers_and_ends(officer, cast):
    number = synthetic_id(date(1991, 2, 3), 12)
    typed = {
        "name": "柏青",
        "id_number": f" {number} ",
        "phone": "13800138012",
        "unit": cast.branch.pk,
        "joined_on": "2026-03-01",
        "kind": "established",
        "staff_no": "C12",
    }
    answer = officer.post(reverse("people:register"), typed)
    person = Person.objects.with_id_number(number).get()
    assert answer.url == person.get_absolute_url()
    change = {"name": "柏青", "education": "硕士", "kind": "dispatched", "position": "教师"}
    assert officer.post(reverse("people:edit", args=[person.pk]), change).status_code == 302

    def post(name, **typed):
        return officer.post(reverse(f"people:{name}", args=[person.pk]), typed)

    assert post("move", unit=cast.college.pk, on="2026-03-05").status_code == 302
    assert post("open-account", username="baiqing", password="Start-2026-x").status_code == 302
    assert post("retain", reason="retired", on="2026-03-06", leaves_work="on").status_code == 302
    assert post("resume", unit=cast.branch.pk, on="2026-03-07").status_code == 302
    assert post("withdraw", on="2026-03-09", reason="本人书面申请").status_code == 302
    assert officer.get(reverse("people:withdraw", args=[person.pk])).status_code == 403
    assert post("admit", entry="joined", unit=cast.branch.pk, on="2026-03-10").status_code == 302
    page = text_of(officer, "people:person", person.pk)
    for word in ("硕士", "劳务派遣", "已退会", "在籍", "已调整", "退休", "恢复会籍", "本人书面申请"):
        assert word in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id_number": "53010219900101123"}, "身份证号应为18位，现在是17位"),
        ({"id_number": "zhang"}, "该身份证号已登记为“张知远”"),
        ({"phone": "123"}, "手机号应为11位"),
        ({"born_on": "1991-02-04"}, "出生日期与身份证号里的1991-02-03不一致"),
        ({"unit": "sibling"}, "选择一个有效"),
    ],
)
def test_each_mistake_gets_its_sentence_and_loses_nothing(officer, cast, change, sentence):
    typed = {
        "name": "柏青",
        "id_number": synthetic_id(date(1991, 2, 3), 12),
        "unit": cast.branch.pk,
        "joined_on": "2026-03-01",
        "kind": "established",
    } | change
    if typed["id_number"] == "zhang":
        typed["id_number"] = cast.zhang.id_number.reveal()
    if typed["unit"] == "sibling":
        typed["unit"] = cast.sibling.pk
    page = officer.post(reverse("people:register"), typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="柏青"' in page.content.decode()
    assert not Person.objects.filter(name="柏青").exists()


def test_a_member_sees_their_own_page_and_no_other(client, cast):
    client.force_login(cast.member_user)
    page = text_of(client, "people:mine")
    assert "张知远" in page
    assert "会计学院分工会" in page
    assert cast.zhang.id_number.reveal() not in page
    assert client.get(reverse("people:person", args=[cast.li.pk])).status_code == 404
    assert client.get(reverse("people:register")).status_code == 403
    assert "data-row=" not in text_of(client, ROSTER) or "李念" not in text_of(client, ROSTER)


@pytest.mark.parametrize(("kept", "word"), [(True, "保留会籍"), (False, "已退会")])
def test_whoever_is_no_full_member_reads_how_it_stands_on_their_own_pages(client, cast, kept, word):
    held = cast.zhang.memberships.get()
    if kept:
        actions.retain(membership=held, reason="retired", on=cast.today)
    else:
        actions.end_membership(membership=held, state="withdrawn", on=cast.today, reason="本人申请")
    client.force_login(cast.member_user)
    page = text_of(client, "web:me")
    assert f'zj-quiet">{word}' in page and "2016-09-01" in page and "还没有与会员档案对应" not in page
    assert ("终止日期" in page) is not kept
    assert reverse("web:me") in text_of(client, "people:mine")


def test_an_end_that_cannot_be_undone_is_asked_about_and_never_green(officer, cast):
    address = reverse("people:deceased", args=[cast.zhang.pk])
    assert "data-confirm" in officer.get(address).content.decode()
    actions.end_membership(membership=cast.zhang.memberships.get(), state="deceased", on=cast.today)
    for page in (text_of(officer, ROSTER), officer.get(cast.zhang.get_absolute_url()).content.decode()):
        assert 'zj-quiet">已故' in page
    assert reverse(ROSTER) in officer.get(cast.zhang.get_absolute_url()).content.decode()


def test_an_account_without_a_person_is_told_so(client, cast):
    client.force_login(cast.auditor)
    assert "还没有与花名册关联" in text_of(client, "people:mine")


def test_an_export_holds_the_mask_only(officer, cast):
    answer = officer.get(reverse(ROSTER), {"export": "csv"})
    body = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "张知远" in body
    assert cast.zhang.id_number.reveal() not in body


DAY = "2026-03-10"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("retain", {"on": "2026-03-09"}, "请选择原因"),
        ("retain", {"reason": "retired", "on": "2036-03-11"}, "日期不能晚于今天"),
        ("retain", {"reason": "retired", "on": "2016-08-31"}, "不能早于本段会籍的起始日期2016-09-01"),
        ("withdraw", {"on": DAY}, "请填写依据"),
        ("transfer", {"unit": "college", "on": DAY}, "同属一个工会，请办理内部调整"),
        ("transfer", {"unit": "sibling", "on": DAY}, "选择一个有效"),
        ("move", {"unit": "branch", "on": DAY}, "选择一个有效"),
    ],
)
def test_a_membership_is_not_changed_by_a_mistake(officer, cast, name, typed, sentence):
    if "unit" in typed:
        typed = typed | {"unit": getattr(cast, typed["unit"]).pk}
    page = officer.post(reverse(f"people:{name}", args=[cast.zhang.pk]), typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert cast.zhang.memberships.get().state == "active"


@pytest.mark.parametrize("name", ["admit", "resume"])
def test_what_the_state_does_not_allow_is_said(officer, cast, name):
    page = officer.get(reverse(f"people:{name}", args=[cast.zhang.pk]))
    assert page.status_code == 403
    assert "在籍会员" in page.content.decode()


def test_the_ways_to_end_a_membership_stand_with_their_clauses(officer, cast):
    page = text_of(officer, "people:end", cast.zhang.pk)
    for word in ("退会自由", "连续六个月", "报上一级工会备案", "去世"):
        assert word in page
    actions.retain(membership=cast.zhang.memberships.get(), reason="retired", on=cast.today)
    assert "不按自动退会处理" in text_of(officer, "people:end", cast.zhang.pk)


def test_the_history_calls_units_as_they_were_called(officer, cast):
    from zhijia.kernels.org.actions import rename_unit

    rename_unit(unit=cast.branch, name="会计金融学院分工会", on=date(2026, 2, 1), by=cast.manager)
    actions.move_within(person=cast.zhang, unit=cast.college, on=date(2026, 3, 1), reason="机构调整")
    page = text_of(officer, "people:person", cast.zhang.pk)
    assert "入会 · 会计学院分工会" in page
    assert "内部调整 · 云岭财经职业学院工会" in page
    assert "机构调整" in page


def test_retained_members_are_a_filter(officer, cast):
    actions.retain(membership=cast.zhang.memberships.get(), reason="retired", on=date(2026, 3, 1))
    assert text_of(officer, ROSTER, state="retained").count("data-row=") == 1
    assert "张知远" not in text_of(officer, ROSTER, state="active")


def staff(cast, n, unit=None):
    number = synthetic_id(date(1991, 1, 1 + n), 300 + n)
    return actions.register_staff(
        name=f"未员{n}", unit=unit or cast.branch, from_on=date(2025, 9, 1), id_number=number, staff_no=f"W{n}"
    )


def test_staff_who_have_not_joined_are_listed_and_next_door_sees_none(officer, client, cast):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = text_of(officer, "people:staff", q="wy")
        return len(queries), page.count("data-row=")

    someone = staff(cast, 0)
    few, rows = cost()
    assert rows == 1
    staff(cast, 1)
    staff(cast, 2)
    assert cost() == (few, 3)
    actions.admit(person=someone, unit=cast.branch, on=cast.today)
    assert cost()[1] == 2
    assert "张知远" not in text_of(officer, "people:staff")
    client.force_login(cast.sibling_officer)
    assert "data-row=" not in text_of(client, "people:staff")


def test_a_colleague_is_registered_without_membership(officer, cast):
    typed = {"name": "柏青", "unit": cast.branch.pk, "from_on": "2026-03-01", "kind": "care_worker"}
    assert officer.post(reverse("people:register-staff"), typed | {"from_on": "2046-03-01"}).status_code == 422
    assert officer.post(reverse("people:register-staff"), typed).status_code == 302
    person = Person.objects.get(name="柏青")
    assert not person.memberships.exists()
    assert person.employments.get().kind == "care_worker"


def test_coverage_is_joined_of_those_who_work_there(officer, client, cast):
    staff(cast, 1)
    staff(cast, 2)
    page = text_of(officer, "people:coverage")
    assert "50.0" in page
    assert "云岭理工学院工会" not in page
    with CaptureQueriesContext(connection) as one:
        text_of(officer, "people:coverage")
    client.force_login(cast.province_officer)
    with CaptureQueriesContext(connection) as two:
        assert text_of(client, "people:coverage").count("data-row=") == 2
    assert len(two) <= len(one) + 1


def test_a_manager_merges_and_splits_units(client, cast):
    client.force_login(cast.manager)
    split = {"code": "", "name": "云岭会计学院工会", "kind": "college", "on": DAY, "document_no": "3号"}
    address = reverse("people:unit-split", args=[cast.college.pk])
    assert "请选择划转的下级单位" in client.post(address, split).content.decode()
    assert "这些工号不在" in client.post(address, split | {"numbers": "X1\nX2"}).content.decode()
    alone = client.post(reverse("people:unit-split", args=[cast.sibling.pk]), split)
    assert list(alone.context["form"].errors) == ["numbers"] and "划转的下级单位" not in alone.content.decode()
    taken = client.post(address, split | {"units": [cast.branch.pk], "code": "YL-LG"})
    assert taken.context["form"].errors["code"] == ["单位编码“YL-LG”已被使用，请换一个"]
    answer = client.post(address, split | {"units": [cast.branch.pk]})
    new = cast.branch.__class__.objects.get(name="云岭会计学院工会")
    assert new.code == "YL-01"
    assert answer.url == new.get_absolute_url()
    merge = {"into": new.pk, "on": DAY, "document_no": "4号"}
    assert client.post(reverse("people:unit-merge", args=[cast.college.pk]), merge).status_code == 302
    assert cast.li.memberships.active().get().unit == new
    client.force_login(cast.college_officer)
    assert client.get(reverse("people:unit-merge", args=[new.pk])).status_code in (403, 404)
