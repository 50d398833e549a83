"""What an official document must keep to, each with its clause.

《条例》: 党政机关公文处理工作条例（中办发〔2012〕14号）. 《格式》: 党政机关公文格式（GB/T 9704-2012）.
"""

import re
from functools import reduce
from operator import and_

from zhijia.base.verdict import Verdict, need
from zhijia.engines.documents.official.numbering import numbered, read
from zhijia.engines.documents.official.parts import (
    KINDS,
    UPWARD,
    Heading,
    Manuscript,
    OfficialDocument,
    Paragraph,
    lines,
    plain,
)
from zhijia.engines.documents.official.text import one_line

NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号")
BRACKETS = re.compile(r"[\[（(【［﹝]\d{4}[\]）)】］﹞]")
END_MARKS = "。，、；：！？.,;:!?"
SECRECY = re.compile(r"(绝密|机密|秘密)(★(\d+(年|个月|日)|长期))?")
URGENCIES = ("特急", "加急")
WITHOUT_SIGNATURE = frozenset(
    {"决议", "公报", "纪要"}
)  # passed or recorded by a meeting; the date stands below the title
REQUEST = re.compile(r"请(?:予以|予|上级)?(?:批示|批复|批准|审批|核准|核批)|(?:妥否|当否|可否)，?请")
PADDED_DATE = re.compile(r"\d年0\d月|月0\d日")


def check(document: OfficialDocument | Manuscript) -> Verdict:
    """May this be issued as it stands? All reasons at once. A draft that may not can still be rendered to look at."""
    rules = MANUSCRIPT_RULES if isinstance(document, Manuscript) else DOCUMENT_RULES
    return reduce(and_, (rule(document) for rule in rules), Verdict())


def check_number(number: str) -> Verdict:
    """R-DOC-01 《格式》7.2.5"""
    return need(
        not BRACKETS.search(number),
        "发文字号“%(number)s”的年份应当用六角括号〔〕括入（GB/T 9704-2012 7.2.5）",
        field="number",
        number=number,
    ) & need(
        BRACKETS.search(number) or NUMBER.fullmatch(number),
        "发文字号“%(number)s”应当写作“机关代字〔年份〕序号号”，不加“第”，序号不编虚位（GB/T 9704-2012 7.2.5）",
        field="number",
        number=number,
    )


def _kind(document: OfficialDocument) -> Verdict:
    return need(
        document.kind in KINDS,
        "“%(kind)s”不是公文种类（《党政机关公文处理工作条例》第八条）",
        field="kind",
        kind=document.kind,
    )


def _issuer(document: OfficialDocument) -> Verdict:
    return need(
        document.issuer_mark.strip(),
        "请填写发文机关标志（《党政机关公文处理工作条例》第九条第四项）",
        field="issuer_mark",
    )


def _number(document: OfficialDocument) -> Verdict:
    return Verdict() if document.number is None else check_number(document.number)


def _title(document: OfficialDocument | Manuscript) -> Verdict:
    title = "".join(lines(document.title)).strip()
    return need(title, "请填写标题（《党政机关公文处理工作条例》第九条第七项）", field="title") & need(
        not title.endswith(tuple(END_MARKS)), "标题末尾不加标点符号（公文惯例）", field="title"
    )


def _title_names_kind(document: OfficialDocument) -> Verdict:
    return need(
        "".join(lines(document.title)).strip(END_MARKS + " ").endswith(document.kind),
        "标题应当由发文机关名称、事由和文种组成，以“%(kind)s”结尾（《党政机关公文处理工作条例》第九条第七项）",
        field="title",
        kind=document.kind,
    )


def _body(document: OfficialDocument | Manuscript) -> Verdict:
    return need(document.body, "正文不能为空，公文首页必须显示正文（GB/T 9704-2012 7.3.3）", field="body")


def _heading_numbers(document: OfficialDocument | Manuscript) -> Verdict:
    """《格式》7.3.3: 一、 （一） 1. （1） in this very form."""
    headings = (block for block in numbered(document.body) if isinstance(block, Heading) and block.number)
    return reduce(and_, (_heading_number(heading) for heading in headings), Verdict())


def _heading_number(heading: Heading) -> Verdict:
    proper = read(heading.level, heading.number) and not re.search("[()．]", heading.number)
    return need(
        proper,
        "标题序号“%(number)s”应当依次使用“一、”“（一）”“1.”“（1）”（GB/T 9704-2012 7.3.3）",
        field="body",
        number=heading.number,
    )


def _dates_in_words(document: OfficialDocument | Manuscript) -> Verdict:
    found = next((match for text in _texts(document) if (match := PADDED_DATE.search(text))), None)
    return need(
        not found,
        "日期“%(date)s”的月、日不编虚位，1不写作01（GB/T 9704-2012 7.3.5.4）",
        field="body",
        date=found and found.group(),
    )


def _texts(document: OfficialDocument | Manuscript):
    if isinstance(document, Manuscript) and isinstance(document.dated, str):
        yield document.dated
    for block in document.body:
        if isinstance(block, Paragraph):
            yield plain(block.words)
        elif isinstance(block, Heading):
            yield block.text + plain(block.follow)


def _signatory(document: OfficialDocument) -> Verdict:
    return need(
        document.kind not in UPWARD or any(map(str.strip, document.signatories)),
        "上行文应当标注签发人姓名（《党政机关公文处理工作条例》第九条第六项，GB/T 9704-2012 7.2.6）",
        field="signatories",
    )


def _addressees(document: OfficialDocument) -> Verdict:
    named = [
        part for group in document.addressees for part in re.split("[，,；;、]", group.rstrip("：: ")) if part.strip()
    ]
    return need(
        document.kind not in UPWARD or named,
        "“%(kind)s”应当写明主送机关（《党政机关公文处理工作条例》第九条第八项）",
        field="addressees",
        kind=document.kind,
    ) & need(
        document.kind != "请示" or len(named) < 2,
        "请示只主送一个上级机关，其他机关用抄送（《党政机关公文处理工作条例》第十五条第一项）",
        field="addressees",
    )


def _no_request_in_report(document: OfficialDocument) -> Verdict:
    found = next((match for text in _texts(document) if (match := REQUEST.search(text))), None)
    return need(
        document.kind != "报告" or not found,
        "报告中不得夹带请示事项：“%(words)s”（《党政机关公文处理工作条例》第十五条第四项）",
        field="body",
        words=found and found.group(),
    )


def _secrecy(document: OfficialDocument) -> Verdict:
    return (
        need(
            not document.secrecy or SECRECY.fullmatch(document.secrecy),
            "密级和保密期限写作“秘密★1年”（GB/T 9704-2012 7.2.2）",
            field="secrecy",
        )
        & need(
            not document.secrecy or document.copy_no,
            "涉密公文应当标注份号（《党政机关公文处理工作条例》第九条第一项）",
            field="copy_no",
        )
        & need(
            not document.copy_no or re.fullmatch(r"\d{6}", document.copy_no),
            "份号一般用6位阿拉伯数字（GB/T 9704-2012 7.2.1）",
            field="copy_no",
        )
    )


def _urgency(document: OfficialDocument) -> Verdict:
    return need(
        not document.urgency or document.urgency in URGENCIES,
        "紧急程度只有“特急”“加急”（《党政机关公文处理工作条例》第九条第三项）",
        field="urgency",
    )


def _attachments(document: OfficialDocument) -> Verdict:
    marked = next((item.name for item in document.attachments if one_line(item.name).endswith(tuple(END_MARKS))), None)
    return need(
        marked is None,
        "附件名称“%(name)s”后不加标点符号（GB/T 9704-2012 7.3.4）",
        field="attachments",
        name=marked,
    ) & need(
        all(one_line(item.name) or item.content for item in document.attachments),
        "请填写附件名称（GB/T 9704-2012 7.3.4）",
        field="attachments",
    )


def _signature(document: OfficialDocument) -> Verdict:
    return need(
        document.kind in WITHOUT_SIGNATURE or any(map(str.strip, document.signed_by)),
        "请填写发文机关署名（《党政机关公文处理工作条例》第九条第十一项）",
        field="signed_by",
    ) & need(
        document.issued_on,
        "请填写成文日期（《党政机关公文处理工作条例》第九条第十二项）",
        field="issued_on",
    )


def _imprint(document: OfficialDocument) -> Verdict:
    early = document.printed_on and document.issued_on and document.printed_on < document.issued_on
    return need(
        bool(document.printed_by.strip()) == bool(document.printed_on),
        "印发机关和印发日期应当一并填写（GB/T 9704-2012 7.4.3）",
        field="printed_by",
    ) & need(
        not early,
        "印发日期不能早于成文日期（《党政机关公文处理工作条例》第九条第十七项）",
        field="printed_on",
    )


MANUSCRIPT_RULES = (_title, _body, _heading_numbers, _dates_in_words)
DOCUMENT_RULES = (
    _kind,
    _issuer,
    _number,
    _title,
    _title_names_kind,
    _body,
    _heading_numbers,
    _dates_in_words,
    _signatory,
    _addressees,
    _no_request_in_report,
    _secrecy,
    _urgency,
    _attachments,
    _signature,
    _imprint,
)
