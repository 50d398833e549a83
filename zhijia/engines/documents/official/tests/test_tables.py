import pytest

from zhijia.engines.documents.official import Column, Manuscript, Run, Table
from zhijia.engines.documents.official.layout import WIDTH
from zhijia.engines.documents.official.tables import widths
from zhijia.engines.documents.official.tests.samples import attr, body_of, find, sources, words_of

PAYMENTS = Table(
    (Column("序号", "centre"), Column("单位"), Column("补助金额", "money"), Column("日期", "date")),
    (("1", "云岭财经职业学院工会", "9,707.00", "2026年3月10日"), ("2", "云岭理工学院工会", "12.00")),
    caption="表1　补助情况",
    unit="元",
    total=("合计", "", "9,719.00"),
)


def rendered(table):
    return body_of(Manuscript("标题", (table,)))


def test_the_table_fills_the_type_area_exactly():
    assert sum(widths(PAYMENTS)) == sum(widths(sources())) == WIDTH
    assert sum(int(attr(node, "w")) for node in find(rendered(PAYMENTS), "tblGrid/gridCol")) == WIDTH


@pytest.mark.parametrize("columns", [1, 7, 20])
def test_any_number_of_columns_has_room(columns):
    table = Table(tuple(Column(f"第{n}列") for n in range(columns)), (("长" * 80,) * columns,))
    assert sum(widths(table)) == WIDTH
    assert min(widths(table)) > 0


def test_numbers_keep_to_one_line_while_texts_wrap():
    table = Table((Column("说明"), Column("金额", "money")), (("长" * 200, "28,863,000.00"),))
    assert widths(table)[1] >= 13 / 2 * 240


def test_the_head_repeats_and_rows_do_not_split():
    body = rendered(PAYMENTS)
    assert len(find(body, "trPr/tblHeader")) == 1
    assert len(find(body, "trPr/cantSplit")) == len(find(body, "tr")) == 4


def test_amounts_stand_right_dates_in_the_middle_texts_left():
    cells = find(rendered(PAYMENTS), "tr")[1]
    aligns = [attr(node, "val") for node in cells.iter("{*}jc")]
    assert aligns == ["center", "left", "right", "center"]


def test_the_total_is_bold_and_short_rows_are_filled():
    rows = find(rendered(PAYMENTS), "tr")
    assert [len(list(row.iter("{*}tc"))) for row in rows] == [4, 4, 4, 4]
    assert len(list(rows[-1].iter("{*}b"))) == 2
    assert words_of(rows[-1]) == "合计9,719.00"


def test_caption_and_unit_stand_above():
    assert words_of(rendered(PAYMENTS)).index("表1　补助情况") < words_of(rendered(PAYMENTS)).index("单位：元序号")


def test_three_rules_or_a_full_grid():
    full, three = rendered(PAYMENTS), rendered(sources())
    assert len(find(full, "tblBorders")[0]) == 6
    assert [node.tag.rpartition("}")[2] for node in find(three, "tblBorders")[0]] == ["top", "bottom"]
    assert len(find(three, "tcBorders/bottom")) == 7


def test_two_tables_do_not_grow_together():
    body = body_of(Manuscript("标题", (PAYMENTS, PAYMENTS)))[0]
    tags = [node.tag.rpartition("}")[2] for node in body]
    assert not any(pair == ("tbl", "tbl") for pair in zip(tags, tags[1:], strict=False))


def test_a_cell_may_hold_runs():
    table = Table((Column("数值", "number"),), ((Run("9,707", link="https://example.invalid/rows"),),))
    assert len(find(rendered(table), "tc/p/hyperlink")) == 1


def test_a_row_longer_than_the_head_is_a_mistake():
    with pytest.raises(ValueError, match="more cells"):
        Table((Column("甲"),), (("1", "2"),))
