"""Documents and ways to look into them, for the tests of this package. All names are invented."""

import io
import zipfile
from datetime import date

from lxml import etree

from zhijia.engines.documents.official import (
    Attachment,
    Column,
    Heading,
    Manuscript,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
    render,
)
from zhijia.engines.documents.official.ooxml import W

WORDS = (
    "全省各级教科文卫体工会坚持围绕中心服务大局，深入开展职工医疗互助活动，扎实推进困难职工帮扶和常态化送温暖工作，"
    "职工的获得感、幸福感、安全感不断增强，工会组织的吸引力和凝聚力进一步提升。"
)


def notice(**changed) -> OfficialDocument:
    given = {
        "kind": "通知",
        "issuer_mark": "云岭省教科文卫体工会文件",
        "title": "关于印发《云岭省教科文卫体工会2026年工作要点》的通知",
        "number": "云教科文卫体工〔2026〕6号",
        "addressees": ("各市、州教科文卫体工会", "各高等学校工会"),
        "body": (Paragraph("现将《云岭省教科文卫体工会2026年工作要点》印发给你们，请结合工作实际，认真贯彻落实。"),),
        "attachments": (Attachment("云岭省教科文卫体工会2026年工作要点", plan()),),
        "signed_by": ("云岭省教科文卫体工会",),
        "issued_on": date(2026, 3, 8),
        "copies": ("中国教科文卫体工会", "云岭省总工会"),
        "printed_by": "云岭省教科文卫体工会办公室",
        "printed_on": date(2026, 3, 10),
    }
    return OfficialDocument(**given | changed)


def request(**changed) -> OfficialDocument:
    given = {
        "kind": "请示",
        "issuer_mark": "云岭财经职业学院工会委员会文件",
        "title": "云岭财经职业学院工会关于召开工会会员代表大会的请示",
        "number": "云财院工〔2026〕12号",
        "signatories": ("林知夏",),
        "addressees": ("云岭省教科文卫体工会",),
        "body": (Paragraph(WORDS), Heading(1, "会议时间"), Paragraph("妥否，请批示。")),
        "signed_by": ("云岭财经职业学院工会委员会",),
        "issued_on": date(2026, 3, 9),
        "sealed": False,
    }
    return OfficialDocument(**given | changed)


def plan() -> Manuscript:
    return Manuscript(
        "云岭省教科文卫体工会2026年工作要点",
        (Paragraph(WORDS), Heading(1, "强化思想政治引领"), Heading(2, "健全机制。", follow=WORDS)),
    )


def report(pages: int = 1) -> Manuscript:
    parts = [
        Heading(1, "工作回顾"),
        Heading(2, "突出政治建设，聚焦引领保证"),
        Paragraph((Run("坚持正确政治方向。", bold=True), WORDS * 3, "全年参加互助", figure("30.5万人次", 1), "。")),
        Heading(3, "服务职工"),
        Heading(4, "送温暖"),
        Paragraph(WORDS * 4),
    ]
    return Manuscript(
        ("凝心聚力 真抓实干", "在谱写学校高质量发展新篇章中", "彰显工会力量"),
        (Paragraph("受大会主席团的委托，我向大会作工会工作报告，请予审议。"), *parts * pages, sources()),
        subtitle="云岭财经职业学院三届二次教代会上的报告",
        dated=date(2026, 4, 18),
        byline="云岭财经职业学院工会主席　林知夏",
        salutation="各位代表",
    )


def figure(words: str, place: int) -> Run:
    return Run(words, link=f"#source_{place}", bookmark=f"said_{place}")


def sources(rows: int = 2) -> Table:
    """数据来源 as other code composes it."""
    return Table(
        (
            Column("序号", "centre"),
            Column("指标"),
            Column("单位", "centre"),
            Column("统计期间"),
            Column("数值", "number"),
            Column("报告用语"),
            Column("冻结校验"),
        ),
        tuple(
            (Run(str(n), bookmark=f"source_{n}"), "参加互助", "人次", "2025年度", "305,000", "30.5万人次", "a3f9c2d1")
            for n in range(1, rows + 1)
        ),
        caption="数据来源",
        ruled="three",
    )


def parts_of(content: bytes) -> dict:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def body_of(document) -> etree._Element:
    return parts_of(render(document))["word/document.xml"]


def attr(node, name: str) -> str | None:
    return node.get(f"{{{W}}}{name}")


def find(node, path: str):
    """All descendants: find(body, "p/pPr/jc")."""
    return node.xpath("//" + "/".join(f"w:{step}" for step in path.split("/")), namespaces={"w": W})


def words_of(node) -> str:
    """The text of a node as read from top to bottom."""
    return "".join(each.text or "" for each in node.iter(f"{{{W}}}t"))


def paragraphs(node) -> list[tuple[str, str]]:
    """(style, words) of every paragraph, tables included."""
    return [
        (attr(each.find(f"{{{W}}}pPr/{{{W}}}pStyle", None), "val"), words_of(each)) for each in node.iter(f"{{{W}}}p")
    ]
