"""What a newcomer finds: a published report with a difference, and a draft that still wants something."""

from datetime import date
from types import SimpleNamespace

from zhijia.areas.office.reports import demo
from zhijia.areas.office.reports.actions import differing
from zhijia.areas.office.reports.models import Report
from zhijia.areas.office.reports.text import Text
from zhijia.areas.office.reports.verify import frozen_reports
from zhijia.base.identity import synthetic_id
from zhijia.kernels.inbox.models import Notice


def world_of(cast):
    late = SimpleNamespace(name="陈晚", id_number=synthetic_id(date(1992, 5, 6), 9))
    return SimpleNamespace(
        units={cast.college.code: cast.college},
        years=[2025, 2026],
        today=cast.today,
        now=cast.now,
        crowd=SimpleNamespace(one=lambda: late),
        at=lambda day: min(cast.now.replace(year=day.year, month=day.month, day=day.day), cast.now),
        officer_of=lambda unit: cast.college_officer,
        chair_of=lambda unit: cast.college_chair,
    )


def test_the_demonstration_is_true_to_itself(cast):
    demo.build(world_of(cast))
    published, draft = Report.objects.order_by("end")
    assert published.state == "published" and draft.state == "consulting" and draft.opinions.count() == 1
    assert [c.frozen.indicator for c in differing.differences_of(published)] == ["members"]
    assert Notice.objects.filter(user=cast.college_officer).count() == 1
    assert list(frozen_reports()) == []
    (wanted,) = Text(draft).blocking
    assert "手写的26条没有写来源" in wanted.say()
    assert str(draft.sections.order_by("seq")[1]) == "2026年的工作回顾"
