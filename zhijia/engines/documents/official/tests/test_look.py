"""The page as an office suite lays it out. Needs LibreOffice Writer and poppler-utils."""

import os
import re
import shutil
import subprocess

import pytest

from zhijia.engines.documents.official import Manuscript, Paragraph, render
from zhijia.engines.documents.official.tests.samples import notice, report

MM = 25.4 / 72  # of a point


def _chinese_font() -> bool:
    listed = (
        shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout
    )
    return bool(listed)


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Writer (soffice)"),
    pytest.mark.skipif(not _chinese_font(), reason="needs a Chinese font (fonts-noto-cjk)"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils (pdftotext)"),
]


@pytest.fixture
def laid_out(tmp_path):
    """Pages of words, each (left, top, right, bottom, word) in mm."""

    def lay(document) -> list[list[tuple]]:
        (tmp_path / "page.docx").write_bytes(render(document))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        convert = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "page.docx",
        ]
        subprocess.run(convert, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
        boxes = subprocess.run(
            ["pdftotext", "-bbox", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True, timeout=60
        ).stdout
        return [_words(page) for page in boxes.split("<page ")[1:]]

    return lay


def _words(page: str) -> list[tuple]:
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page)
    return [(*(float(number) * MM for number in box), word) for *box, word in found]


def test_a_full_page_has_22_lines_of_28_characters(laid_out):
    pages = laid_out(Manuscript("标题", (Paragraph("国" * 28 * 50),)))
    lines = {}
    for _, top, _, _, word in pages[1]:
        if "国" in word:
            lines[round(top)] = lines.get(round(top), 0) + word.count("国")
    assert list(lines.values()) == [28] * 22


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(laid_out):
    pages = laid_out(report(pages=9))
    assert len(pages) >= 12
    for number, page in enumerate(pages, start=1):
        foot = [box for box in page if box[1] > 297 - 35]
        assert "".join(box[4] for box in foot) == f"—{number}—"
        assert abs((foot[0][1] + foot[0][3]) / 2 - (297 - 35 + 7)) < 1.5
        if number % 2:
            assert abs(foot[-1][2] - (210 - 26 - 4.9)) < 2
        else:
            assert abs(foot[0][0] - (28 + 4.9)) < 2


def test_the_red_head_and_the_imprint_stand_where_the_standard_puts_them(laid_out):
    pages = laid_out(notice())
    mark = next(box for box in pages[0] if "云岭省教科文卫体工会文件" in box[4])
    assert abs(mark[1] - (37 + 35)) < 4
    assert any("现将" in box[4] for box in pages[0])
    last = [box for box in pages[-1] if "印发" in box[4]][-1]
    assert 297 - 35 - 9 < last[3] <= 297 - 35
