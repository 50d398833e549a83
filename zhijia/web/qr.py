"""A QR code as SVG: nothing is fetched, and the content policy has nothing to refuse."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M

__all__ = ["ERROR_CORRECT_L", "ERROR_CORRECT_M", "path_of", "svg"]

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks


def path_of(text: str, level=ERROR_CORRECT_M) -> tuple[str, int]:
    """(path of horizontal runs, modules a side with the margin). A printed code wants M, one renewed on a screen L."""
    code = QRCode(error_correction=level, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    drawn = "".join(f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for start, length in runs(row))
    return drawn, len(rows)


def svg(text: str, label, level=ERROR_CORRECT_M):
    """Inline SVG; `label` is read aloud instead of it."""
    drawn, side = path_of(text, level)
    return format_html(
        '<svg class="zj-qr" viewBox="0 0 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{drawn}"/></svg>',
        side=side,
        label=label,
        drawn=mark_safe(drawn),  # noqa: S308 - digits and letters made above
    )


def runs(row):
    """(start, length) of each stretch of dark modules."""
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None
