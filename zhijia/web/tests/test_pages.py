"""The page classes, over real rows of real users."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.web import shell
from zhijia.web.middleware import WroteOnGet
from zhijia.web.models import SavedView

from .pages import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("zhijia.web.tests.pages")]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_user(cast):
    def login(user):
        client = Client()
        client.force_login(user)
        return client

    return login


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.province_officer)


def text(response):
    return response.content.decode()


def codes(response):
    return re.findall(r'data-row="(\d+)"', text(response))


def pks(*units):
    return [str(unit.pk) for unit in units]


# Lists


def test_a_list_shows_what_lies_within_reach_and_nothing_else(cast, as_user):
    assert codes(as_user(cast.college_officer).get("/t/")) == pks(cast.college, cast.branch)
    assert codes(as_user(cast.sibling_officer).get("/t/")) == pks(cast.sibling)
    assert codes(as_user(cast.member_user).get("/t/")) == []


def test_a_visitor_is_led_to_the_login(db):
    response = Client().get("/t/?q=x")
    assert response.status_code == 302 and "next=/t/%3Fq%3Dx" in response["Location"]


def test_the_fragment_is_a_part_of_the_page(officer):
    page, fragment = text(officer.get("/t/?q=YL")), text(officer.get("/t/?q=YL", **HTMX))
    strip = lambda html: re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html).strip()  # noqa: E731
    assert fragment.lstrip().startswith('<div id="zj-table"')
    assert strip(fragment) in strip(page)
    assert officer.get("/t/")["Vary"].count("HX-Request") == 1


def test_a_list_costs_the_same_for_any_number_of_rows(cast, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        officer.get("/t/?q=YL-LG")
    with CaptureQueriesContext(connection) as many:
        officer.get("/t/?q=YL")
    assert len(one) == len(many) <= 9


def test_filters_become_pills_that_can_be_taken_off(cast, officer):
    html = text(officer.get("/t/?kind=branch&sort=-name&unknown=1", **HTMX))
    assert "类别：分工会" in html
    assert 'href="?sort=-name"' in html and "unknown" not in html
    assert codes(officer.get("/t/?kind=branch")) == pks(cast.branch)


def test_one_filter_does_not_forget_another(cast, officer):
    """The form of the pills carries what was chosen by a link."""
    form = text(officer.get("/t/?kind=branch&size=50&q=会计", **HTMX)).split("<form")[1].split("</form>")[0]
    assert '<input type="hidden" name="kind" value="branch">' in form
    assert '<input type="hidden" name="size" value="50">' in form and 'name="q"' not in form


def test_nonsense_in_the_address_shows_the_list_all_the_same(cast, officer):
    everything = codes(officer.get("/t/"))
    for nonsense in (
        "kind=nix",
        "sort=password",
        "page=zzz",
        "page=-4",
        "size=9999999",
        "cols=nix",
        "founded_on_from=31.13.",
        "superior=999999",
        "view=abc",
    ):
        response = officer.get(f"/t/?{nonsense}")
        assert response.status_code == 200 and codes(response) == everything, nonsense


def test_search_finds_by_every_word(cast, officer):
    assert codes(officer.get("/t/?q=云岭 财经")) == pks(cast.college)
    assert codes(officer.get("/t/?q=%25")) == []
    assert "没有符合条件的记录" in text(officer.get("/t/?q=%25"))


def test_sorting_goes_both_ways_and_says_so(cast, officer):
    up, down = officer.get("/t/?sort=name"), officer.get("/t/?sort=-name")
    assert codes(up) == codes(down)[::-1]
    assert 'aria-sort="ascending"' in text(up) and 'aria-sort="descending"' in text(down)


def test_totals_count_all_pages(cast, officer):
    Unit.objects.update(headcount=10)
    html = text(officer.get("/t/"))
    assert ">40</td>" in html and "合计" in html


def test_a_pill_over_rows_offers_only_what_the_user_sees(cast, as_user):
    html = text(as_user(cast.college_officer).get("/t/?pill=superior", **HTMX))
    assert "云岭财经职业学院" in html and "云岭理工学院" not in html and "教科文卫体" not in html
    assert as_user(cast.college_officer).get("/t/?pill=nix").status_code == 404


def test_a_choice_outside_reach_is_not_accepted(cast, as_user):
    shown = codes(as_user(cast.college_officer).get(f"/t/?superior={cast.province.pk}"))
    assert shown == pks(cast.college, cast.branch)  # as if it had not been asked


def test_the_unit_switcher_narrows_lists_and_only_within_reach(cast, as_user):
    client = as_user(cast.college_officer)
    client.post("/unit/", {"switch_to": cast.branch.pk, "next": "/t/"})
    assert codes(client.get("/t/")) == pks(cast.branch)
    client.post("/unit/", {"switch_to": cast.sibling.pk})
    assert codes(client.get("/t/")) == pks(cast.college, cast.branch)


def test_links_and_bulk_buttons_follow_the_abilities(cast, as_user):
    seen = text(as_user(cast.province_officer).get("/t/"))
    assert "新建" in seen and "批量撤销" in seen and ">参数<" not in seen and "批量支付" not in seen
    audit = text(as_user(cast.auditor).get("/t/"))
    assert "新建" not in audit and "批量撤销" not in audit


def test_views_are_saved_used_and_dropped(cast, officer, as_user):
    officer.post("/t/?kind=branch&cols=name&cols=code", {"view_do": "save", "name": "分工会", "is_default": "1"})
    view = SavedView.objects.get()
    assert (view.query, view.columns, view.page) == ("kind=branch", "code name", "t:list")
    plain = officer.get("/t/")
    assert codes(plain) == pks(cast.branch) and "职工人数</" not in text(plain).split("<tbody>")[0].split("<thead>")[1]
    assert len(codes(officer.get("/t/?view=0"))) == 4
    assert "分工会" not in text(as_user(cast.college_officer).get("/t/?view=0")).split("zj-bar")[0].split("<main")[1]
    officer.post(f"/t/?view={view.pk}", {"view_do": "drop", "view_pk": view.pk})
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_nobody_drops_anothers(cast, officer, as_user):
    officer.post("/t/", {"view_do": "save", "name": " "})
    assert not SavedView.objects.exists()
    officer.post("/t/?kind=branch", {"view_do": "save", "name": "分工会"})
    as_user(cast.college_officer).post("/t/", {"view_do": "drop", "view_pk": SavedView.objects.get().pk})
    assert SavedView.objects.count() == 1


def test_an_export_is_what_the_filter_shows(cast, officer):
    response = officer.get("/t/?kind=branch&export=csv&cols=code&cols=name")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").split("\r\n")
    assert lines == ["编码,名称", "YL-CJ-01,会计学院分工会", ""]
    assert "%E5%8D%95%E4%BD%8D" in response["Content-Disposition"]


def test_an_export_needs_its_ability(cast, as_user):
    client = as_user(cast.branch_chair)
    assert client.get("/t/?export=csv").status_code == 403
    assert "导出为" not in text(client.get("/t/"))


def test_a_print_holds_all_pages(cast, officer):
    found = [Unit(code=f"X{n}", name=f"第{n}小组", kind="group", path=f"{cast.branch.path}{n:04d}") for n in range(30)]
    Unit.objects.bulk_create(found)
    assert len(codes(officer.get("/t/"))) == 25 and len(codes(officer.get("/t/?print=1"))) == 34
    assert len(codes(officer.get("/t/?page=2"))) == 9


# Many rows at once


def test_a_bulk_action_first_says_what_will_happen(cast, officer):
    html = text(officer.post("/t/", {"bulk": "close", "row": pks(cast.branch, cast.college)}))
    assert "将办理 1 条，另有 1 条不能办理" in html and "只有分工会可以撤销" in html
    assert Unit.objects.exclude(short_name="").count() == 0


def test_a_bulk_action_does_what_it_can_and_says_what_not(cast, officer):
    html = text(
        officer.post("/t/", {"bulk": "why", "row": pks(cast.branch, cast.college), "confirm": "1", "why": "年检"})
    )
    assert "已办理 1 条，跳过 1 条" in html and "会计学院分工会还有未办结的事项" in html
    cast.college.refresh_from_db()
    assert cast.college.short_name == "年检"


def test_a_bulk_form_is_asked_again_when_incomplete(cast, officer):
    html = text(officer.post("/t/", {"bulk": "why", "row": pks(cast.college), "confirm": "1"}))
    assert "请填写理由" in html


def test_a_bulk_form_has_search_boxes_and_answers_them_within_reach(cast, officer, as_user):
    rows = [Unit(code=f"X{n}", name=f"第{n}小组", kind="group", path=f"{cast.branch.path}{n:04d}") for n in range(60)]
    Unit.objects.bulk_create(rows)
    assert "data-picker" in text(officer.post("/t/", {"bulk": "beside", "row": pks(cast.college)}))
    asked = "/t/?pick=unit&bulk=beside&pq="
    assert "第59小组" in text(officer.get(f"{asked}第59", **HTMX))
    assert "理工" in text(officer.get(f"{asked}理工", **HTMX))
    assert "云岭理工学院" not in text(as_user(cast.college_officer).get(f"{asked}理工", **HTMX))
    for nothing in ("pick=unit", "pick=unit&bulk=close", "pick=unit&bulk=pay", "pick=why&bulk=why"):
        assert officer.get(f"/t/?{nothing}").status_code == 404


def test_a_refusal_of_the_whole_batch_stands_beside_the_field_and_what_was_chosen_stays(cast, officer):
    sent = {"bulk": "beside", "row": pks(cast.college), "confirm": "1", "unit": cast.sibling.pk}
    response = officer.post("/t/", sent)
    assert response.context["form"].errors["unit"] == ["“云岭理工学院工会”不能接收"]
    assert f'<option value="{cast.sibling.pk}" selected>' in text(response)


def test_rows_out_of_reach_cannot_be_ticked(cast, as_user):
    client = as_user(cast.college_officer)
    assert client.post("/t/", {"bulk": "why", "row": pks(cast.sibling), "confirm": "1", "why": "x"}).status_code == 302
    cast.sibling.refresh_from_db()
    assert cast.sibling.short_name == ""
    assert client.post("/t/", {"bulk": "pay", "row": pks(cast.college)}).status_code == 404
    assert client.post("/t/", {"bulk": "nix", "row": pks(cast.college)}).status_code == 404


def test_everything_the_filter_shows_can_be_taken(cast, officer):
    html = text(officer.post("/t/?kind=branch", {"bulk": "close", "every": "1"}))
    assert "将办理 1 条" in html and "另有" not in html


# One row


def test_a_detail_says_whose_turn_it_is_and_why_not(cast, officer):
    html = text(officer.get(f"/t/{cast.branch.pk}/"))
    assert "YL-CJ-01" in html and "公示中" in html and "已逾期，应于" in html and "省工会" in html
    assert 'aria-disabled="true" aria-describedby="zj-why-3"' in html and "公示期未满" in html
    assert f'<form method="post" action="/t/{cast.branch.pk}/close/">' in html and 'data-confirm="确定撤销吗？"' in html
    assert f'href="/t/{cast.branch.pk}/edit/"' in html
    assert "为什么是这个数" in html and "1,000.00" in html and "《办法》第八条" in html
    assert 'aria-current="step"' in html and "2015-01-01" in html


@pytest.mark.parametrize("address", ["/t/{}/", "/t/{}/edit/"])
def test_a_row_out_of_reach_does_not_exist(cast, as_user, address):
    response = as_user(cast.sibling_officer).get(address.format(cast.college.pk))
    assert response.status_code == 404 and "没有找到" in text(response)


def test_an_action_runs_once_within_reach_and_by_post(cast, as_user, officer):
    address = f"/t/{cast.college.pk}/close/"
    assert as_user(cast.sibling_officer).post(address).status_code == 404
    assert officer.get(address).status_code == 405
    response = officer.post(address, follow=True)
    assert "已撤销" in text(response) and response.redirect_chain[0][0] == f"/t/{cast.college.pk}/"


def test_a_refused_action_says_why(cast, officer):
    html = text(officer.post(f"/t/{cast.branch.pk}/close/", {"next": "/t/"}, follow=True))
    assert "会计学院分工会还有未办结的事项" in html and "zj-message-error" in html


def test_nobody_is_sent_to_another_site(cast, officer):
    response = officer.post(f"/t/{cast.college.pk}/close/", {"next": "https://evil.example/"})
    assert response["Location"] == f"/t/{cast.college.pk}/"


# Forms


def test_a_form_keeps_what_was_typed_and_shows_errors_twice(cast, officer):
    response = officer.post("/t/new/", {"name": "新分工会", "fee": "三百"})
    html = text(response)
    assert response.status_code == 422
    assert 'value="新分工会"' in html and 'value="三百"' in html
    assert html.count("请以元为单位写完整的数字") >= 2 and 'href="#id_fee"' in html


def test_a_refusal_of_the_action_stands_beside_its_field(officer):
    response = officer.post("/t/new/", {"name": "坏"})
    form = response.context["form"]
    assert form.errors["name"] == ["名称与批复不符"] and form.non_field_errors() == ["今年已经建过"]
    assert 'value="坏"' in text(response)


def test_a_select_offers_and_accepts_only_what_its_user_may_edit(cast, as_user):
    client = as_user(cast.college_officer)
    assert "云岭理工学院" not in text(client.get("/t/new/"))
    response = client.post("/t/new/", {"name": "新", "superior": cast.sibling.pk})
    assert response.status_code == 422 and "superior" in response.context["form"].errors


def test_a_select_over_many_rows_becomes_a_search_box(cast, officer, as_user):
    rows = [Unit(code=f"X{n}", name=f"第{n}小组", kind="group", path=f"{cast.branch.path}{n:04d}") for n in range(60)]
    Unit.objects.bulk_create(rows)
    html = text(officer.get("/t/new/"))
    assert "data-picker" in html and "第59小组" not in html
    found = text(officer.get("/t/new/?pick=superior&pq=第59", **HTMX))
    assert "第59小组" in found and "第58小组" not in found
    assert "云岭理工学院" not in text(as_user(cast.college_officer).get("/t/new/?pick=superior&pq=理工", **HTMX))
    assert officer.get("/t/new/?pick=name").status_code == 404
    kept = officer.post("/t/new/", {"name": "", "superior": Unit.objects.get(code="X7").pk})
    assert 'value="第7小组"' in text(kept)


def test_a_form_on_a_row_starts_with_the_row_and_obeys_the_verdict(cast, officer):
    assert 'value="会计学院分工会"' in text(officer.get(f"/t/{cast.branch.pk}/edit/"))
    refused = officer.get(f"/t/{cast.province.pk}/edit/")
    assert refused.status_code == 403 and "省级单位不能在这里改" in text(refused)
    response = officer.post(f"/t/{cast.branch.pk}/edit/", {"name": "会计分工会", "superior": cast.college.pk})
    assert response["Location"] == f"/t/{cast.branch.pk}/"


def test_who_holds_the_ability_nowhere_is_told_so(cast, as_user):
    for user, address in (
        (cast.auditor, "/t/new/"),
        (cast.college_officer, "/t/managers/"),
        (cast.member_user, "/t/new/"),
    ):
        response = as_user(user).get(address)
        assert response.status_code == 403 and "没有办理这项业务的权限" in text(response)
    assert as_user(cast.manager).get("/t/managers/").status_code == 200


# The frame


def test_the_start_leads_staff_and_members_to_their_places(cast, as_user):
    assert as_user(cast.college_officer).get("/")["Location"] == "/home/"
    assert as_user(cast.manager).get("/")["Location"] == "/home/"
    assert as_user(cast.member_user).get("/")["Location"] == "/me/"


@pytest.mark.parametrize("name", ["home", "me", "todos", "search", "bell", "units"])
def test_the_pages_of_the_frame_answer_everybody_signed_in(cast, as_user, name):
    for user in (cast.college_officer, cast.member_user, cast.manager):
        assert as_user(user).get(reverse(f"web:{name}")).status_code == 200


def test_home_shows_what_is_due_first(cast, as_user, monkeypatch):
    from datetime import date

    due = shell.Sources()
    due(
        lambda user: [
            shell.Todo("后办的", "/b/", date(2099, 1, 1)),
            shell.Todo("先办的", "/a/", date(2020, 1, 1)),
            shell.Todo("没期限的", "/c/"),
        ]
    )
    monkeypatch.setattr(shell, "bell", due)
    html = text(as_user(cast.college_officer).get("/home/"))
    assert html.index("先办的") < html.index("后办的") < html.index("没期限的")
    assert "已逾期" in html
    assert text(as_user(cast.college_officer).get("/todos/count/")).strip() == "3"


def test_search_asks_the_sources_and_the_menu(cast, as_user, monkeypatch):
    found = shell.Sources()
    found("人员", ability="view")(
        lambda user, words, limit: [shell.Hit(f"{words}知远", "/p/1/", "会计学院分工会", "user")]
    )
    monkeypatch.setattr(shell, "search_sources", found)
    assert "张知远" in text(as_user(cast.college_officer).get("/search/?q=张", **HTMX))
    assert "张知远" not in text(as_user(cast.member_user).get("/search/?q=张", **HTMX))


def test_the_unit_search_stays_within_reach(cast, as_user):
    html = text(as_user(cast.college_officer).get("/units/?q=云岭"))
    assert "云岭财经职业学院" in html and "理工" not in html


def test_the_look_is_kept_even_before_signing_in(db):
    client = Client()
    client.post("/look/", {"theme": "dark", "care": "1", "next": "/accounts/login/"})
    html = text(client.get("/accounts/login/"))
    assert 'data-bs-theme="dark"' in html and "data-care" in html
    client.post("/look/", {"theme": "nix", "care": "9"})
    assert client.cookies["zj_theme"].value == "dark"


def test_login_speaks_of_names_and_phones_in_our_frame(db):
    html = text(Client().get("/accounts/login/"))
    assert "用户名或手机号" in html and "zj-form" in html
    again = text(Client().post("/accounts/login/", {"login": "x", "password": "y"}))
    assert "用户名或手机号" in again and "zj-summary" in again


def test_pages_carry_nothing_the_strict_policy_forbids(cast, officer):
    for address in ("/t/", f"/t/{cast.branch.pk}/", "/t/new/", "/home/", "/me/", "/accounts/login/", "/accounts/2fa/"):
        html = text(officer.get(address, follow=True))
        assert " style=" not in html and "onclick" not in html and "javascript:" not in html, address
        assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", html), address
        assert html.count("<h1") == 1 and 'lang="zh-Hans"' in html and 'href="#main"' in html, address


def test_a_get_that_writes_is_caught(officer, settings):
    settings.READONLY_GETS = True
    with pytest.raises(WroteOnGet):
        officer.get("/t/writes/")


def test_errors_speak_plainly(cast, officer):
    assert "不在您的权限范围内" in text(officer.get("/nix/"))
    assert "没有找到" in text(Client().get("/nix/"))
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/look/", {"theme": "dark"}).status_code == 403
