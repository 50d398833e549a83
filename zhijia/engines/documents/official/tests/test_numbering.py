import pytest

from zhijia.engines.documents.official import Heading, Paragraph, numbered
from zhijia.engines.documents.official.numbering import printed, read


def numbers(*levels, continuous=()):
    blocks = [Heading(*level) if isinstance(level, tuple) else Heading(level, "标题") for level in levels]
    return [block.number for block in numbered(blocks, continuous)]


def test_levels_restart_below_each_higher_heading():
    assert numbers(1, 2, 2, 3, 4, 4, 3, 4, 1, 2, 3) == [
        *("一、", "（一）", "（二）", "1.", "（1）", "（2）", "2.", "（1）"),
        *("二、", "（一）", "1."),
    ]


def test_a_plan_may_count_its_items_through_all_chapters():
    assert numbers(1, 2, 2, 1, 2, continuous=(2,)) == ["一、", "（一）", "（二）", "二、", "（三）"]


def test_printed_numbers_stay_and_the_count_goes_on_from_them():
    assert numbers((1, "标题", "五、"), 1, (2, "标题", "(三)"), 2) == ["五、", "六、", "(三)", "（四）"]


def test_a_heading_without_number_is_not_counted():
    assert numbers((1, "前言", ""), 1) == ["", "一、"]


def test_other_blocks_pass_unchanged():
    words = Paragraph("正文")
    assert numbered([words]) == (words,)


@pytest.mark.parametrize(("level", "count", "text"), [(1, 22, "二十二、"), (2, 105, "（一百零五）"), (4, 10, "（10）")])
def test_numbers_read_back(level, count, text):
    assert printed(level, count) == text
    assert read(level, text) == count


def test_there_are_four_levels():
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(5, "标题")
