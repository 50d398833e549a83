"""The list of delegates while it is edited, the list of candidates as a spreadsheet, and what a desk does not do."""

import re
from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import PartyOpinion
from zhijia.areas.organising.elections.queries import composition_of
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.steps import Step
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Case
from zhijia.kernels.access.models import RoleHeld

DAY = timedelta(days=1)
CORE = ("front_line", "model", "grassroots")


def in_a_class(led):
    return [row for row in led.change.delegates.standing().order_by("pk") if row.declared]


def outside(led):
    return [row for row in led.change.delegates.standing().order_by("pk") if not row.declared]


# --- shares ---


def test_eighty_percent_exactly_passes_and_a_thousandth_below_does_not(cast, drawn):
    """160 of 200 is 80 %; 159 of 200 is 79.5 %, and one more person heals it."""
    led = drawn(200, 160)
    assert actions.may_hand_in_delegates(led.change, cast.college_officer)
    row = in_a_class(led)[0]
    actions.edit_delegate(delegate=row, **dict.fromkeys(CORE, False), **led.by(cast.today))
    verdict = actions.may_hand_in_delegates(led.change, cast.college_officer)
    assert not verdict and "159 人，占 79.5%，低于 80%，还差 1 人" in str(verdict)


def test_a_person_in_three_classes_counts_once(cast, drawn):
    led = drawn(20, 15)
    actions.edit_delegate(delegate=in_a_class(led)[0], **dict.fromkeys(CORE, True), **led.by(cast.today))
    shown = composition_of(led.change)
    assert (shown.findings[0].counted, shown.findings[0].missing, shown.total) == (15, 1, 20)
    with pytest.raises(Refused, match="还差 1 人"):
        actions.hand_in_delegates(change=led.change, **led.by(cast.today))


def test_the_shares_are_told_at_every_change_while_the_list_is_edited(cast, client, drawn):
    led = drawn(20, 16)
    client.force_login(cast.college_officer)
    page = client.get(f"/elections/{led.change.pk}/delegates/list/").content.decode()
    assert re.search(r'hx-post="/bodies/list/"', page) and "占 80.0%（16/20）" in page
    rows = list(led.change.delegates.standing().select_related("person"))
    typed = {
        "people-unit": led.change.unit_id,
        "people-listing": "delegates",
        "people-kind": "",
        "people": [row.person_id for row in rows],
        "seats": 20,
    }
    for row in rows:
        typed[f"people-cat-{row.person_id}"] = list(row.declared)
    typed[f"people-cat-{in_a_class(led)[0].person_id}"] = []
    told = client.post("/bodies/list/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "15 人，占 75.0%，低于 80%，还差 1 人" in told and "不能提交" in told
    assert led.change.delegates.standing().count() == 20 and len(in_a_class(led)) == 16  # nothing is kept yet


def test_the_share_of_women_is_told_while_the_list_is_edited(cast, client, drawn):
    """As on the page of the list: no share in policy, so it is bound to the women among the members."""
    led = drawn(20, 16)
    client.force_login(cast.college_officer)
    page = client.get(f"/elections/{led.change.pk}/delegates/list/").content.decode()
    women, members = led.change.women, led.change.members
    assert f'name="people-among" value="{women}/{members}"' in page
    said = next(finding.say() for finding in composition_of(led.change).findings if "女性" in finding.say())
    assert said in page
    men = [row for row in led.change.delegates.standing().select_related("person") if row.person.sex == "男"]
    typed = {"people-unit": led.change.unit_id, "people-listing": "delegates", "people-among": f"{women}/{members}"}
    typed |= {"people": [row.person_id for row in men], "seats": 20}
    told = client.post("/bodies/list/", typed, headers={"HX-Request": "true"}).content.decode()
    least = women * 1000 // members / 10
    assert f"女性 0 人，占 0.0%，低于 {least:g}%" in told
    assert f'value="{women}/{members}"' in told  # and so at the next change
    without = typed | {"people-among": "many/0"}
    assert "女性 0 人，占 0.0%（" in client.post("/bodies/list/", without).content.decode()


def test_the_list_prints_and_a_delegate_shows_what_was_changed(cast, client, drawn):
    led = drawn(10, 8)
    row = outside(led)[0]
    actions.edit_delegate(delegate=row, position="实验中心主任", **led.by(cast.today))
    client.force_login(cast.college_officer)
    assert client.get(f"/elections/{led.change.pk}/delegates/?print=1").status_code == 200
    page = client.get(row.get_absolute_url()).content.decode()
    assert "修改代表资料" in page and "实验中心主任" in page and cast.college_officer.name in page


# --- the superior's desk ---


def test_where_nobody_sits_at_the_superiors_desk_the_request_stops(cast, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    led.party(PartyOpinion.About.CHANGE, cast.today)
    RoleHeld.objects.filter(unit=cast.province).delete()
    led.ask(papers.Paper.REQUEST, cast.today, "云财院工〔2026〕3号")
    case = Case.objects.get(kind="elections.paper")
    assert (case.state, case.desk_unit) == ("in_review", cast.province)
    assert case in Case.objects.stuck(cast.today) and led.fresh().step == Step.REQUEST_REPLY
    for user in (cast.college_officer, cast.college_chair):
        with pytest.raises(Refused):
            actions.rule_paper(case=case, by=user, ruling="approve", at=cast.now)
