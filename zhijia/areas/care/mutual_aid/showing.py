"""A claim as pages and the in-tray show it."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import DOTS
from zhijia.web import formats

from .models import Claim

CLAIMS = Claim.objects.select_related(
    "case__desk_unit",
    "case__opened_by",
    "case__subject",
    "enrolment__person__user",
    "enrolment__period__scheme",
    "unit",
)


def stay_facts(claim) -> list:
    period = claim.enrolment.period
    return [
        (_("单位"), claim.unit.name),
        (_("互助期"), format_html('<a href="{}">{}</a>', period.get_absolute_url(), period)),
        (_("就诊医院"), claim.hospital),
        (_("住院日期"), f"{formats.day(claim.admitted_on)} — {formats.day(claim.discharged_on)}"),
        (_("住院天数"), claim.stay.days),
        (_("医疗总费用（元）"), formats.yuan(claim.total_fen)),
        (_("政策范围内自付（元）"), formats.yuan(claim.self_pay_fen)),
        (_("发票号"), claim.invoice_no),
        (_("目录内重大疾病"), formats.yes(claim.listed_disease)),
        (_("出院诊断"), DOTS if claim.diagnosis else _("未填写")),
    ]
