"""The two real plans, in the database and on the page (catalogue section 7, row 2)."""

import re

import pytest

from zhijia.areas.office.plans import actions
from zhijia.areas.office.plans.actions import Assignment
from zhijia.areas.office.plans.rules.lines import Kind
from zhijia.base.testing import shared
from zhijia.engines.documents.reading import read_document


def read(cast, name):
    path = shared(name)
    return actions.read_text(
        text=path.read_text(encoding="utf-8"),
        name="要点.txt",
        unit=cast.college,
        year=None,
        by=cast.college_officer,
        at=cast.now,
    )


@pytest.fixture
def plan_001(cast):
    return read(cast, "seeds/001-jiaozuo-2020-work-points.txt")


def counts(plan):
    return tuple(sum(node.kind == kind for node in plan.nodes) for kind in (Kind.CHAPTER, Kind.ITEM, Kind.MEASURE))


def test_001_gives_its_chapters_items_and_measures(plan_001, client, cast):
    assert counts(plan_001) == (5, 22, 16) and plan_001.year == 2020
    per_chapter = [
        [sum(child.kind == Kind.MEASURE for child in item.children.all()) for item in chapter.children.order_by("seq")]
        for chapter in plan_001.node_set.filter(kind=Kind.CHAPTER).order_by("seq")
    ]
    assert per_chapter == [[1, 1, 0, 1, 1], [1, 2, 2, 1], [1, 1, 0, 0, 0], [0, 0, 1, 2, 1, 0], [0, 0]]
    assert len(plan_001.guiding) == 9
    client.force_login(cast.college_officer)
    page = client.get(f"/plans/{plan_001.pk}/outline/").content.decode()
    assert page.count("plans-row plans-l") == len(plan_001.nodes) and "（二十二）" in page


def test_item_18_gives_two_tasks(plan_001, office, cast):
    plan = office.adopt(plan_001)
    item = next(node for node in plan.nodes if node.number == "（十八）")
    rows = [Assignment(measure, cast.college, cast.today) for measure in item.children.order_by("seq")]
    made = actions.assign(plan=plan, assignments=rows, by=cast.college_officer, at=cast.now)
    assert [("会员卡" in task.title, "网上练兵" in task.title) for task in made] == [(True, False), (False, True)]


def test_adopting_001_freezes_it(plan_001, office):
    plan = office.adopt(plan_001)
    assert plan.digest == plan.computed_digest and plan.frozen


def test_004_gives_five_chapters_and_items_1_to_15(cast):
    plan = read(cast, "seeds/004-anhui-2022-work-points.txt")
    assert counts(plan)[:2] == (5, 15)
    assert [node.number for node in plan.nodes if node.kind == Kind.ITEM] == [f"{n}." for n in range(1, 16)]
    assert plan.doubts.filter(text__contains="and").get().node.kind == Kind.PREAMBLE  # beside the text it is about


@pytest.mark.parametrize(
    "name",
    [
        "000-yunnan-2020-plenary-report",
        "001-jiaozuo-2020-work-points",
        "002-college-2024-congress-report",
        "003-zhejiang-2020-work-report",
        "004-anhui-2022-work-points",
    ],
)
def test_no_text_of_any_document_is_dropped(cast, name):
    plan = read(cast, f"seeds/{name}.txt")
    said = re.sub(r"\s", "", "".join(line.said for line in plan.lines))
    assert said == re.sub(r"\s", "", plan.document)
    assert read_document(shared(f"seeds/{name}.txt")).text
