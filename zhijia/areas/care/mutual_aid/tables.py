from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Claim, Enrolment, FeeReceipt, PaymentList
from .models.schemes import period_name


def tail(read):
    """An identity number by its last four signs: enough to tell namesakes apart."""

    def value(row):
        digits = read(row).id_tail
        return f"****{digits}" if digits else ""

    return value


def newest(scheme):
    return period_name(scheme.newest) if scheme.newest else ""


class SchemeTable(Table):
    columns = [
        Column("name", _("方案名称"), link=True, note="code"),
        Column("unit.name", _("主办单位")),
        Column("newest", _("最近一期"), value=newest, sort=False),
        Column("versions", _("条款版本"), kind="number", value=lambda scheme: scheme.version_count, sort=False),
    ]


class PeriodTable(Table):
    columns = [
        Column("label", _("期次"), link=True, note="scheme.name", sort="number"),
        Column("enrol_from", _("参互开始"), kind="date"),
        Column("enrol_to", _("参互截止"), kind="date"),
        Column("starts_on", _("保障起始"), kind="date"),
        Column("ends_on", _("保障终止"), kind="date"),
    ]
    order = "-starts_on"


class EnrolmentTable(Table):
    columns = [
        Column("person.name", _("姓名"), link=True, note="unit.name"),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.person), sort=False),
        Column("period.label", _("互助期"), sort="period__starts_on"),
        Column("fee_fen", _("互助金"), kind="money", total=True),
        Column("personal_fen", _("其中个人承担"), kind="money", hidden=True, total=True),
        Column("first_time", _("首次参互"), kind="bool"),
        Column("state", _("状态"), kind="state", colours=Enrolment.state_colours),
        Column("listed_at", _("登记时间"), kind="datetime", hidden=True),
    ]
    order = "-period.label"


class CandidateTable(Table):
    columns = [
        Column("person.name", _("姓名"), note="unit.name"),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.person), sort=False),
        Column("person.sex", _("性别")),
        Column("person.born_on", _("出生日期"), kind="date"),
        Column("joined_on", _("入会日期"), kind="date"),
    ]
    order = "person.name"


class ReceiptTable(Table):
    columns = [
        Column("unit.name", _("缴费单位"), link=True, note="period.label"),
        Column("received_on", _("到账日期"), kind="date"),
        Column("amount_fen", _("到账金额"), kind="money", total=True),
        Column("heads", _("生效人数"), kind="number"),
        Column("reference", _("银行流水号")),
        Column("state", _("状态"), kind="state", colours=FeeReceipt.state_colours),
    ]
    order = "-received_on"


class ClaimTable(Table):
    columns = [
        Column("number", _("编号"), link=True, sort="case__number"),
        Column("enrolment.person.name", _("姓名"), note="unit.name"),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.enrolment.person), sort=False, hidden=True),
        Column(
            "period", _("互助期"), value=lambda row: row.enrolment.period.label, sort="enrolment__period__starts_on"
        ),
        Column("hospital", _("就诊医院"), hidden=True),
        Column("admitted_on", _("入院"), kind="date"),
        Column("discharged_on", _("出院"), kind="date"),
        Column("total_fen", _("医疗总费用"), kind="money", hidden=True),
        Column("self_pay_fen", _("政策内自付"), kind="money", total=True),
        Column("amount_fen", _("补助金"), kind="money", total=True),
        Column("state", _("状态"), kind="state", colours=Claim.state_colours, note="case.desk_unit"),
        Column(
            "due_on", _("办理期限"), kind="date", value=lambda row: row.case.due_on, sort="case__due_on", hidden=True
        ),
        Column("paid_on", _("发放日期"), kind="date", hidden=True),
    ]
    order = "-number"


class PaymentTable(Table):
    columns = [
        Column("number", _("批次号"), link=True),
        Column("period.label", _("互助期"), sort="period__starts_on"),
        Column("count", _("人次"), kind="number", value=lambda row: row.count, sort=False),
        Column("fen", _("金额"), kind="money", value=lambda row: row.fen or 0, sort=False),
        Column("drawn_by", _("制表人"), sort=False),
        Column("drawn_at", _("制表时间"), kind="datetime"),
        Column("paid_on", _("发放日期"), kind="date"),
        Column("state", _("状态"), kind="state", colours=PaymentList.state_colours),
    ]
    order = "-number"
