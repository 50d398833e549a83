"""Whether what was published still says what was published. That its numbers would come out otherwise today is a
difference, listed on the report's own page, and no fault."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.verifying import Fault, check

from .actions.publishing import digest_of
from .models import Publication, Report
from .rules import FROZEN
from .text import Text


@check("reports", _("已发布报告的冻结内容"))
def frozen_reports():
    publications = Publication.objects.select_related("report__unit").prefetch_related("figures")
    for publication in publications.iterator(chunk_size=100):
        report = publication.report
        where = f"{report.code} 第{report.version}版"
        if report.state not in FROZEN:
            yield Fault(where, _("已经发布过，状态却是“%(state)s”") % {"state": report.get_state_display()})
        if digest_of(report, Text(report).chapters, publication.figures.all()) != publication.digest:
            yield Fault(where, _("文字或数字与发布时的校验值不符，发布后被改动过"))
    for report in _unpublished():
        yield Fault(f"{report.code} 第{report.version}版", _("状态是“已发布”，却没有发布记录"))


def _unpublished():
    return Report.objects.filter(state__in=FROZEN, publication__isnull=True)
