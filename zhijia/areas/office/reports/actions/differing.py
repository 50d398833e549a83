"""Whether the numbers of a published report still come out as they were frozen."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.indicators.base import indicators

from ..models import Difference, FrozenFigure, Report
from ..reading import exact, frozen_scope, period_said, read_many


@dataclass(frozen=True)
class Changed:
    """A frozen number and what the same question answers now."""

    frozen: FrozenFigure
    exact: str
    rows: int
    row_hash: str
    url: str
    same_value: bool
    found_at: Any = None

    @property
    def period(self) -> str:
        return period_said(self.frozen.indicator, self.frozen.start, self.frozen.end)

    @property
    def gone(self) -> bool:
        return not self.url


def differences_of(report) -> list[Changed]:
    """Every frozen number that comes out otherwise now: another value, or the same value from other rows."""
    figures = list(FrozenFigure.objects.bound().filter(publication__report=report).select_related("unit"))
    hashes, scopes = {}, {}
    known = {f.pk: (indicators[f.indicator], _shared(frozen_scope(f), scopes)) for f in figures if lives(f)}
    now = read_many(known)
    made = (_changed(f, *known[f.pk], now[f.pk], hashes) if lives(f) else _gone(f) for f in figures)
    return [changed for changed in made if changed]


def _shared(scope, scopes):
    """Figures that ask about the same place and days look the place up once."""
    return scopes.setdefault(scope.query, scope)


def _hash(indicator, scope, hashes) -> str:
    """Numbers counted from the same records have the same fingerprint: times and money of one kind."""
    if not indicator.recorded:
        return indicator.row_hash(scope)
    key = indicator.kinds, str(sorted(indicator.tags.items())), scope.query
    if key not in hashes:
        hashes[key] = indicator.row_hash(scope)
    return hashes[key]


def lives(figure) -> bool:
    return figure.indicator in indicators


def _changed(figure, indicator, scope, value, hashes) -> Changed | None:
    row_hash = _hash(indicator, scope, hashes)
    if str(value) == figure.value and row_hash == figure.row_hash:
        return None
    return Changed(
        frozen=figure,
        exact=exact(indicator, value),
        rows=indicator.rows(scope).count(),
        row_hash=row_hash,
        url=indicator.url(scope),
        same_value=str(value) == figure.value,
    )


def _gone(figure) -> Changed:
    return Changed(figure, "", 0, "", "", same_value=False)


@transaction.atomic
def note_differences(*, report, at) -> int:
    """Write down what has come out differently since the last look, and tell the writer once of each."""
    changed = [each for each in differences_of(report) if not each.gone]
    known = set(
        Difference.objects.filter(figure__publication__report=report).values_list("figure_id", "exact", "row_hash")
    )
    fresh = [each for each in changed if (each.frozen.pk, each.exact, each.row_hash) not in known]
    Difference.objects.bulk_create(
        Difference(figure=each.frozen, found_at=at, exact=each.exact, rows=each.rows, row_hash=each.row_hash)
        for each in fresh
    )
    if fresh:
        _tell(report, fresh, at)
    return len(fresh)


def _tell(report, fresh, at):
    first = fresh[0]
    title = f"《{report.name}》发布后有{len(fresh)}个数发生变化：{first.frozen.words}，现为{first.exact}"
    for user in {report.made_by, report.publication.by}:
        notify(user=user, title=title, url=f"{report.get_absolute_url()}changes/", at=at)


def note_all(*, at) -> tuple[int, int]:
    """All reports in force. Gives how many were looked at and how many new differences were found."""
    reports = Report.objects.published().select_related("unit", "made_by", "publication__by")
    found = [note_differences(report=report, at=at) for report in reports]
    return len(found), sum(found)
