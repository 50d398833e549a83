"""The user's own file with the outcome of every line written into it."""

import tempfile
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.sheets.marked import Marker
from zhijia.base.sheets.parse import Parser
from zhijia.kernels.files import actions as files

from . import rules
from .sheet import layout_of, opened

WORDS = {"created": gettext_lazy("新增"), "updated": gettext_lazy("更新"), "unchanged": gettext_lazy("未变")}


def mark_file(batch, at):
    """Store the marked copy as an attachment that those may open who may open the original."""
    with tempfile.TemporaryDirectory(prefix="zhijia-") as folder:
        path = Path(folder) / f"{Path(batch.file.name).stem[:80]}（导入结果）.xlsx"
        with opened(batch.file) as book:
            Marker(book, layout_of(batch), verdicts(batch), otherwise(batch)).write(path)
        with path.open("rb") as file:
            upload = File(file, name=path.name)
            return files.store(
                upload=upload,
                unit=batch.unit,
                by=batch.by,
                at=at,
                kinds=("xlsx",),
                needs=batch.file.needs,
                most=4 * upload.size + 1,
            )


def otherwise(batch):
    """What is said of a line of data without a verdict of its own."""
    parser = Parser(batch.spec, layout_of(batch))
    said = _("未变") if batch.state in rules.WRITTEN else _("可以导入")
    return lambda cells: said if parser.is_data(cells) else ""


def verdicts(batch):
    """(line, what to say, places of wrong cells) in the order of lines; faults and outcomes are never of one line."""
    faults, rows = by_line(fault_verdicts(batch)), row_verdicts(batch)
    fault, row = next(faults, None), next(rows, None)
    while fault or row:
        if row is None or (fault is not None and fault[0] < row[0]):
            yield fault
            fault = next(faults, None)
        else:
            yield row
            row = next(rows, None)


def fault_verdicts(batch):
    labels = {column.key: str(column.label) for column in batch.spec.columns}
    for line, key, message in batch.faults.order_by("line", "pk").values_list("line", "column", "message").iterator():
        label = labels.get(key, "")
        said = message if not label or label in message else f"{label}：{message}"
        yield line, said, batch.places.get(key)


def by_line(faults):
    line, said, places = None, [], set()
    for here, message, place in faults:
        if here != line:
            if line is not None:
                yield line, "；".join(said), places
            line, said, places = here, [], set()
        said.append(message)
        if place is not None:
            places.add(place)
    if line is not None:
        yield line, "；".join(said), places


def row_verdicts(batch):
    for line, outcome in batch.rows.order_by("line").values_list("line", "outcome").iterator():
        yield line, str(WORDS.get(outcome, outcome)), ()
