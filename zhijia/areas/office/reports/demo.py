"""The college's report on the earlier year, published, with a difference come to light since; and this year's draft."""

import re
from datetime import date

from zhijia.base.numerals import to_chinese
from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.people.actions import register_member

from .actions import differing, publishing, starting, writing
from .models import Paragraph
from .rules import token

TITLE = "工作报告"  # what the demo command calls it

UNIT = "YL-CJ"
CHAIR = "林知夏"

# <code> is a number of that indicator, <code 期> one of the mutual-aid period that paid most claims. A sentence
# whose indicators are not installed, or one of whose numbers would be nothing, is left out.
OPENING = "受校工会委员会委托，我向大会作工作报告，请予审议。"
CHAPTERS = (
    ("opening", 1, "", ((OPENING, "", ""),)),
    (
        "review",
        1,
        "{year}年的工作回顾",
        (("一年来，校工会坚持服务大局、服务职工，各项工作取得新成效。", "校工会年度工作总结会纪要", ""),),
    ),
    (
        "review",
        2,
        "健全组织，扩大覆盖",
        (("全校现有会员<members>，分工会和工会小组<units.branches>。", "", ""),),
    ),
    (
        "review",
        2,
        "用心用情，做实服务",
        (
            (
                "完成第{period}期职工医疗互助的参互和补助工作，参互<mutual_aid.covered 期>，"
                "补助<mutual_aid.claims 期>，发放补助金<mutual_aid.paid 期>。",
                "",
                "",
            ),
            (
                "全年慰问职工<consolation.times>，惠及<consolation.persons>，发放慰问金和慰问品<consolation.amount>；"
                "其中住院慰问<consolation.hospital>。",
                "",
                "",
            ),
            ("走访慰问乡村振兴工作队员<consolation.visits>。", "", ""),
            ("工会干部下沉分工会走访座谈，收集意见建议26条。", "校工会办公室走访座谈登记表", ""),
        ),
    ),
    (
        "problems",
        1,
        "存在问题",
        (
            (
                "在看到成绩的同时，我们也清醒地认识到：二级分工会作用发挥还不够充分，服务项目的特色亮点不多。",
                "",
                "开展分工会规范化建设，每个分工会办好一个特色项目",
            ),
        ),
    ),
    (
        "next",
        1,
        "下一步工作",
        (("新的一年，我们将抓好分工会规范化建设，扩大医疗互助覆盖，办好职工文化活动。", "", ""),),
    ),
    ("thanks", 1, "", (("在此，我代表校工会委员会，向全校教职工对工会工作的支持表示衷心的感谢！", "", ""),)),
)
SLOT = re.compile(r"<([a-z_.]+)( 期)?>")


def build(world):
    if UNIT not in world.units:
        return
    unit, year = world.units[UNIT], world.years[0]
    desk = Desk(world, unit)
    published = desk.publish(desk.report_on(year))
    desk.enter_a_late_member(year)
    differing.note_differences(report=published, at=world.now)
    desk.this_year(published)


class Desk:
    """The officer who writes and the chair who approves."""

    def __init__(self, world, unit):
        self.world, self.unit = world, unit
        self.officer, self.chair = world.officer_of(unit), world.chair_of(unit)

    def by(self, day):
        return {"by": self.officer, "at": self.world.at(day)}

    def report_on(self, year):
        day = date(year + 1, 1, 10)
        report = starting.start_report(
            unit=self.unit,
            title="服务大局守初心\n情系职工谱新篇",
            subtitle=f"在云岭财经职业学院{year}年度教职工代表大会上的报告",
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            dated=date(year + 1, 1, 18),
            byline=CHAIR,
            salutation="各位代表",
            template="blank",
            **self.by(day),
        )
        period = self.busiest_period(report)
        for part, level, heading, paragraphs in CHAPTERS:
            self.write(report, part, level, heading.format(year=year), paragraphs, period, day)
        return report

    def busiest_period(self, report) -> str:
        """The number of the mutual-aid period that paid most claims in the year; empty if there was none."""
        indicator = indicators.get("mutual_aid.claims")
        shares = indicator.by_tag(Scope(self.unit, report.start, report.end), "occasion") if indicator else []
        return next((str(share.scope.filters["occasion"]) for share in shares if share.value), "")

    def write(self, report, part, level, heading, paragraphs, period, day):
        kept = [(text, source, after) for text, source, after in paragraphs if self.can_say(report, text, period)]
        if not kept:
            return
        by = self.by(day)
        section = writing.add_section(report=report, heading=heading, part=part, level=level, **by)
        first = section.paragraphs.get()
        for n, (text, source, after) in enumerate(kept):
            paragraph = first if n == 0 else writing.add_paragraph(section=section, **by)
            self.say(report, paragraph, text, source, after, period, by)

    def can_say(self, report, text, period) -> bool:
        """Every number of the sentence is known here and comes to something."""
        return all(self.counted(report, code, period if tag else "", bool(tag)) for code, tag in SLOT.findall(text))

    def counted(self, report, code, period, of_period) -> bool:
        if code not in indicators or (of_period and not period):
            return False
        scope = Scope(self.unit, report.start, report.end, {"occasion": period} if period else {})
        return bool(indicators[code].value(scope))

    def say(self, report, paragraph, text, source, after, period, by):
        def slot(found):
            filters = {"occasion": period} if found[2] else {}
            figure = writing.bind(report=report, indicator=found[1], unit=self.unit, filters=filters, **by)
            return token(figure.number)

        said = SLOT.sub(slot, text.replace("{period}", to_chinese(int(period)) if period.isdigit() else period))
        writing.write(paragraph=paragraph, text=said, source=source, follow_up=after, **by)

    def publish(self, report):
        day = report.dated
        report = publishing.submit_report(report=report, **self.by(day))
        at = self.world.at(day)
        return publishing.rule_report(case=report.case, by=self.chair, ruling=Ruling.APPROVE, at=at)

    def enter_a_late_member(self, year):
        """Somebody who joined in December and was only entered now: the published number of members was one short."""
        one = self.world.crowd.one()
        joined = date(year, 12, 22)
        register_member(name=one.name, unit=self.unit, joined_on=joined, id_number=one.id_number, by=self.officer)

    def this_year(self, previous):
        """Begun from the published one; the number typed by hand still wants its source."""
        year, today = previous.start.year + 1, self.world.today
        report = starting.start_report(
            unit=self.unit,
            title=f"{year}年度工会工作报告",
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            as_of=today,
            byline=CHAIR,
            salutation="各位代表",
            previous=previous,
            **self.by(today),
        )
        self.move_on(report, year)
        report = publishing.consult(report=report, **self.by(today))
        opinion = "建议在“做实服务”一节补充分工会开展活动的情况。"
        publishing.say_opinion(report=report, text=opinion, by=self.chair, at=self.world.now)
        return report

    def move_on(self, report, year):
        """What the officer does first: the year in the headings, the period of mutual aid."""
        by, period = self.by(self.world.today), self.busiest_period(report)
        for section in report.sections.all():
            heading = section.heading.replace(str(year - 1), str(year))
            writing.change_section(section=section, heading=heading, part=section.part, level=section.level, **by)
        if period.isdigit():
            self.next_period(report, period, by)

    def next_period(self, report, period, by):
        for figure in report.figures.exclude(filters=""):
            writing.rebind(
                figure=figure, indicator=figure.indicator, unit=figure.unit, filters={"occasion": period}, **by
            )
        last, this = (f"第{to_chinese(number)}期" for number in (int(period) - 1, int(period)))
        for paragraph in Paragraph.objects.filter(section__report=report, text__contains=last):
            writing.write(paragraph=paragraph, text=paragraph.text.replace(last, this), **by)
