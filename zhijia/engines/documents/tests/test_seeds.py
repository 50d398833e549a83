"""The five real documents: every level of their trees, and not a character lost."""

import re
from collections import Counter
from functools import cache
from itertools import groupby

import pytest

from zhijia.base.testing import shared
from zhijia.engines.documents.normalise import normalise
from zhijia.engines.documents.outline import parse_outline
from zhijia.engines.documents.reading import read_document

NAMES = {
    "000": "000-yunnan-2020-plenary-report.txt",
    "001": "001-jiaozuo-2020-work-points.txt",
    "002": "002-college-2024-congress-report.txt",
    "003": "003-zhejiang-2020-work-report.txt",
    "004": "004-anhui-2022-work-points.txt",
}


def source(seed):
    return read_document(shared(f"seeds/{NAMES[seed]}"))


@cache
def outline(seed):
    return parse_outline(source(seed))


def squeezed(text):
    return re.sub(r"\s|\*\*", "", text)


def counts(items, parent_level, kind):
    """How many children of a kind follow each heading of the level above."""
    found = []
    for item in items:
        if item.level == parent_level:
            found.append(0)
        elif item.level == parent_level + 1 and item.kind == kind and found:
            found[-1] += 1
    return found


def part(seed, order):
    """The items of one document of a collection, without the document's own row."""
    parts = [
        list(rows) for is_part, rows in groupby(outline(seed).items, key=lambda i: i.kind == "part") if not is_part
    ]
    return parts[order]


def chapter(items, order):
    starts = [at for at, item in enumerate(items) if item.kind == "chapter" and item.level == 1]
    stops = [*starts[1:], len(items)]
    return items[starts[order] : stops[order]]


# --- nothing is lost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", NAMES)
def test_the_pieces_tile_the_normalised_document(seed):
    found = outline(seed)
    assert "".join(piece.verbatim for piece in found.pieces) == found.document == normalise(source(seed)).text


@pytest.mark.parametrize("seed", NAMES)
def test_number_title_text_and_measures_are_all_of_an_item(seed):
    for item in outline(seed).items:
        if item.kind != "part":
            said = item.number + item.title + item.text + "".join(item.measures)
            assert squeezed(said) == squeezed(item.verbatim)
        else:
            assert Counter(squeezed(item.title + item.text)) == Counter(squeezed(item.verbatim))


@pytest.mark.parametrize("seed", NAMES)
def test_the_document_is_the_file(seed):
    """Only blanks, ** and the English “and” differ from the file."""
    raw = shared(f"seeds/{NAMES[seed]}").read_text(encoding="utf-8")
    assert squeezed(outline(seed).document) == squeezed(re.sub(r"(?<=\W) and (?=\W)|(?<=\w) and (?=\w)", "和", raw))


@pytest.mark.parametrize("seed", NAMES)
def test_texts_in_the_json_make_the_document(seed):
    said = outline(seed).to_json()
    texts = [row["text"] for row in said["front"]]
    for row in said["items"]:
        texts += [row["number"], row["title"], row["text"], *row["measures"]]
    texts += [row["text"] for row in said["back"]]
    assert Counter(squeezed("".join(texts))) == Counter(squeezed(outline(seed).document))
    if seed != "000":  # a collection's row names its title first, whatever stands above it
        assert squeezed("".join(texts)) == squeezed(outline(seed).document)


# --- 001 -------------------------------------------------------------------------------------------------------------

DISTRIBUTION = [[1, 1, 0, 1, 1], [1, 2, 2, 1], [1, 1, 0, 0, 0], [0, 0, 1, 2, 1, 0], [0, 0]]


def test_001_has_five_chapters_22_items_and_16_measures():
    found = outline("001")
    assert [item.kind for item in found.items] == ["chapter" if item.level == 1 else "item" for item in found.items]
    assert len(found.items) == 27
    assert len(found.at_level(1)) == 5
    assert [item.number for item in found.at_level(2)][:3] == ["（一）", "（二）", "（三）"]
    assert [item.number for item in found.at_level(2)][-1] == "（二十二）"
    measures = [[len(item.measures) for item in chapter(list(found.items), n)[1:]] for n in range(5)]
    assert measures == DISTRIBUTION
    assert sum(map(sum, measures)) == 16
    assert found.measures_from == "lines"


def test_001_titles_of_chapters_are_whole_lines():
    titles = [item.title for item in outline("001").at_level(1)]
    assert [len(title) for title in titles] == [17, 20, 24, 22, 23]
    assert all(item.text == "" and item.measures == () for item in outline("001").at_level(1))


def test_001_item_18_has_two_tasks():
    item = outline("001").at_level(2)[17]
    assert ["会员卡办理" in item.measures[0], "网上练兵" in item.measures[1]] == [True, True]


def test_001_envelope():
    found = outline("001")
    assert (found.kind, found.number, found.date) == ("工作要点", "焦教工〔2020〕8号", "2020-04-17")
    assert found.title.endswith("2020年工作要点")
    assert found.issuer == found.signature == found.title[:10]
    assert found.cover_title.startswith("关于印发")
    assert found.addressees.startswith("各县（市）区")


# --- 004 -------------------------------------------------------------------------------------------------------------


def test_004_has_five_chapters_and_items_1_to_15():
    found = outline("004")
    assert [item.number for item in found.at_level(1)] == ["一、", "二、", "三、", "四、", "五、"]
    assert [item.number for item in found.at_level(2)] == [f"{n}." for n in range(1, 16)]
    assert counts(found.items, 1, "item") == [3, 2, 4, 3, 3]
    assert len(found.items) == 20


def test_004_offers_each_sentence_as_a_measure():
    found = outline("004")
    assert found.measures_from == "sentences"
    assert all(item.measures and item.text == "" for item in found.at_level(2))
    assert all(len(item.title) <= 20 and item.title.endswith("。") for item in found.at_level(2))
    assert all(measure[-1] in "。；" for item in found.items for measure in item.measures)


def test_004_envelope():
    found = outline("004")
    assert (found.kind, found.number, found.date) == ("工作要点", "皖教科文卫体工〔2022〕6号", "2022-03-16")
    assert found.issuer.endswith("委员会")
    assert any("and" in said for said in found.warnings)


# --- 002 -------------------------------------------------------------------------------------------------------------


def test_002_tree():
    found = list(outline("002").items)
    assert [item.number for item in found if item.level == 1] == ["一、", "二、", "三、", ""]
    one, two, three = (chapter(found, n) for n in range(3))
    assert [item.number for item in one if item.level == 2 and item.kind == "item"] == ["(一)", "（二）", "（三）"]
    assert counts(one, 2, "run-in")[:3] == [3, 0, 0]
    assert [item.number for item in one if item.kind == "problem"] == ["一是", "二是", "三是"]
    assert [item.number for item in two[1:]] == [f"（{n}）" for n in "一二三四五六"]
    assert all(item.title.endswith("点。") for item in two[1:])
    assert [item.kind for item in three[1:]] == ["requirement"] * 3 + ["closing"]
    assert all(item.number == "——" and item.title.startswith("必须") for item in three[1:4])


def test_002_envelope():
    found = outline("002")
    assert (found.kind, found.date, found.salutation) == ("工作报告", "2024-04-18", "各位代表：")
    assert len(found.author) == 3
    assert found.author[1] == " "
    assert found.title.count(" ") == 3  # three printed lines, the first with a blank of its own
    assert found.subtitle.startswith("——在")
    assert found.measures_from == "sentences"


# --- 003 -------------------------------------------------------------------------------------------------------------


def test_003_tree():
    found = list(outline("003").items)
    one, two = chapter(found, 0), chapter(found, 1)
    assert counts(one, 2, "point")[:5] == [3, 3, 3, 3, 3]
    assert [item.number for item in one if item.kind == "point"] == ["一是", "二是", "三是"] * 5
    assert [item.number for item in one if item.kind == "problem"] == ["一是", "二是", "三是"]
    assert counts([item for item in two if item.kind != "aim"], 2, "run-in") == [3, 4, 4]
    assert [item.kind for item in two if item.level == 2][0] == "aim"
    assert found[-1].kind == "closing"


def test_003_envelope():
    found = outline("003")
    assert (found.kind, found.number, found.date) == ("工作报告", "浙教工〔2020〕25号", "2020-10-19")
    assert found.copies.count("，") == 2
    assert found.printed.endswith("2020年10月22日印发")
    assert found.issuer.endswith("委员会")


# --- 000 -------------------------------------------------------------------------------------------------------------


def test_000_is_a_notice_with_two_speeches_and_a_report():
    found = outline("000")
    assert found.kind == "文件汇编"
    assert (found.number, found.date) == ("云教工〔2020〕94号", "2020-11-18")
    parts = [item for item in found.items if item.kind == "part"]
    assert [part.level for part in parts] == [0, 0, 0]
    assert [part.title.endswith("讲话") for part in parts] == [True, True, False]


def test_000_first_speech_has_four_points():
    assert [item.number for item in part("000", 0) if item.kind == "point"] == ["第一，", "第二，", "第三，", "第四，"]
    assert part("000", 0)[-1].kind == "closing"


def test_000_second_speech_has_five_chapters_with_points():
    speech = part("000", 1)
    assert [item.number for item in speech if item.kind == "chapter"] == ["一、", "二、", "三、", "四、", "五、"]
    assert counts(speech, 1, "point")[:5] == [3, 3, 4, 3, 4]


def test_000_report_part_one():
    one = chapter(part("000", 2), 0)
    assert [item.number for item in one if item.kind == "item"] == [f"（{n}）" for n in "一二三四五六"]
    run_ins = counts(one, 2, "run-in")[:6]
    assert run_ins == [3, 2, 4, 2, 5, 3]
    assert sum(run_ins) == 19
    assert len([item for item in one if item.kind == "lesson"]) == 6
    problems = [item for item in one if item.kind == "problem"]
    assert [item.group for item in problems] == [1, 1, 2, 2, 3, 3]


def test_000_report_part_two():
    two = chapter(part("000", 2), 1)
    assert [item.number for item in two if item.kind == "item"] == [f"（{n}）" for n in "一二三四五"]
    points = [item.number for item in two if item.kind == "point"]
    assert points == ["一要", "二要", "三要"] * 5
    assert [item.kind for item in two if item.level == 2][:2] == ["aim", "aim"]
    assert len([item for item in two if item.kind == "task"]) == 5


def test_plans_have_no_numbering_warnings():
    for seed in NAMES:
        assert not [said for said in outline(seed).warnings if "序号" in said]
