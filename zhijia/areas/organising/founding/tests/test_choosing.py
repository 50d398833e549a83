"""Several unions are found and ticked, nobody types a code; and codes of new unions come by themselves."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from zhijia.areas.organising.founding import actions
from zhijia.areas.organising.founding.models import OrgChange
from zhijia.base.verdict import Refused
from zhijia.kernels.org.actions import found_unit

MERGE = "/founding/changes/new/merge/"


@pytest.fixture
def others(cast):
    """Two more unions of the province that go along."""
    facts = {"kind": "college", "superior": cast.province, "on": date(2015, 1, 1)}
    names = {"YL-YS": "云岭艺术学院工会", "YL-TY": "云岭体育学院工会"}
    return [found_unit(code=code, name=name, **facts) for code, name in names.items()]


@pytest.fixture
def typed(cast, others):
    keys = [unit.pk for unit in others]
    return {
        "unit": cast.college.pk,
        "into": cast.sibling.pk,
        "others": keys,
        "effective_on": str(cast.today),
        "reason": "合并",
    }


def test_several_unions_are_merged_by_choosing_them(cast, client, others, typed):
    client.force_login(cast.college_officer)
    offered = client.get(f"{MERGE}?pick=others&pq=艺术").content.decode()
    assert f'data-pick="{others[0].pk}"' in offered and "体育" not in offered
    assert "data-pick" not in client.get(f"{MERGE}?pick=others&pq=").content.decode()
    answer = client.post(MERGE, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    change = OrgChange.objects.get()
    assert {row.unit for row in change.along.all()} == set(others)
    form = client.get(f"/founding/changes/{change.pk}/edit/").content.decode()
    assert all(f'name="others" value="{unit.pk}" checked' in form for unit in others)


def test_what_was_chosen_stays_when_something_else_is_wrong(cast, client, others, typed):
    client.force_login(cast.college_officer)
    answer = client.post(MERGE, typed | {"reason": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422 and f'value="{cast.sibling.pk}" data-value' in shown
    assert all(f'value="{unit.pk}" checked' in shown and unit.name in shown for unit in others)


@pytest.mark.parametrize("key", ["999999", "x", "9" * 40])
def test_a_union_that_is_not_there_is_refused_beside_its_field(cast, client, typed, key):
    client.force_login(cast.college_officer)
    answer = client.post(MERGE, typed | {"others": [key]})
    assert answer.status_code == 422 and "others" in answer.context["form"].errors


def test_branches_next_door_are_not_to_be_chosen(cast, client, typed):
    far = found_unit(code="YL-LG-01", name="数学分会", kind="branch", superior=cast.sibling, on=date(2015, 1, 1))
    client.force_login(cast.college_officer)
    assert "数学分会" not in client.get(f"{MERGE}?pick=others&pq=数学").content.decode()
    assert client.post(MERGE, typed | {"others": [far.pk]}).status_code == 422


def test_the_union_merged_into_does_not_go_along(cast, client, typed):
    client.force_login(cast.college_officer)
    answer = client.post(MERGE, typed | {"others": [cast.sibling.pk]})
    assert answer.status_code == 422 and "others" in answer.context["form"].errors


def test_the_request_names_all_who_are_merged_and_whom_it_asks(cast, client, typed):
    client.force_login(cast.college_officer)
    client.post(MERGE, typed)
    paper = client.get(f"/founding/changes/{OrgChange.objects.get().pk}/paper/request/")
    text = ZipFile(BytesIO(paper.content)).read("word/document.xml").decode()
    assert "云岭艺术学院工会" in text and "云岭体育学院工会" in text and "云岭省教科文卫体工会" in text


# --- codes of new unions ---


@pytest.fixture
def split(cast):
    day = cast.today + timedelta(days=9)
    return actions.ask_change(
        kind="split", unit=cast.college, effective_on=day, reason="分设", by=cast.college_officer, at=cast.now
    )


def test_the_parts_of_a_split_are_numbered_by_themselves(cast, split):
    given = {"change": split, "kind": "college", "by": cast.college_officer, "at": cast.now}
    first = actions.add_split_part(name="会计学院工会", branches=[cast.branch], **given)
    second = actions.add_split_part(name="财经学院工会", people_chosen=[cast.li], **given)
    assert first.code != second.code and first.code.startswith(f"{cast.province.code}-")


def test_a_union_founded_meanwhile_gets_another_code(cast, split, founded):
    given = {"change": split, "kind": "college", "by": cast.college_officer, "at": cast.now}
    part = actions.add_split_part(name="会计学院工会", branches=[cast.branch], **given)
    assert founded().founded_unit.code != part.code


def test_a_code_promised_to_a_part_is_given_to_nobody_else(cast, split):
    given = {"change": split, "kind": "college", "by": cast.college_officer, "at": cast.now}
    part = actions.add_split_part(name="会计学院工会", branches=[cast.branch], **given)
    new = found_unit(name="云岭医学院工会", kind="college", superior=cast.province, on=cast.today)
    assert part.code != new.code and new.code.startswith(f"{cast.province.code}-")


def test_a_code_in_use_is_refused(cast, split):
    given = {"change": split, "kind": "college", "by": cast.college_officer, "at": cast.now}
    with pytest.raises(Refused, match="留空由系统编号"):
        actions.add_split_part(name="会计学院工会", code=cast.sibling.code, branches=[cast.branch], **given)


def test_the_form_of_a_part_needs_no_code(cast, client, split):
    client.force_login(cast.college_officer)
    address = f"/founding/changes/{split.pk}/part/"
    form = client.get(address).context["form"]
    assert form["kind"].value() == cast.college.kind and not form.fields["code"].required
    answer = client.post(address, {"name": "会计学院工会", "kind": "college", "branches": [cast.branch.pk]})
    assert answer.status_code == 302 and split.parts.get().code
