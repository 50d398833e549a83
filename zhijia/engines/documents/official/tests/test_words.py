"""Every text given stands in the document, in order, whatever signs it holds."""

import io
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.engines.documents.official import Column, Heading, Manuscript, Paragraph, Run, Table, render
from zhijia.engines.documents.official.ooxml import bookmark_name, web_address
from zhijia.engines.documents.official.parts import plain
from zhijia.engines.documents.official.tests.samples import attr, body_of, find, notice, parts_of, report, words_of
from zhijia.engines.documents.official.text import (
    addressee_line,
    clean,
    copy_line,
    date_text,
    in_brackets,
    one_line,
    width,
)

anything = st.text(max_size=60)  # control characters and lone surrogates too
words = st.one_of(
    anything, st.lists(st.builds(Run, anything, st.booleans(), anything, anything), max_size=3).map(tuple)
)
table = st.builds(
    lambda rows, caption: Table((Column("甲"), Column("乙", "money")), tuple(rows), caption=caption),
    st.lists(st.tuples(words, words), max_size=3),
    anything,
)
block = st.one_of(st.builds(Paragraph, words), st.builds(Heading, st.integers(1, 4), anything, st.none(), words), table)


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


def given_texts(one) -> list[str]:
    if isinstance(one, Paragraph):
        return [plain(one.words)]
    if isinstance(one, Heading):
        return [one.text, plain(one.follow)]
    return [one.caption, *(plain(cell) for row in one.rows for cell in row)]


@settings(max_examples=150, deadline=None)
@given(anything, anything, st.lists(block, max_size=6))
def test_every_text_given_appears_in_order(title, subtitle, blocks):
    content = render(Manuscript(title, tuple(blocks), subtitle=subtitle))
    docx.Document(io.BytesIO(content))
    shown = squeezed(words_of(parts_of(content)["word/document.xml"]))
    place = 0
    for text in [title, subtitle.lstrip("—-－ "), *(text for one in blocks for text in given_texts(one))]:
        found = shown.find(squeezed(text), place)
        assert found >= 0, text
        place = found + len(squeezed(text))


def test_control_characters_go_and_emoji_stay():
    body = body_of(Manuscript("标题", (Paragraph("甲\x00\x08乙\ufffe丙\ud800丁\u202e戊🎉👨‍👩‍👧"),)))
    assert "甲乙丙丁戊🎉👨‍👩‍👧" in words_of(body)


def test_markup_is_text():
    assert "<w:b/>&amp;]]>" in words_of(body_of(Manuscript("标题", (Paragraph("<w:b/>&amp;]]>"),))))


def test_line_breaks_and_tabs_inside_a_paragraph():
    body = body_of(Manuscript("标题", (Paragraph("甲\r\n乙\u2028丙\t丁"),)))
    assert len(find(body, "r/br")) == 2
    assert len(find(body, "r/tab")) == 1


def test_very_long_words_are_one_paragraph():
    assert "国" * 50_000 in words_of(body_of(Manuscript("标题", (Paragraph("国" * 50_000),))))


def test_a_figure_leads_to_its_source_and_back():
    body = body_of(report())
    names = {attr(node, "name") for node in find(body, "bookmarkStart")}
    goals = {attr(node, "anchor") for node in find(body, "hyperlink")}
    assert goals == {"source_1"}
    assert {"source_1", "source_2", "said_1"} <= names


def test_bookmarks_are_unique_and_paired():
    body = body_of(report(pages=3))
    starts, ends = find(body, "bookmarkStart"), find(body, "bookmarkEnd")
    assert len({attr(node, "name") for node in starts}) == len(starts)
    assert [attr(node, "id") for node in starts] == [attr(node, "id") for node in ends]


def test_the_same_address_is_one_relation():
    parts = parts_of(render(notice(body=(Paragraph([Run("甲", link="https://例子.invalid/a b?x=1&y=2")] * 2),))))
    outside = [node for node in parts["word/_rels/document.xml.rels"] if node.get("TargetMode") == "External"]
    assert len(outside) == 1
    assert " " not in outside[0].get("Target")
    assert outside[0].get("Target").isascii()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://", "随便", "//x"])
def test_only_web_and_mail_addresses_become_links(link):
    assert web_address(link) == ""
    assert find(body_of(notice(body=(Paragraph(Run("甲", link=link)),))), "hyperlink") == []


@pytest.mark.parametrize(("name", "made"), [("图 1", "图_1"), ("1a", "b_1a"), ("", "b_"), ("x" * 60, "x" * 40)])
def test_bookmark_names_are_what_word_takes(name, made):
    assert bookmark_name(name) == made


def test_fixed_phrases_are_closed_as_the_standard_says():
    assert addressee_line(("各市工会：", "各高校工会，", "")) == "各市工会，各高校工会："
    assert copy_line(("省总工会。", "省教育厅")) == "抄送：省总工会，省教育厅。"
    assert in_brackets("(2026年3月8日)") == in_brackets("2026年3月8日") == "（2026年3月8日）"


def test_dates_have_no_leading_zeros():
    assert date_text(date(2026, 4, 8)) == "2026年4月8日"


def test_width_counts_full_width_characters():
    assert width("国2026年“”") == 6
    assert one_line(" 甲\n 乙 ") == "甲 乙"
