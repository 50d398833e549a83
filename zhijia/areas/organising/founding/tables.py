from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Application, Ask
from .rules.changes import STATE_TONES
from .rules.lines import KIND_NAMES
from .rules.process import STEP_NAMES, STEP_TONES
from .rules.surveying import STAGE_NAMES, STAGE_TONES


class TargetTable(Table):
    columns = [
        Column("name", _("单位名称"), link=True),
        Column("sort", _("类型")),
        Column("stage", _("进展"), kind="state", labels=STAGE_NAMES, colours=STAGE_TONES),
        Column("staff", _("职工人数"), kind="number", total=True),
        Column("women", _("女职工"), kind="number", total=True, hidden=True),
        Column("obstacle", _("困难")),
        Column("last_on", _("最近联络"), kind="date", sort="last_on"),
        Column("planned_on", _("计划建会日期"), kind="date"),
        Column("responsible", _("责任人")),
        Column("unit", _("负责工会"), sort="unit__path"),
        Column("founded_unit", _("建立的工会"), hidden=True),
        Column("founded_on", _("建会日期"), kind="date", hidden=True),
        Column("sector", _("行业"), hidden=True),
        Column("ownership", _("单位性质"), hidden=True),
        Column("surveyed_on", _("摸排日期"), kind="date", hidden=True),
    ]
    order = "unit"


class ContactTable(Table):
    columns = [
        Column("on", _("日期"), kind="date"),
        Column("target.name", _("单位"), link=True),
        Column("way", _("方式")),
        Column("met", _("对方人员")),
        Column("said", _("情况")),
        Column("agreed", _("约定事项")),
        Column("by", _("登记人"), sort="by__name"),
    ]
    order = "-on"


class AskTable(Table):
    columns = [
        Column("name", _("单位名称"), link=True),
        Column("sort", _("类型")),
        Column("state", _("状态"), kind="state", colours=Ask.state_colours),
        Column("staff", _("职工人数"), kind="number"),
        Column("works_at", _("工作地点")),
        Column("contact", _("来信人")),
        Column("sent_at", _("提交时间"), kind="datetime"),
        Column("unit", _("受理工会"), sort="unit__path"),
    ]
    order = "-sent_at"


class FoundingTable(Table):
    columns = [
        Column("name", _("拟建工会"), link=True),
        Column("step", _("进度"), kind="state", labels=STEP_NAMES, colours=STEP_TONES),
        Column("kind", _("类别")),
        Column("members", _("会员"), kind="number", sort="members"),
        Column("leader", _("筹备组组长")),
        Column("planned_on", _("计划召开大会"), kind="date"),
        Column("unit", _("上级工会"), sort="unit__path"),
        Column("prepared_on", _("批复筹建"), kind="date", hidden=True),
        Column("founded_on", _("成立日期"), kind="date"),
        Column("founded_number", _("成立批复文号"), hidden=True),
    ]
    order = "-made_at"


class ApplicationTable(Table):
    columns = [
        Column("name", _("姓名")),
        Column("id_tail", _("证件尾号")),
        Column("state", _("状态"), kind="state", colours=Application.state_colours),
        Column("kind", _("用工形式")),
        Column("position", _("岗位职务")),
        Column("part.name", _("所在单位")),
        Column("sent_at", _("提交时间"), kind="datetime"),
        Column("refused_for", _("说明")),
        Column("id_number", _("身份证号"), kind="masked", sort=False, hidden=True),
        Column("phone", _("手机号"), kind="masked", sort=False, hidden=True),
    ]
    order = "sent_at"


class ChangeTable(Table):
    columns = [
        Column("unit.name", _("单位"), link=True),
        Column("kind", _("变更事项")),
        Column("gist", _("内容"), sort=False),
        Column("state", _("状态"), kind="state", colours=STATE_TONES),
        Column("effective_on", _("生效日期"), kind="date"),
        Column("document_no", _("批复文号")),
        Column("asked_by", _("申请人"), sort="asked_by__name"),
        Column("asked_at", _("登记时间"), kind="datetime", hidden=True),
    ]
    order = "-effective_on"


class LineTable(Table):
    columns = [
        Column("where", _("单位"), link=True, value=lambda row: row.place or row.unit.name, sort="unit__path"),
        Column("fault", _("断线情形"), labels=KIND_NAMES),
        Column("detail", _("说明")),
        Column("found_on", _("发现日期"), kind="date"),
        Column("cause", _("原因")),
        Column("responsible", _("责任人")),
        Column("due_on", _("完成期限"), kind="date"),
        Column(
            "state",
            _("状态"),
            kind="state",
            value=lambda row: _("已销号") if row.fixed_on else _("待修复"),
            colours={str(_("待修复")): "late"},
            sort="fixed_on",
        ),
        Column("fixed_on", _("销号日期"), kind="date", hidden=True),
        Column("plan", _("整改方案"), hidden=True),
        Column("place", _("地方或单位"), hidden=True),
        Column("unit.code", _("单位编码"), hidden=True),
        Column("unit.name", _("负责工会"), hidden=True),
        Column("fixed_note", _("整改结果"), hidden=True),
    ]
    order = "state"
