"""The page of GB/T 9704-2012, read from the XML."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.shared import Mm

from zhijia.engines.documents.official import Attachment, Heading, Paragraph, render
from zhijia.engines.documents.official.head import letters
from zhijia.engines.documents.official.layout import CHAR, CHAR4, WIDTH
from zhijia.engines.documents.official.ooxml import W
from zhijia.engines.documents.official.tests.samples import (
    attr,
    body_of,
    find,
    notice,
    paragraphs,
    parts_of,
    plan,
    report,
    request,
    words_of,
)

# CT_PPr, CT_RPr … of ECMA-376, as far as used: Word reads their children in this order only.
SCHEMA = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "tr": "tblPrEx trPr tc",
}
EVERYTHING = {
    "copy_no": "000012",
    "secrecy": "秘密★1年",
    "urgency": "特急",
    "signatories": ("林知夏", "周明远", "何清"),
    "note": "此件公开发布",
    "joint_marks": ("云岭省教育厅",),
    "signed_by": ("云岭省教科文卫体工会", "云岭省教育厅"),
}


@pytest.mark.parametrize("document", [notice(), request(), report(), notice(**EVERYTHING)])
def test_children_come_in_the_order_of_the_schema(document):
    for part in parts_of(render(document)).values():
        for node in part.iter(f"{{{W}}}*"):
            order = SCHEMA.get(node.tag.rpartition("}")[2])
            if order:
                places = [order.split().index(child.tag.rpartition("}")[2]) for child in node]
                assert places == sorted(places), node.tag


@pytest.mark.parametrize("document", [notice(), request(), report(), notice(**EVERYTHING)])
def test_the_file_opens_again_and_names_only_parts_it_has(document):
    content = render(document)
    opened = docx.Document(io.BytesIO(content))
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for margin, wanted in zip(margins, (37, 35, 28, 26), strict=True):
        assert abs(margin - Mm(wanted)) < Mm(0.1)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for node in parts_of(content)["word/_rels/document.xml.rels"]:
            assert f"word/{node.get('Target')}" in archive.namelist()


def test_the_grid_has_22_lines_of_28_characters():
    body = body_of(notice())
    grid = find(body, "sectPr/docGrid")[0]
    assert (attr(grid, "type"), attr(grid, "linePitch")) == ("lines", "579")
    assert 22 * 579 <= 16838 - 2098 - 1984 < 23 * 579
    assert 28 * CHAR <= WIDTH < 29 * CHAR


def styles() -> dict:
    root = parts_of(render(notice()))["word/styles.xml"]
    return {attr(node, "styleId"): node for node in find(root, "style")}


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", "32"),
        ("BodyText", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("Heading4", "仿宋_GB2312", "32"),
        ("Title", "方正小标宋简体", "44"),
        ("IssuerMark", "方正小标宋简体", "104"),
        ("HeadLabel", "黑体", "32"),
        ("Imprint", "仿宋_GB2312", "28"),
        ("footer", "宋体", "28"),
    ],
)
def test_each_style_names_its_font_for_chinese_too(style, font, size):
    node = styles()[style]
    named = next(node.iter(f"{{{W}}}rFonts"))
    assert {attr(named, script) for script in ("eastAsia", "ascii", "hAnsi")} == {font}
    assert attr(next(node.iter(f"{{{W}}}sz")), "val") == size


def test_text_is_indented_two_characters_on_an_exact_line():
    node = styles()["BodyText"]
    assert attr(next(node.iter(f"{{{W}}}ind")), "firstLineChars") == "200"
    line = next(node.iter(f"{{{W}}}pPr")).find(f"{{{W}}}spacing")
    assert (attr(line, "line"), attr(line, "lineRule")) == ("579", "exact")
    assert attr(next(node.iter(f"{{{W}}}rPr")).find(f"{{{W}}}spacing"), "val") == "-5"


def test_every_style_used_is_there():
    known = set(styles())
    for document in (notice(**EVERYTHING), request(), report()):
        assert {style for style, _ in paragraphs(body_of(document))} <= known


def test_the_parts_of_a_notice_stand_in_their_order():
    shown = [(style, words) for style, words in paragraphs(body_of(notice())) if words]
    assert shown[:5] == [
        ("IssuerMark", "云岭省教科文卫体工会文件"),
        ("DocumentNumber", "云教科文卫体工〔2026〕6号"),
        ("Title", "关于印发《云岭省教科文卫体工会2026年工作要点》的通知"),
        ("Addressee", "各市、州教科文卫体工会，各高等学校工会："),
        ("BodyText", "现将《云岭省教科文卫体工会2026年工作要点》印发给你们，请结合工作实际，认真贯彻落实。"),
    ]
    assert shown[5:10] == [
        ("Normal", "附件：云岭省教科文卫体工会2026年工作要点"),
        ("Signature", "云岭省教科文卫体工会"),
        ("Signature", "2026年3月8日"),
        ("AttachmentLabel", "附件"),
        ("Title", "云岭省教科文卫体工会2026年工作要点"),
    ]
    assert shown[-2:] == [
        ("Imprint", "抄送：中国教科文卫体工会，云岭省总工会。"),
        ("Imprint", "云岭省教科文卫体工会办公室2026年3月10日印发"),
    ]


def test_the_mark_and_the_rule_are_red():
    body, mark = body_of(notice()), styles()["IssuerMark"]
    assert attr(next(mark.iter(f"{{{W}}}color")), "val") == "FF0000"
    assert [attr(node, "color") for node in find(body, "pBdr/bottom")] == ["FF0000"]


@pytest.mark.parametrize("characters", [6, 12, 20])
def test_the_mark_keeps_to_one_line(characters):
    size, scale = letters(characters, WIDTH)
    assert characters * size * 20 * scale / 100 <= WIDTH
    assert size >= 22


def test_a_mark_of_any_length_can_be_printed():
    assert "名" * 300 in words_of(body_of(notice(issuer_mark="名" * 300)))
    assert body_of(notice(issuer_mark="", joint_marks=("",))) is not None


def test_joint_issuers_share_one_mark():
    rows = find(body_of(notice(joint_marks=("云岭省教育厅",))), "tbl")[0]
    assert words_of(rows) == "云岭省教科文卫体工会文件云岭省教育厅"
    assert len(list(rows.iter(f"{{{W}}}vMerge"))) == 2


def test_labels_come_first_and_take_three_lines():
    shown = paragraphs(body_of(notice(copy_no="000012", secrecy="秘密★1年")))
    assert shown[:3] == [("Normal", "000012"), ("HeadLabel", "秘密★1年"), ("Normal", "")]


def test_upward_documents_show_number_left_and_signatory_right():
    line = next(node for node in find(body_of(request()), "p") if "签发人" in words_of(node))
    assert words_of(line) == "云财院工〔2026〕12号签发人：林知夏"
    assert attr(next(line.iter(f"{{{W}}}jc")), "val") == "left"
    assert attr(list(line.iter(f"{{{W}}}rFonts"))[-1], "eastAsia") == "楷体_GB2312"


def test_several_signatories_stand_two_a_row_above_the_number():
    shown = [
        words
        for style, words in paragraphs(body_of(request(signatories=("林知夏", "周明远", "何清"))))
        if "DocumentNumber" in style
    ]
    assert shown == ["签发人：林知夏　周明远", "云财院工〔2026〕12号　　　　何清"]


def test_headings_are_numbered_and_known_to_the_outline():
    body = body_of(notice(body=(Heading(1, "总体要求"), Heading(2, "目标"), Heading(3, "甲"), Heading(4, "乙"))))
    shown = [each for each in paragraphs(body) if each[0].startswith("Heading")][:4]
    assert shown == [
        *(("Heading1", "一、总体要求"), ("Heading2", "（一）目标"), ("Heading3", "1.甲"), ("Heading4", "（1）乙")),
    ]
    assert [attr(next(styles()[f"Heading{n}"].iter(f"{{{W}}}outlineLvl")), "val") for n in (1, 2, 3, 4)] == list("0123")


def test_a_run_in_heading_keeps_its_font_for_its_own_words():
    line = next(
        node
        for node in find(body_of(notice(body=(Heading(2, "强化引领。", follow="正文。"),))), "p")
        if "强化" in words_of(node)
    )
    first, second = line.findall(f"{{{W}}}r")
    assert attr(next(first.iter(f"{{{W}}}rFonts")), "eastAsia") == "楷体_GB2312"
    assert next(second.iter(f"{{{W}}}rFonts"), None) is None


def test_attachments_are_listed_numbered_and_hang_below_the_first_name():
    body = body_of(notice(attachments=(Attachment("责任分工表", plan()), Attachment("登记表"))))
    lines = [node for node in find(body, "p") if "责任分工表" in words_of(node) or "登记表" in words_of(node)]
    assert [words_of(node) for node in lines] == ["附件：1.责任分工表", "2.登记表"]
    assert len({attr(next(node.iter(f"{{{W}}}ind")), "left") for node in lines}) == 1
    assert ("AttachmentLabel", "附件1") in paragraphs(body)
    assert ("AttachmentLabel", "附件2") not in paragraphs(body)


def test_a_text_sent_out_follows_without_label():
    shown = paragraphs(body_of(notice(attachments=(Attachment("", plan()),))))
    assert not any(words.startswith("附件") for _, words in shown)
    assert ("Title", "云岭省教科文卫体工会2026年工作要点") in shown


def test_a_sealed_date_ends_four_characters_from_the_right_below_the_middle_of_the_name():
    name, dated = (node for node in find(body_of(notice()), "p") if "Signature" in str(attr(node[0][0], "val")))
    right = [int(attr(next(node.iter(f"{{{W}}}ind")), "right")) for node in (name, dated)]
    assert right[1] == 4 * CHAR
    assert abs((right[0] + 10 * CHAR / 2) - (right[1] + 6 * CHAR / 2)) <= 1


def test_without_seal_the_date_starts_two_characters_after_the_name():
    name, dated = (node for node in find(body_of(request()), "p") if "Signature" in str(attr(node[0][0], "val")))
    right = [int(attr(next(node.iter(f"{{{W}}}ind")), "right")) for node in (name, dated)]
    assert right == [2 * CHAR, (2 + 13 - 2 - 6) * CHAR]


def test_a_date_longer_than_the_name_moves_the_name():
    document = request(signed_by=("某会",), issued_on=date(2026, 12, 31))
    name, dated = (node for node in find(body_of(document), "p") if "Signature" in str(attr(node[0][0], "val")))
    right = [int(attr(next(node.iter(f"{{{W}}}ind")), "right")) for node in (name, dated)]
    assert right == [(4 + 7 - 2) * CHAR, 2 * CHAR]


def test_joint_signatures_stand_side_by_side_with_one_date():
    names = ("云岭省教科文卫体工会", "云岭省教育厅", "云岭省卫生健康委员会")
    shown = [words for style, words in paragraphs(body_of(notice(signed_by=names))) if style == "Signature" and words]
    assert shown == ["云岭省教科文卫体工会云岭省教育厅", "云岭省卫生健康委员会", "2026年3月8日"]


def test_page_numbers_stand_outside_odd_right_even_left():
    parts = parts_of(render(notice()))
    assert find(parts["word/settings.xml"], "evenAndOddHeaders")
    for part, side, margin in (("footer1", "right", "right"), ("footer2", "left", "left")):
        footer = parts[f"word/{part}.xml"]
        assert words_of(footer) == "— 1 —"
        assert attr(find(footer, "jc")[0], "val") == side
        assert attr(find(footer, "ind")[0], margin) == str(CHAR4)
        assert find(footer, "instrText")[0].text.strip() == "PAGE"
    kinds = [attr(node, "type") for node in find(parts["word/document.xml"], "footerReference")]
    assert kinds == ["default", "even"]


def test_the_imprint_stands_on_the_lower_edge_between_thick_rules():
    body = body_of(notice())
    place = find(body, "tblpPr")[0]
    assert (attr(place, "vertAnchor"), attr(place, "tblpYSpec")) == ("margin", "bottom")
    edges = [
        (attr(cell.find(f"{{{W}}}top"), "sz"), attr(cell.find(f"{{{W}}}bottom"), "sz"))
        for cell in find(body, "tcBorders")
    ]
    assert edges == [("8", "6"), ("6", "8")]


def test_no_imprint_without_copies_and_printer():
    assert find(body_of(notice(copies=(), printed_by="", printed_on=None)), "tblpPr") == []


def test_addressees_too_many_for_the_first_page_move_to_the_imprint():
    many = tuple(f"第{n}市教科文卫体工会" for n in range(1, 40))
    shown = [each for each in paragraphs(body_of(notice(addressees=many))) if "第39市" in each[1]]
    assert [style for style, _ in shown] == ["Imprint"]
    assert shown[0][1].startswith("主送：第1市")
    assert shown[0][1].endswith("。")


def test_a_report_starts_with_title_subtitle_date_byline_and_salutation():
    shown = [each for each in paragraphs(body_of(report())) if each[1]]
    assert shown[:5] == [
        ("Title", "凝心聚力 真抓实干在谱写学校高质量发展新篇章中彰显工会力量"),
        ("Subtitle", "——云岭财经职业学院三届二次教代会上的报告"),
        ("Byline", "（2026年4月18日）"),
        ("Byline", "云岭财经职业学院工会主席　林知夏"),
        ("Addressee", "各位代表："),
    ]
    assert len(find(body_of(report()), "p/r/br")) == 2


def test_the_same_document_gives_the_same_file():
    assert render(notice()) == render(notice())
    with zipfile.ZipFile(io.BytesIO(render(notice()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_says_whose_it_is():
    opened = docx.Document(io.BytesIO(render(notice()))).core_properties
    assert opened.title == "关于印发《云岭省教科文卫体工会2026年工作要点》的通知"
    assert opened.author == "云岭省教科文卫体工会"
    assert opened.created.date() == date(2026, 3, 8)


def test_a_long_report_is_quick():
    long = notice(body=tuple(Paragraph("正文。" * 40) for _ in range(3000)))
    assert len(render(long)) > 10_000
