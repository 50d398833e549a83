"""Terms and posts come in as tables, go out as the same tables, and faults stand beside their cells."""

import csv
from datetime import date

import pytest

from zhijia.base.sheets import imports
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.models import Body, Post, PostCategory, Session, Term
from zhijia.kernels.exchange import actions as exchange

from .conftest import ELECTED, given

pytestmark = pytest.mark.django_db

TERMS = ("所属工会", "机构类别", "届次", "选举日期", "任期（年）", "名额", "产生方式", "批复文号", "届终日期")
POSTS = (
    "所属工会",
    "机构类别",
    "届次",
    "姓名",
    "职务",
    "任职日期",
    "离任日期",
    "离任原因",
    "分工",
    "人员类别",
    "专兼职",
)
COLLEGE = "云岭财经职业学院工会"


def written(folder, heads, *rows):
    path = folder / "sheet.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return path


@pytest.fixture
def brought_in(cast, standards, people, tmp_path):
    """Import into the college; gives the batch."""

    def bring(spec, heads, *rows, by=None, unit=None):
        path = written(tmp_path, heads, *rows)
        return exchange.import_file(spec=spec, path=path, unit=unit or cast.college, by=by, at=cast.now)

    return bring


@pytest.fixture
def two_terms(brought_in):
    return brought_in(
        "bodies.terms",
        TERMS,
        (COLLEGE, "工会委员会", "3", "2022-05-20", "5", "9", "会员代表大会选举", "云工〔2022〕5号", ""),
        (COLLEGE, "工会委员会", "2", "2017-05-20", "5", "7", "会员大会选举", "", "2022-05-20"),
        (COLLEGE, "女职委", "2", "2022-05-20", "5", "3", "", "", ""),
    )


def faults(batch):
    return {(row.column, row.sentence) if hasattr(row, "sentence") else str(row) for row in batch.faults.all()}


def lines_of(spec, unit, user):
    """What an export writes, as rows of words by heading."""
    columns = imports[spec].columns
    return [[column.word(line.get(column.key)) for column in columns] for line in imports[spec].current(unit, user)]


def test_terms_found_the_body_and_stand_in_turn(two_terms, cast):
    assert (two_terms.created, two_terms.bad) == (3, 0)
    committee = Body.objects.get(kind="committee")
    assert committee.founded_on == date(2017, 5, 20)
    assert list(committee.terms.order_by("number").values_list("number", "ended_on")) == [
        (2, date(2022, 5, 20)),
        (3, None),
    ]


def test_the_same_table_again_changes_nothing(two_terms, brought_in, cast):
    heads = [str(column.label) for column in imports["bodies.terms"].columns]
    batch = brought_in("bodies.terms", heads, *lines_of("bodies.terms", cast.college, cast.college_officer))
    assert (batch.created, batch.updated, batch.unchanged, batch.bad) == (0, 0, 3, 0)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ((COLLEGE, "工会委员会", "4", "2021-05-20", "5", "9", "", "", "2023-01-01"), "届次与日期不符"),
        ((COLLEGE, "工会委员会", "1", "2016-05-20", "5", "9", "", "", "2018-01-01"), "重叠"),
        ((COLLEGE, "工会委员会", "3", "2022-05-20", "3", "9", "", "", ""), "与此不同"),
        (("云岭理工学院工会", "工会委员会", "1", "2022-05-20", "5", "9", "", "", ""), "云岭理工学院工会"),
        ((COLLEGE, "专门工作委员会", "1", "2022-05-20", "5", "9", "", "", ""), "工作内容"),
        ((COLLEGE, "经审会", "1", "2026-12-01", "5", "3", "", "", ""), "晚于今天"),
    ],
)
def test_a_term_that_cannot_be_is_a_fault_of_its_line(two_terms, brought_in, line, said):
    before = Term.objects.count()
    batch = brought_in("bodies.terms", TERMS, line)
    assert batch.bad == 1 and any(said in str(fault) for fault in faults(batch)), faults(batch)
    assert Term.objects.count() == before


EXTENDED = (*TERMS[:-1], "延期至", "延期批复文号")
RUNNING = (COLLEGE, "工会委员会", "3", "2022-05-20", "5", "9", "", "")


def test_an_extension_comes_in_beside_the_term_it_extends(two_terms, brought_in):
    batch = brought_in("bodies.terms", EXTENDED, (*RUNNING, "2027-11-20", "云工复〔2026〕8号"))
    assert (batch.updated, batch.bad) == (1, 0), faults(batch)
    term = Term.objects.get(body__kind="committee", number=3)
    assert (term.due_on, term.extended_to, term.extension_no) == (date(2027, 11, 20),) * 2 + ("云工复〔2026〕8号",)
    again = brought_in("bodies.terms", EXTENDED, (*RUNNING, "2027-11-20", "云工复〔2026〕8号"))
    assert (again.unchanged, again.bad) == (1, 0)
    other = brought_in("bodies.terms", EXTENDED, (*RUNNING, "2027-08-20", "云工复〔2026〕9号"))
    assert other.bad == 1 and "与此不同" in str(faults(other))


@pytest.mark.parametrize(
    ("until", "document", "said"),
    [
        ("2027-11-20", "", "请填写延期的批复文号"),
        ("", "云工复〔2026〕8号", "请填写延期至哪一天"),
        ("2027-11-21", "云工复〔2026〕8号", "最晚延到2027-11-20"),
        ("2027-05-20", "云工复〔2026〕8号", "须晚于届满日"),
    ],
)
def test_an_extension_that_cannot_be_is_a_fault_of_its_line(two_terms, brought_in, until, document, said):
    for unit in (COLLEGE, "会计学院分工会"):  # whose term is there, whose is not yet
        batch = brought_in("bodies.terms", EXTENDED, (unit, *RUNNING[1:], until, document))
        assert batch.bad == 1 and said in str(faults(batch)), faults(batch)
    assert not Term.objects.exclude(extended_to=None).exists()


@pytest.fixture
def crew(two_terms, brought_in):
    return brought_in(
        "bodies.posts",
        POSTS,
        (COLLEGE, "工会委员会", "3", "张知远", "主席", "", "", "", "全面工作", "领导干部（中层正职以上）", "专职"),
        (COLLEGE, "工会委员会", "3", "安澜", "副主席", "2023-01-01", "", "", "", "一线职工、劳模", "兼职"),
        (COLLEGE, "工会委员会", "2", "白桦", "主席", "", "", "", "", "", ""),
        (COLLEGE, "女职委", "2", "白桦", "主任", "", "", "", "", "", ""),
    )


def test_posts_come_in_with_their_roles(crew, cast):
    assert (crew.created, crew.bad) == (4, 0)
    assert RoleHeld.objects.get(user=cast.member_user).role == "chair"
    assert Post.objects.get(person__name="安澜").declared_categories == {"front_line", "model"}
    past = Post.objects.get(person__name="白桦", title="chair")
    assert (past.to_on, past.left_reason) == (date(2022, 5, 20), "换届")


def test_posts_go_out_and_come_back_unchanged(crew, brought_in, cast):
    heads = [str(column.label) for column in imports["bodies.posts"].columns]
    batch = brought_in("bodies.posts", heads, *lines_of("bodies.posts", cast.college, cast.college_officer))
    assert (batch.created, batch.updated, batch.unchanged, batch.bad) == (0, 0, 4, 0)


TABLES = ("bodies.terms", "bodies.posts", "bodies.sessions")


def test_what_goes_out_builds_the_same_bodies_in_an_empty_register(term, people, brought_in, cast):
    """Terms, posts and meetings out, everything erased, the three tables in again: nothing is missing or different."""
    furnish(term, people, cast)
    whole, officer = cast.province, cast.province_officer
    out = {spec: lines_of(spec, whole, officer) for spec in TABLES}
    for model in (PostCategory, Post, Session, Term, Body):
        model.objects.all().delete()
    for spec in TABLES:
        heads = [str(column.label) for column in imports[spec].columns]
        batch = brought_in(spec, heads, *out[spec], unit=whole)
        assert (batch.created, batch.bad) == (len(out[spec]), 0), (spec, faults(batch))
        assert lines_of(spec, whole, officer) == out[spec]
        again = brought_in(spec, heads, *out[spec])  # by the college, whose roster one holder is not on
        assert (again.unchanged, again.bad) == (len(out[spec]), 0), (spec, faults(again))
    assert RoleHeld.objects.filter(user=cast.member_user, to_on__isnull=True).get().role == "chair"


def furnish(term, people, cast):
    """A change of post, a branch's seat, somebody from outside, extensions, two committees on one subject, meetings."""
    actions.extend_term(term=term, until=date(2027, 11, 20), document_no="云工复〔2026〕8号")
    consent = {"extended_to": ELECTED, "extension_no": "云工复〔2022〕3号"}
    actions.open_term(body=term.body, number=2, from_on=date(2017, 4, 1), years=5, seats=7, **consent)
    member, day = term.posts.get(person=people[3]), date(2026, 3, 1)
    post = actions.change_post(post=member, title="vice_chair", on=day, time="full")
    facts = {"duties": "文体活动、宣传", "declared": True, "rank": "副处级"}
    actions.edit_post(post=post, categories=("front_line", "model"), **facts)
    outside = {"exception": "省总选派挂职", "time": "seconded", "from_on": date(2026, 1, 1), "seat_unit": cast.branch}
    actions.take_post(term=term, person=cast.qian, title="member", how="appointed", **outside)
    for name in ("读书会工作委员会", "志愿服务工作委员会"):
        facts = {"unit": cast.college, "kind": "special", "subject": "other", "founded_on": ELECTED}
        body = actions.found_body(name=name, **facts)
        members = [given(people[9], "director")]
        actions.open_term(body=body, number=1, from_on=ELECTED, years=5, seats=3, members=members)
    said = "选举主席、副主席。\n通过委员分工。"
    actions.record_session(term=term, kind="plenary", held_on=ELECTED, attended=7, resolutions=said, place="会议室")
    actions.record_session(term=term, kind="joint", held_on=date(2023, 1, 1), attended=5, expected=20)


def test_a_day_of_leaving_ends_the_post_and_its_role(crew, brought_in, cast):
    line = (
        COLLEGE,
        "工会委员会",
        "3",
        "张知远",
        "主席",
        "2022-05-20",
        "2026-03-01",
        "退休",
        "全面工作、财务资产",
        "",
        "",
    )
    batch = brought_in("bodies.posts", POSTS, line)
    assert (batch.updated, batch.bad) == (1, 0)
    post = Post.objects.get(person=cast.zhang)
    assert (post.to_on, post.left_reason, post.duties) == (date(2026, 3, 1), "退休", "全面工作、财务资产")
    assert RoleHeld.objects.get(user=cast.member_user).to_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ((COLLEGE, "工会委员会", "9", "安澜", "委员", "", "", "", "", "", ""), "还没有登记第9届"),
        ((COLLEGE, "工会委员会", "3", "查无此人", "委员", "", "", "", "", "", ""), "花名册上没有"),
        ((COLLEGE, "工会委员会", "3", "陈溪", "主席", "", "", "", "", "", ""), "这一届的主席已是张知远"),
        ((COLLEGE, "工会委员会", "3", "陈溪", "主任", "", "", "", "", "", ""), "可选"),
        ((COLLEGE, "工会委员会", "3", "陈溪", "委员", "", "", "", "", "先进个人", ""), "没有“先进个人”这个类别"),
        ((COLLEGE, "工会委员会", "3", "陈溪", "委员", "2026-12-01", "", "", "", "", ""), "晚于今天"),
    ],
)
def test_a_post_that_cannot_be_is_a_fault_of_its_line(crew, brought_in, line, said):
    batch = brought_in("bodies.posts", POSTS, line)
    assert batch.bad == 1 and any(said in str(fault) for fault in faults(batch)), faults(batch)


def test_two_chairs_in_one_table_are_seen_before_anything_is_written(two_terms, brought_in):
    lines = [(COLLEGE, "工会委员会", "3", name, "主席", "", "", "", "", "", "") for name in ("安澜", "陈溪")]
    batch = brought_in("bodies.posts", POSTS, *lines)
    assert (batch.created, batch.bad) == (1, 1)


def test_an_officer_of_another_union_brings_in_nothing(cast, two_terms):
    assert list(imports["bodies.terms"].current(cast.college, cast.sibling_officer)) == []


SESSIONS = ("所属工会", "机构类别", "届次", "会议类别", "次", "开会日期", "应到人数", "实到人数")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("3", "全体会议", "1", "2023-05-20", "9", "5"), "至少要到6人"),
        (("3", "全体会议", "1", "2019-05-20", "9", "9"), "任期以内"),
        (("7", "全体会议", "1", "2023-05-20", "9", "9"), "还没有登记第7届"),
        (("3", "联席会议", "", "2026-12-20", "9", "9"), "晚于今天"),
    ],
)
def test_a_meeting_that_cannot_be_is_a_fault_of_its_line(term, brought_in, line, said):
    batch = brought_in("bodies.sessions", SESSIONS, (COLLEGE, "工会委员会", *line))
    assert batch.bad == 1 and any(said in str(fault) for fault in faults(batch)), faults(batch)
    assert not Session.objects.exists()
