"""Verbs over import batches: receive a file, say what its columns are, check, import, take back."""

from pathlib import Path

from django.core.files import File
from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.sheets import guard, imports
from zhijia.base.sheets.reading import first_rows, open_sheets
from zhijia.base.verdict import need
from zhijia.kernels.files import actions as files
from zhijia.kernels.jobs import actions as jobs

from . import rules, work
from .models import ImportBatch
from .sheet import LOOK, guess, layout_at, opened

COUNTS = ("done_lines", "total", "good", "bad", "duplicate", "blank", "created", "updated", "unchanged")
PRIVATE = "view_private"  # who else may open the uploaded file: it holds what the lists mask


@transaction.atomic
def receive(*, spec, upload, unit, by, at, subject_id=None) -> ImportBatch:
    """Keep the file, guess its layout. Nothing of it is believed before the check."""
    need(spec in imports, "没有名为“%(spec)s”的导入项目", spec=spec).or_refuse()
    need(
        by is None or by.can(imports[spec].ability, unit),
        "您在“%(unit)s”没有导入权限，请选择其他单位",
        field="unit",
        unit=unit,
    ).or_refuse()
    layout, rows = look_into(upload, imports[spec])
    need(rows, guard.EMPTY, field="file").or_refuse()
    kept = files.store(
        upload=upload, unit=unit, by=by, at=at, kinds=("xlsx", "csv", "txt"), needs=PRIVATE, most=guard.MOST_BYTES
    )
    return ImportBatch.objects.create(
        spec_code=spec,
        unit=unit,
        by=by,
        file=kept,
        subject_id=subject_id,
        sheet=layout.sheet,
        header=layout.header,
        headings=layout.headings,
        places=layout.places,
        made_at=at,
    )


def look_into(upload, spec):
    """Layout and first lines, or a refusal that belongs beside the file field."""
    found = guess(open_sheets(upload, upload.size), spec)
    upload.seek(0)
    return found


@transaction.atomic
def lay_out(*, batch, sheet, header, places=None, by=None) -> ImportBatch:
    """Another sheet or line of headings, and which column stands where; without `places` they are matched anew."""
    batch = _locked(batch)
    batch.may_lay_out().or_refuse()
    with opened(batch.file) as book:
        layout, _found = layout_at(sheet, first_rows(book, sheet, max(LOOK, header)), batch.spec, header)
    width = len(layout.headings)
    if places is not None:
        layout.places = {key: place for key, place in places.items() if key in batch.spec.by_key and 0 <= place < width}
    batch.sheet, batch.header, batch.headings, batch.places = (
        layout.sheet,
        layout.header,
        layout.headings,
        layout.places,
    )
    _forget(batch)
    batch.state = rules.UPLOADED
    batch.save()
    return batch


@transaction.atomic
def start_check(*, batch, by, at):
    batch = _locked(batch)
    batch.may_check().or_refuse()
    _forget(batch)
    return _begin(batch, rules.CHECKING, by, at)


@transaction.atomic
def start_run(*, batch, mode, by, at):
    batch = _locked(batch)
    batch.may_run(mode).or_refuse()
    if batch.state == rules.CHECKED:
        _forget(batch)
        batch.mode = mode
    return _begin(batch, rules.RUNNING, by, at)


@transaction.atomic
def start_undo(*, batch, by, at):
    batch = _locked(batch)
    batch.may_undo(at).or_refuse()
    return _begin(batch, rules.UNDOING, by, at)


@transaction.atomic
def resume(*, batch, by, at):
    """Put a batch whose job died back to work where it stands."""
    batch = _locked(batch)
    batch.may_resume().or_refuse()
    return _begin(batch, batch.state, by, at)


def _locked(batch):
    return (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("unit", "by", "file", "job").get(pk=batch.pk)
    )


def _forget(batch):
    """What an earlier check found and counted."""
    batch.faults.all().delete()
    for name in COUNTS:
        setattr(batch, name, 0)
    batch.marked, batch.error = None, ""


def _begin(batch, state, by, at):
    batch.state, batch.error = state, ""
    batch.job = jobs.enqueue(code=work.CODES[state], by=by, unit=batch.unit, payload={"batch": batch.pk}, at=at)
    batch.save()
    return batch


def import_file(*, spec, path, unit, by=None, at, mode=rules.KEEP_GOOD, dry_run=False, subject_id=None, report=None):
    """The whole way in this process, for commands and demonstrations."""
    path = Path(path)
    with path.open("rb") as file:
        batch = receive(spec=spec, upload=File(file, name=path.name), unit=unit, by=by, at=at, subject_id=subject_id)
    need(not batch.missing, "表格里找不到必填列：%(columns)s", columns="、".join(batch.missing)).or_refuse()
    report = report or work.silent
    if dry_run or mode == rules.ALL_OR_NOTHING:
        _set(batch, state=rules.CHECKING)
        work.check(batch, report, at)
        if dry_run or batch.bad or batch.duplicate:
            return batch
    _forget(batch)
    _set(batch, state=rules.RUNNING, mode=mode)
    work.run(batch, report, at)
    return batch


def _set(batch, **values):
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save()


@transaction.atomic
def open_export(*, by, what, unit, reason, at):
    """Somebody takes unmasked numbers away: only with the right to, and with a reason that stays."""
    (
        need(by.can("view_private", unit), "您没有查看“%(unit)s”敏感信息的权限，请取消勾选", field="private", unit=unit)
        & need(len(reason.strip()) >= 4, "请写明理由，例如“核对医疗互助参保名册”", field="reason")
    ).or_refuse()
    return note(by=by, verb="export", target=None, unit=unit, after={"what": str(what)}, reason=reason.strip(), at=at)
