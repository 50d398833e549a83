"""The report as an official .docx: the text with its numbers, and an appendix saying where each came from."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.engines.documents.official import Column, Heading, Manuscript, PageBreak, Paragraph, Run, Table, render
from zhijia.web.formats import moment

from . import rules
from .actions.publishing import frozen_figures
from .models import FrozenFigure
from .reading import filters_said, period_said
from .text import Text


def docx_of(report, *, at=None) -> bytes:
    return render(manuscript(Text(report), at=at))


def manuscript(text: Text, *, at=None) -> Manuscript:
    """`at`: when the numbers of a draft were counted; a published report says when it was frozen."""
    report = text.report
    figures = figures_of(text)
    return Manuscript(
        title=title_of(report),
        subtitle=report.subtitle,
        dated=report.dated,
        byline=report.byline,
        salutation=report.salutation.rstrip("：:"),
        body=(*_body(text, {row.number for row in figures if row.number}), *_appendix(report, figures, at)),
    )


def title_of(report) -> tuple[str, ...]:
    """What is not published says so in its title; what is no longer in force too."""
    mark = {rules.State.PUBLISHED: "", rules.State.VOID: _("（已废止）")}.get(report.state, _("（草稿）"))
    first, *rest = report.lines
    return (mark + first, *rest)


def figures_of(text: Text) -> list[FrozenFigure]:
    """The numbers in the order of the text: as frozen, or as they would be frozen now."""
    if not text.report.published:
        return frozen_figures(text)
    rows = FrozenFigure.objects.filter(publication__report=text.report).select_related("unit")
    return list(rows.order_by("place", "pk"))


def _body(text, sourced):
    for chapter in text.chapters:
        if chapter.row.heading:
            yield Heading(chapter.row.level, chapter.row.heading)
        for said in chapter.paragraphs:
            for line in said.row.text.splitlines():
                if line.strip():
                    yield Paragraph(_runs(line.strip(), text, sourced))


def _runs(line, text, sourced):
    return tuple(_run(piece, text, sourced) if isinstance(piece, int) else piece for piece in rules.pieces(line))


def _run(number, text, sourced):
    words = text.words.get(number, rules.token(number))
    return Run(words, link=f"#source_{number}") if number in sourced else Run(words)


COLUMNS = (
    Column(_("序号"), "centre", width=3),
    Column(_("原句"), width=11),
    Column(_("取数办法"), width=12),
    Column(_("准确数"), "number", width=8),
    Column(_("明细"), "number", width=5),
    Column(_("校验值"), "number", width=6),
)


def _appendix(report, figures, at):
    if not figures:
        return
    yield PageBreak()
    yield Table(COLUMNS, tuple(_row(n, row) for n, row in enumerate(figures, 1)), caption=_("数据来源"), ruled="three")
    yield Paragraph(_counted_at(report, at))


def _counted_at(report, at) -> str:
    if report.published:
        return _("取数时点：%(at)s（发布时冻结）。") % {"at": moment(report.publication.at)}
    return _("取数时点：%(at)s（草稿，发布前会变化）。") % {"at": moment(at or timezone.now())}


def _row(n, row):
    if not row.number:
        how = _("手写；来源：%(source)s") % {"source": row.source or _("未注明")}
        return str(n), _sentence(row), how, row.words, "—", "—"
    rows = _("%(n)s条") % {"n": row.rows}
    return (
        Run(str(n), bookmark=f"source_{row.number}"),
        _sentence(row),
        how_counted(row),
        row.exact,
        rows,
        row.row_hash[:8],
    )


def _sentence(row):
    return _("第%(place)s段：%(sentence)s") % {"place": row.place, "sentence": row.sentence}


def how_counted(row: FrozenFigure) -> str:
    """Indicator, unit, window, filters and the wording used."""
    window = period_said(row.indicator, row.start, row.end)
    parts = [row.name, row.unit.name, window, filters_said(row.indicator, row.tags)]
    return "；".join([*filter(None, parts), _("报告用语“%(words)s”") % {"words": row.words}])


def as_json(report, *, at=None) -> dict:
    """Head and numbers for scripts."""
    text = Text(report)
    return {
        "code": report.code,
        "version": report.version,
        "title": report.name,
        "unit": report.unit.code,
        "state": report.state,
        "from": report.start.isoformat(),
        "to": report.end.isoformat(),
        "published_at": report.publication.at.isoformat() if report.published else None,
        "digest": report.publication.digest if report.published else None,
        "figures": [figure_json(row) for row in figures_of(text)],
        "findings": [{"paragraph": f.place, "blocks": f.blocks, "message": f.say(_)} for f in text.findings],
    }


def figure_json(row: FrozenFigure) -> dict:
    return {
        "paragraph": row.place,
        "sentence": row.sentence,
        "wording": row.words,
        "bound": bool(row.number),
        "source": row.source,
        "indicator": row.indicator,
        "unit": row.unit.code if row.unit else None,
        "from": row.start.isoformat() if row.start else None,
        "to": row.end.isoformat() if row.end else None,
        "filters": row.tags,
        "exact": row.exact,
        "rows": row.rows,
        "row_hash": row.row_hash,
    }
