from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Candidate, Delegate, TermChange
from .rules.steps import STEPS, WHO_NAMES, Step


def whose_turn(change):
    return WHO_NAMES[STEPS[Step(change.step)].who] if change.open else ""


def lateness(change):
    days = (timezone.localdate() - change.due_on).days if change.open and change.due_on else 0
    return _("已逾期 %(days)s 天") % {"days": days} if days > 0 else ""


class ChangeTable(Table):
    columns = [
        Column(
            "unit",
            _("工会"),
            link=True,
            sort="unit__path",
            note=lambda row: row.unit.name if row.unit.short_name else "",
        ),
        Column("number", _("届次"), value=lambda row: row.ordinal, sort="number"),
        Column("route", _("方式")),
        Column("step", _("当前步骤"), value=lambda row: STEPS[Step(row.step)].name if row.open else ""),
        Column("turn", _("由谁办理"), value=whose_turn, sort=False),
        Column("due_on", _("本步期限"), kind="date", note=lateness),
        Column("end_on", _("届满日期"), kind="date"),
        Column("elected_on", _("选举日期"), kind="date"),
        Column("state", _("状态"), kind="state", colours=TermChange.state_colours),
        Column("members", _("会员人数"), kind="number", hidden=True),
        Column("begun_on", _("启动日期"), kind="date", hidden=True),
    ]
    order = "due_on"
    row_class = staticmethod(lambda row: "zj-row-late" if lateness(row) else "")


class DueTable(Table):
    """Terms that end soon and for which nothing has begun."""

    columns = [
        Column("body.unit", _("工会"), sort="body__unit__path"),
        Column("number", _("届次"), value=lambda row: row.ordinal, link=True, sort="number"),
        Column("from_on", _("选举日期"), kind="date"),
        Column("due_on", _("届满日期"), kind="date", note=lambda row: row.alert(timezone.localdate())),
        Column("seats", _("委员名额"), kind="number"),
    ]
    order = "due_on"


YES = {True: _("是"), False: _("否")}


def flag(code, label):
    """A box of the list, in the words the import reads back."""
    return Column(code, label, value=lambda row: YES[getattr(row, code)], sort=code)


class DelegateTable(Table):
    """Its headings are those of the import `elections.delegates`."""

    columns = [
        Column("person.name", _("姓名"), link=True, sort="person__initials"),
        Column("constituency.place", _("选区"), sort="constituency__place__path"),
        Column("person.id_tail", _("证件尾号")),
        Column("position", _("职务")),
        flag("front_line", _("一线职工")),
        flag("model", _("劳模先进")),
        flag("grassroots", _("基层工会工作者")),
        flag("leader", _("中层正职以上")),
        Column("person.sex", _("性别"), hidden=True),
        Column("person.ethnicity", _("民族"), hidden=True),
        Column("credential", _("资格审查"), kind="state", colours=Delegate.credential_colours, note="credential_note"),
    ]
    order = "constituency.place"


class CandidateTable(Table):
    """Its headings are those of the import `elections.candidates`."""

    columns = [
        Column("office", _("拟任职务"), sort="place"),
        Column("person.name", _("姓名"), link=True, sort="person__initials", note=lambda row: str(row.person.home)),
        Column("person.id_tail", _("证件尾号"), hidden=True),
        Column("position", _("现任职务")),
        Column("classes", _("人员类别"), value=lambda row: row.classes_said, sort=False),
        Column("nominations", _("推荐票数"), kind="number"),
        Column("relation", _("回避申报")),
        Column("rank", _("职级"), hidden=True),
        Column("review", _("联审"), kind="state", note="review_note"),
        Column("state", _("结果"), kind="state", colours=Candidate.state_colours, note="left_reason"),
    ]
    order = "office"


class ConstituencyTable(Table):
    columns = [
        Column("place", _("选区"), sort="place__path"),
        Column("members", _("会员人数"), kind="number", total=True),
        Column("women", _("女会员人数"), kind="number", total=True),
        Column("seats", _("代表名额"), kind="number", total=True),
        Column("listed", _("已列入"), kind="number", value=lambda row: row.listed, sort=False),
        Column("left", _("还差"), kind="number", value=lambda row: row.seats - row.listed, sort=False),
    ]
    order = "place"


class QuotaTable(ConstituencyTable):
    """For whoever may change the seats of a constituency: its number opens the form."""

    columns = [
        *ConstituencyTable.columns[:3],
        Column("seats", _("代表名额"), kind="number", total=True, link=True, url=lambda row: row.seats_url),
        *ConstituencyTable.columns[4:],
    ]
