"""The three sheets: out, in again unchanged, and what is wrong said in the line."""

from datetime import date

import pytest

from zhijia.base.sheets import imports
from zhijia.base.sheets.writing import write_xlsx
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.exchange.outgoing import roll_lines
from zhijia.kernels.org import actions
from zhijia.kernels.org.models import LegalPerson, OrgEvent, StaffCount, Unit

DAY = date(2021, 9, 1)
SOUND = "81530000MC00000121"
CODES = ("org.units", "org.staff_counts", "org.legal_persons")


@pytest.fixture
def load(cast, tmp_path):
    def run(spec, *lines, dry_run=False, unit=None):
        """Each line: heading → cell."""
        heads = list(dict.fromkeys(head for line in lines for head in line))
        rows = [[str(line.get(head, "")) for head in heads] for line in lines]
        write_xlsx(tmp_path / "in.xlsx", heads, rows)
        by = cast.manager if spec == "org.units" else cast.province_officer
        facts = {"unit": unit or cast.province, "by": by, "at": cast.now, "dry_run": dry_run}
        return exchange.import_file(spec=spec, path=tmp_path / "in.xlsx", **facts)

    return run


def unit_line(code="YL-YS", **more):
    return {"单位编码": code, "名称": "云岭艺术学院工会", "类别": "职业院校工会", "成立日期": "2021-09-01"} | more


def test_units_are_founded_in_their_places_superiors_first(cast, load):
    batch = load(
        "org.units",
        unit_line(单位性质="公办", 批复文号="云教工〔2021〕3号"),
        unit_line("YL-YS-01", 名称="音乐系分工会", 类别="分工会", 上级单位编码="YL-YS"),
    )
    assert (batch.created, batch.bad) == (2, 0)
    branch = Unit.objects.get(code="YL-YS-01")
    assert (branch.superior.code, branch.superior.superior, branch.ownership) == ("YL-YS", cast.province, "public")
    assert OrgEvent.objects.get(unit=branch.superior).document_no == "云教工〔2021〕3号"


def test_known_units_are_renamed_with_a_day_and_corrected_without(cast, load):
    new = {"单位编码": "YL-CJ", "名称": "云岭财经大学工会", "类别": "高等学校工会", "更名日期": "2021-09-01"}
    more = {"单位编码": "YL-LG", "名称": "云岭理工学院工会", "类别": "高校工会", "同级党组织": "学院党委"}
    batch = load("org.units", new, more)
    assert (batch.updated, batch.bad) == (2, 0)
    college, sibling = Unit.objects.get(code="YL-CJ"), Unit.objects.get(code="YL-LG")
    assert college.naming_on(date(2021, 8, 31)).name == "云岭财经职业学院工会"
    assert (college.kind, sibling.party_organisation) == ("university", "学院党委")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (unit_line(成立日期=""), "新单位请填写成立日期"),
        (unit_line(成立日期="2014-12-31"), "上级工会2015-01-01才成立"),
        (unit_line(成立日期="2026-03-11"), "成立日期晚于今天"),
        (unit_line(上级单位编码="没有"), "没有编码为“没有”的单位"),
        (unit_line(行政区划代码="5301"), "行政区划代码为6位数字"),
        ({"单位编码": "YL-CJ", "名称": "改了名", "类别": "职业院校工会"}, "确实改了的请填“更名日期”"),
        (
            {"单位编码": "YL-CJ", "名称": "改了名", "类别": "职业院校工会", "更名日期": "2015-01-01"},
            "更名日期须晚于现名称的启用日期2015-01-01",
        ),
        (
            {
                "单位编码": "YL-CJ-01",
                "名称": "会计学院分工会",
                "类别": "分工会",
                "上级单位编码": "YL-LG",
            },
            "调整隶属请在单位页面办理",
        ),
    ],
)
def test_what_a_line_says_wrong_is_said_back(cast, load, line, says):
    batch = load("org.units", line)
    assert batch.bad == 1
    assert says in faults_of(batch)


def faults_of(batch):
    return "；".join(fault.message for fault in batch.faults.all())


def test_one_may_not_reach_beyond_the_unit_imported_into(cast, load):
    batch = load("org.units", unit_line("YL-LG"), unit=cast.college)
    assert "编码“YL-LG”已用于别的单位" in faults_of(batch)


def test_a_dry_run_founds_nobody(cast, load):
    assert load("org.units", unit_line(), dry_run=True).created == 1
    assert not Unit.objects.filter(code="YL-YS").exists()


def test_counts_of_staff_by_sheet(cast, load):
    line = {"单位编码": "YL-CJ", "单位名称": "云岭财经职业学院工会", "统计日期": "2021-09-01"}
    batch = load("org.staff_counts", line | {"职工总数": 600, "女职工": 310, "劳务派遣": 20})
    assert (batch.created, batch.bad) == (1, 0)
    assert load("org.staff_counts", line | {"职工总数": 601}).updated == 1
    assert Unit.objects.get(code="YL-CJ").headcount == 601
    assert StaffCount.objects.filter(unit=cast.college).count() == 3


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"职工总数": 5, "女职工": 6}, "女职工6人多于职工总数5人"),
        ({"职工总数": 5, "统计日期": "2014-01-01"}, "不能早于单位成立日期"),
        ({"职工总数": 5, "统计日期": "2026-03-11"}, "统计日期晚于今天"),
        ({"职工总数": 5, "单位名称": "别的工会"}, "请核对编码或名称"),
        ({"职工总数": 5, "单位编码": "没有"}, "没有编码为“没有”的单位"),
    ],
)
def test_counts_that_do_not_fit(cast, load, line, says):
    whole = {"单位编码": "YL-CJ", "单位名称": "", "统计日期": "2021-09-01"} | line
    assert says in faults_of(load("org.staff_counts", whole))


def legal_line(**more):
    line = {"单位编码": "YL-CJ", "统一社会信用代码": SOUND, "法定代表人": "郑重", "登记日期": "2021-09-01"}
    return line | more


def test_registrations_by_sheet(cast, load):
    assert load("org.legal_persons", legal_line()).created == 1
    assert load("org.legal_persons", legal_line()).unchanged == 1
    batch = load("org.legal_persons", legal_line(法定代表人="高明", 办理日期="2022-01-01"))
    assert batch.updated == 1
    held = LegalPerson.objects.get()
    assert (held.representative, [event.kind for event in held.events.all()]) == ("高明", ["register", "change"])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"统一社会信用代码": "81530000MC00000122"}, "第18位不对"),
        ({"统一社会信用代码": "91350100M000100Y43"}, "以81开头"),
        ({"单位编码": "YL-CJ-01"}, "不单独登记法人"),
        ({"法定代表人": ""}, "请填写法定代表人"),
        ({"登记日期": ""}, "请填写登记日期"),
    ],
)
def test_certificates_that_cannot_be(cast, load, line, says):
    assert says in faults_of(load("org.legal_persons", legal_line(**line)))


def test_two_lines_with_one_code_and_a_change_without_a_day(cast, load):
    batch = load("org.legal_persons", legal_line(), legal_line(单位编码="YL-LG"))
    assert "已登记在编码“YL-CJ”的单位" in faults_of(batch)
    batch = load("org.legal_persons", legal_line(法定代表人="高明"))
    assert "请填写办理日期" in faults_of(batch)


@pytest.mark.parametrize("code", CODES)
def test_what_goes_out_comes_in_unchanged(cast, load, code, tmp_path):
    actions.rename_unit(unit=cast.college, name="云岭财经大学工会", short_name="财经大学", kind="university", on=DAY)
    actions.count_staff(unit=cast.college, on=DAY, counts={"total": 600, "women": 0})
    actions.count_staff(unit=cast.sibling, on=DAY, counts={"total": 90})
    actions.register_legal_person(
        unit=cast.college, on=DAY, uscc=SOUND, representative="郑重", registered_on=DAY, valid_to=date(2027, 1, 1)
    )
    before = [list(model.objects.order_by("pk").values()) for model in (Unit, StaffCount, LegalPerson, OrgEvent)]
    spec = imports[code]
    lines = list(roll_lines(spec, spec.current(cast.province, cast.province_officer), opened=True))
    write_xlsx(tmp_path / "out.xlsx", [str(column.label) for column in spec.columns], lines)
    by = cast.manager if code == "org.units" else cast.province_officer
    batch = exchange.import_file(spec=code, path=tmp_path / "out.xlsx", unit=cast.province, by=by, at=cast.now)
    assert (batch.unchanged, batch.bad) == (len(lines), 0), faults_of(batch)
    assert len(lines) >= 1
    after = [list(model.objects.order_by("pk").values()) for model in (Unit, StaffCount, LegalPerson, OrgEvent)]
    assert after == before
