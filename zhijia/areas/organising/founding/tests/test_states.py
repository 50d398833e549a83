"""What a page says in each state: why something came back, what comes next, what is over; nothing to guess."""

from datetime import timedelta

import pytest
from django.urls import reverse

from zhijia.areas.organising.founding import actions
from zhijia.areas.organising.founding.models import OrgChange

from .conftest import number_of


def page(client, row):
    return client.get(row.get_absolute_url()).content.decode()


@pytest.fixture
def change(cast):
    """A request of the college for a later day."""

    def make(kind="rename", unit=None, **facts):
        facts = {"effective_on": cast.today + timedelta(days=9), "reason": "机构改革"} | facts
        if kind == "rename":
            facts.setdefault("new_name", "云岭财经大学工会")
        return actions.ask_change(unit=unit or cast.college, kind=kind, by=cast.college_officer, at=cast.now, **facts)

    return make


@pytest.fixture
def ruled(cast):
    def make(change, ruling, note=""):
        change = actions.submit_change(change=change, by=cast.college_officer, at=cast.now)
        return actions.rule_change(case=change.case, by=cast.province_chair, ruling=ruling, note=note, at=cast.now)

    return make


# --- a union on its way ---


def test_what_was_sent_back_says_why_until_it_is_handed_in_again(cast, client, begun):
    founding = actions.ask_founding(founding=begun(), by=cast.province_officer, at=cast.now)
    founding = actions.rule_founding(
        case=founding.case, by=cast.province_chair, ruling="return", note="请附筹备组名单", at=cast.now
    )
    client.force_login(cast.province_officer)
    assert "上级工会退回补充：请附筹备组名单" in page(client, founding)
    founding = actions.ask_founding(founding=founding, by=cast.province_officer, at=cast.now)
    assert "上级工会退回补充" not in page(client, founding)


def test_what_has_not_come_yet_does_not_stand_there_empty(cast, client, begun):
    client.force_login(cast.province_officer)
    founding = begun()
    shown = page(client, founding)
    assert not any(word in shown for word in ("终止原因", "成立批复", "建立的工会", "人已核对"))
    founding = actions.stop(founding=founding, reason="单位注销", by=cast.province_officer, at=cast.now)
    shown = page(client, founding)
    assert "单位注销" in shown and "人已核对" not in shown


def test_a_stopped_founding_can_be_taken_up_again(cast, client, begun):
    founding = actions.stop(founding=begun(), reason="暂缓", by=cast.province_officer, at=cast.now)
    client.force_login(cast.province_officer)
    address = f"/founding/new/?target={founding.parts.get().target_id}"
    assert address in page(client, founding)
    form = client.get(address).context["form"]
    assert form["unit"].value() == cast.province.pk and form["name"].value() == "云岭博雅中学工会"


def test_with_members_enough_the_next_step_is_the_congress(cast, client, peopled):
    client.force_login(cast.province_officer)
    for count, label in ((3, "入会二维码"), (30, "登记选举结果")):
        founding = peopled(count, name=f"{count}人工会", targets=[])
        acts = client.get(founding.get_absolute_url()).context["actions"]
        assert [str(act.label) for act in acts if act.primary] == [label]


def test_taking_a_founding_back_says_that_it_ends(cast, client, begun):
    founding = actions.ask_founding(founding=begun(), by=cast.province_officer, at=cast.now)
    client.force_login(cast.province_officer)
    assert "撤回后建会事项终止" in client.get(f"/flow/{founding.case.pk}/").content.decode()


def test_a_checked_roll_that_is_closed_offers_no_ticks(cast, client, elected):
    founding = elected()
    client.force_login(cast.province_officer)
    shown = client.get(f"/founding/{founding.pk}/applications/")
    assert not shown.context["bulk"] and "已核对 30 人，不再接收申请" in shown.content.decode()


def test_a_part_has_no_more_women_than_staff_and_an_area_is_six_digits(cast, client, begun):
    founding = begun()
    client.force_login(cast.province_officer)
    answer = client.post(f"/founding/{founding.pk}/parts/new/", {"name": "分校", "staff": 5, "women": 9})
    assert answer.status_code == 422 and "women" in answer.context["form"].errors
    empty = client.post(f"/founding/{founding.pk}/parts/new/", {})
    assert "请从摸排名单里选一个单位" in empty.content.decode()
    typed = {"name": founding.name, "kind": "school", "leader": "甲", "group_members": "乙、丙", "area_code": "53"}
    answer = client.post(f"/founding/{founding.pk}/edit/", typed)
    assert answer.status_code == 422 and "area_code" in answer.context["form"].errors


def test_a_branch_is_told_who_writes_units_down(cast, client):
    client.force_login(cast.branch_chair)
    for address in ("/founding/targets/new/", "/founding/new/"):
        assert "由所在的基层工会办理" in client.get(address).content.decode()


# --- the visitor with a telephone ---


def test_whoever_comes_late_reads_how_it_stands(cast, client, elected):
    founding = elected()
    door = f"/founding/join/{founding.token}/"
    assert "入会申请已经截止" in client.get(door).content.decode()
    typed = {"name": "张三", "phone": "13900001111", "kind": "non_established", "consent": "on"}
    count = founding.applications.count()
    assert "入会申请已经截止" in client.post(door, typed | {"id_number": number_of(99)}).content.decode()
    assert founding.applications.count() == count
    founding = actions.report_result(founding=founding, by=cast.province_officer, at=cast.now)
    given = {"by": cast.province_chair, "ruling": "approve", "at": cast.now}
    founding = actions.rule_founding(case=founding.result_case, **given)
    shown = client.get(door).content.decode()
    assert "工会已经成立" in shown and reverse("joining:start") in shown


def test_after_the_end_the_door_leads_to_the_letter(cast, client, joining):
    founding = actions.stop(founding=joining(), reason="单位注销", by=cast.province_officer, at=cast.now)
    shown = client.get(f"/founding/join/{founding.token}/").content.decode()
    assert "这次建会已经终止" in shown and "/founding/ask/" in shown and "单位注销" not in shown


def test_everything_wrong_on_the_telephone_is_said_at_once(client, joining):
    door = f"/founding/join/{joining().token}/"
    answer = client.post(door, {"id_number": "530102199003070017", "phone": "12"})
    assert set(answer.context["form"].errors) == {"name", "id_number", "phone", "kind", "consent"}
    summary = answer.content.decode().partition("zj-summary")[2].partition("</ul>")[0]
    assert "请先勾选同意，再提交" in summary and "我自愿加入" not in summary


def test_the_poster_prints_and_leads_back(cast, client, joining):
    founding = joining()
    client.force_login(cast.province_officer)
    shown = client.get(f"/founding/{founding.pk}/qr/").content.decode()
    assert f"/founding/{founding.pk}/qr/?print=1" in shown and f'href="{founding.get_absolute_url()}"' in shown
    assert shown.count(f'<p class="fs-2 mb-1">{founding.name}') == 1


def test_an_answered_letter_is_not_still_received(cast, client):
    ask = actions.send_ask(unit=cast.province, name="博雅", contact="甲", phone="13811110000", at=cast.now)
    assert "已经收到" in client.get(f"/founding/asked/{ask.token}/").content.decode()
    actions.answer_ask(ask=ask, state="refused", answer="已有工会覆盖", by=cast.province_officer, at=cast.now)
    shown = client.get(f"/founding/asked/{ask.token}/").content.decode()
    assert "已经答复" in shown and "已经收到" not in shown and "/founding/ask/" in shown


# --- a change of what stands ---


def test_a_draft_comes_to_nothing_and_what_was_handed_in_does_not(cast, client, change):
    draft = change()
    client.force_login(cast.college_officer)
    assert f"/founding/changes/{draft.pk}/drop/" in page(client, draft)
    client.post(f"/founding/changes/{draft.pk}/drop/")
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    handed = actions.submit_change(change=change(), by=cast.college_officer, at=cast.now)
    assert f"/founding/changes/{handed.pk}/drop/" not in page(client, handed)
    client.post(f"/founding/changes/{handed.pk}/drop/")
    handed.refresh_from_db()
    assert handed.state == "in_review"


def test_the_officer_next_door_drops_no_draft_of_ours(cast, client, change):
    draft = change()
    client.force_login(cast.sibling_officer)
    assert client.post(f"/founding/changes/{draft.pk}/drop/").status_code == 404


def test_a_split_first_asks_for_its_parts(cast, client, change):
    draft = change("split")
    client.force_login(cast.college_officer)
    shown = client.get(draft.get_absolute_url())
    acts = {str(act.label): act for act in shown.context["actions"]}
    assert not acts["提交上级工会"].allowed and acts["登记分立后的工会"].primary and "下载请示" not in acts
    assert "还没有登记分立后的工会" in shown.content.decode()


def test_what_came_to_nothing_is_asked_anew_with_what_was_written(cast, client, change, ruled):
    refused = ruled(change(reason="学院升格"), "reject", "材料不全")
    client.force_login(cast.college_officer)
    address = f"/founding/changes/new/rename/?unit={cast.college.pk}&amp;like={refused.pk}"
    assert address in page(client, refused)
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert (form["reason"].value(), form["new_name"].value()) == ("学院升格", "云岭财经大学工会")
    client.force_login(cast.sibling_officer)
    form = client.get(f"/founding/changes/new/rename/?like={refused.pk}").context["form"]
    assert not form["reason"].value()


def test_a_returned_change_says_why_and_asks_before_it_is_taken_back(cast, client, change, ruled):
    returned = ruled(change(), "return", "请附更名批文")
    client.force_login(cast.college_officer)
    shown = page(client, returned)
    assert "上级工会退回补充：请附更名批文" in shown and 'data-confirm="撤回后这件申请作废' in shown


def test_who_only_reads_is_not_shown_what_they_may_not_do(cast, client, change, ruled):
    scheduled = ruled(change(), "approve")
    for user, may in ((cast.college_officer, True), (cast.auditor, False)):
        client.force_login(user)
        labels = [str(act.label) for act in client.get(scheduled.get_absolute_url()).context["actions"]]
        assert ("不再办理" in labels) is may


def test_one_open_request_points_to_the_unit(cast, client, change):
    change()
    client.force_login(cast.college_officer)
    typed = {"unit": cast.college.pk, "new_name": "新", "effective_on": str(cast.today), "reason": "改"}
    answer = client.post("/founding/changes/new/rename/", typed)
    assert answer.status_code == 422 and "unit" in answer.context["form"].errors
    assert OrgChange.objects.count() == 1


def test_the_page_of_a_unit_shows_what_it_asked_and_where_to_ask(cast, client, change):
    address = f"/founding/changes/new/?unit={cast.college.pk}"
    open_one = change()
    for user, may in ((cast.college_officer, True), (cast.auditor, False)):
        client.force_login(user)
        shown = page(client, cast.college)
        assert open_one.get_absolute_url() in shown and (address in shown) is may
    client.force_login(cast.sibling_officer)
    assert open_one.get_absolute_url() not in page(client, cast.sibling)


def test_a_line_of_the_result_is_named_by_its_number(cast, client, peopled):
    founding = peopled()
    client.force_login(cast.province_officer)
    row = founding.applications.first()
    answer = client.post(f"/founding/{founding.pk}/result/", {"member_2": row.pk, "post_4": "committee:member"})
    errors = answer.context["form"].errors
    assert errors["post_2"] == ["第 3 行没有选职务，请选择"] and errors["member_4"] == ["第 5 行没有选会员，请选择"]
