"""A code is one path; what is drawn is exactly the dark modules."""

import re

from hypothesis import given
from hypothesis import strategies as st

from zhijia.web.qr import path_of, runs, svg


@given(st.lists(st.booleans(), max_size=60))
def test_runs_cover_the_dark_and_nothing_else(row):
    dark = {x for start, length in runs(row) for x in range(start, start + length)}
    assert dark == {x for x, is_dark in enumerate(row) if is_dark}


def test_the_margin_stays_white_and_the_label_is_escaped():
    drawn, side = path_of("https://example.org/加入")
    starts = [int(x) for x in re.findall(r"M(\d+) ", drawn)]
    assert min(starts) >= 4 and side > 29
    assert "&lt;b&gt;" in svg("x", "<b>")
