"""A college's mutual aid in invented records, and a report whose sentence is bound to them."""

from datetime import date
from types import SimpleNamespace

import pytest

from zhijia.areas.office.reports.actions import publishing, starting, writing
from zhijia.areas.office.reports.models import Paragraph, Report
from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.indicators.base import Indicator, indicators
from zhijia.kernels.records.actions import record, record_many
from zhijia.kernels.records.registry import Kind, kinds

ENROLMENT, CLAIM = "test.enrolment", "test.claim"


class Enrolled(Indicator):
    code, name, counting_unit, measure = "test.enrolled", "参互人数", "人", "times"
    kinds = (ENROLMENT,)
    definition = "期内参加医疗互助的人数"


class ClaimTimes(Indicator):
    code, name, counting_unit, measure = "test.claims", "补助人次", "人次", "times"
    kinds = (CLAIM,)


class ClaimMoney(Indicator):
    code, name, counting_unit, measure = "test.paid", "补助金额", "元", "amount"
    kinds = (CLAIM,)


@pytest.fixture
def declared(monkeypatch):
    """Two kinds of record and three indicators, for the time of one test."""
    monkeypatch.setitem(kinds, ENROLMENT, Kind(ENROLMENT, "医疗互助参互", occasions={"19": "第十九期"}))
    monkeypatch.setitem(kinds, CLAIM, Kind(CLAIM, "医疗互助补助", occasions={"19": "第十九期"}))
    for made in (Enrolled(), ClaimTimes(), ClaimMoney()):
        monkeypatch.setitem(indicators, made.code, made)


def claim(cast, number, fen):
    return record(
        source=f"{CLAIM}:{number}",
        kind=CLAIM,
        day=date(2025, 6, 1),
        unit=cast.branch,
        person=cast.zhang,
        amount_fen=fen,
        occasion="19",
        at=cast.now,
    )


@pytest.fixture
def aid(cast, declared):
    """400 enrolments; 22 claims that come to 9 707.00 yuan. Gives the claims."""
    enrolments = (
        {
            "source": f"{ENROLMENT}:{n}",
            "kind": ENROLMENT,
            "day": date(2025, 3, 1),
            "unit": cast.branch,
            "occasion": "19",
        }
        for n in range(400)
    )
    record_many(enrolments, at=cast.now)
    return [claim(cast, n, 44000) for n in range(21)] + [claim(cast, 21, 970700 - 21 * 44000)]


SENTENCE = "完成第十九期职工医疗互助，参互{{1}}，补助{{2}}，补助金{{3}}。"


class Desk(SimpleNamespace):
    """The college officer's report on 2025, and the verbs on it in one word."""

    def fresh(self):
        self.report = Report.objects.select_related("unit").get(pk=self.report.pk)
        return self.report

    @property
    def paragraph(self):
        return Paragraph.objects.filter(section__report=self.report).order_by("section__seq", "seq").first()

    def write(self, text, **more):
        return writing.write(paragraph=self.paragraph, text=text, by=self.officer, at=self.cast.now, **more)

    def bind(self, indicator, **more):
        what = {"indicator": indicator, "unit": self.cast.college, **more}
        return writing.bind(report=self.report, by=self.officer, at=self.cast.now, **what)

    def submit(self):
        self.report = publishing.submit_report(report=self.report, by=self.officer, at=self.cast.now)
        return self.report

    def rule(self, ruling=Ruling.APPROVE, note=""):
        chair, case = self.cast.college_chair, self.fresh().case
        self.report = publishing.rule_report(case=case, by=chair, ruling=ruling, note=note, at=self.cast.now)
        return self.report

    def publish(self):
        self.submit()
        return self.rule()


@pytest.fixture
def desk(cast, declared):
    report = starting.start_report(
        unit=cast.college,
        title="凝心聚力 真抓实干\n彰显工会力量",
        subtitle="在云岭财经职业学院二届三次教代会上的报告",
        start=date(2025, 1, 1),
        end=date(2025, 12, 31),
        dated=date(2026, 4, 18),
        byline="林 知夏",
        salutation="各位代表",
        code="YL-CJ-2025",
        template="blank",
        by=cast.college_officer,
        at=cast.now,
    )
    made = Desk(cast=cast, officer=cast.college_officer, report=report)
    writing.add_section(
        report=report, heading="2025年的工作回顾", part="review", level=1, by=cast.college_officer, at=cast.now
    )
    return made


@pytest.fixture
def written(desk, aid):
    """The sentence every college writes, with its three numbers bound."""
    desk.claims = aid
    for code in ("test.enrolled", "test.claims", "test.paid"):
        desk.bind(code, filters={"occasion": "19"})
    desk.write(SENTENCE)
    return desk


@pytest.fixture
def published(written):
    written.publish()
    return written
