"""The .docx file around the page: styles, fonts, settings, footers, and a zip that is the same for the same words."""

import io
import zipfile
from datetime import date

from lxml import etree

from zhijia.engines.documents.official import layout
from zhijia.engines.documents.official.layout import CHAR4, STYLES, Style
from zhijia.engines.documents.official.ooxml import el, field, first_line, fonts, indent, paragraph, val
from zhijia.engines.documents.official.text import one_line

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PARTS = ("styles", "settings", "fontTable", "footer1", "footer2")  # rId1 … rId5 of the document
FIRST_LINK = len(PARTS) + 1
EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock in the file: its digest depends on its words only


def package(nodes: list, targets: dict[str, str], *, title: str, creator: str, day: date | None) -> bytes:
    """The nodes as a whole document. `targets` are the outside addresses and their relation ids."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/document.xml": _xml(el("document", el("body", *nodes, section()))),
        "word/_rels/document.xml.rels": _document_relations(targets),
        "word/styles.xml": _xml(styles()),
        "word/settings.xml": _xml(settings()),
        "word/fontTable.xml": _xml(font_table()),
        "word/footer1.xml": _xml(page_number("right", indent(right=CHAR4))),
        "word/footer2.xml": _xml(page_number("left", indent(left=CHAR4))),
        "docProps/core.xml": _core(title, creator, day),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _xml(root) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def section():
    """A4 with 22 lines. The characters of a line come from the letters' tracking, not from the grid."""
    return el(
        "sectPr",
        el("footerReference", type="default", r_id="rId4"),
        el("footerReference", type="even", r_id="rId5"),
        el("pgSz", w=layout.PAGE_WIDTH, h=layout.PAGE_HEIGHT),
        el(
            "pgMar",
            top=layout.TOP,
            right=layout.RIGHT,
            bottom=layout.BOTTOM,
            left=layout.LEFT,
            header=851,
            footer=layout.FOOTER,
            gutter=0,
        ),
        el("cols", space=425),
        el("docGrid", type="lines", linePitch=layout.LINE),
    )


def page_number(side: str, ind):
    """— 1 — on the outer side, one character in (7.5)."""
    line = paragraph("footer", "— ", field("PAGE"), " —", jc=side, ind=ind)
    return el("ftr", line)


def styles():
    defaults = el("rPr", fonts(layout.FANGSONG), val("sz", layout.SIZE3), val("szCs", layout.SIZE3), _language())
    none = el("tblCellMar", *(el(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    return el(
        "styles",
        el("docDefaults", el("rPrDefault", defaults), el("pPrDefault")),
        *map(_style, STYLES),
        el("style", val("name", "Default Paragraph Font"), type="character", default=1, styleId="DefaultParagraphFont"),
        el("style", val("name", "Normal Table"), el("tblPr", none), type="table", default=1, styleId="TableNormal"),
        el("style", val("name", "No List"), type="numbering", default=1, styleId="NoList"),
    )


def _language():
    return el("lang", val="en-US", eastAsia="zh-CN")


def _style(style: Style):
    root = style.code == "Normal"
    after = "BodyText" if style.outline is not None else None
    return el(
        "style",
        val("name", style.name),
        None if root else val("basedOn", "Normal"),
        val("next", after),
        el("qFormat"),
        _style_paragraph(style, root),
        _style_letters(style),
        type="paragraph",
        default=1 if root else None,
        styleId=style.code,
    )


def _style_paragraph(style: Style, root: bool):
    even = [val(tag, 0) for tag in ("widowControl", "autoSpaceDE", "autoSpaceDN")] if root else []
    return el(
        "pPr",
        el("keepNext") if style.keep_next else None,
        *even,
        None if style.snap else val("snapToGrid", 0),
        el("spacing", before=0, after=0, line=style.line, lineRule="exact"),
        first_line(style.first) if style.first else None,
        val("jc", style.align),
        val("outlineLvl", style.outline),
    )


def _style_letters(style: Style):
    return el(
        "rPr",
        fonts(style.font),
        val("color", style.colour or None),
        val("spacing", style.tracking),
        val("sz", style.size),
        val("szCs", style.size),
    )


def settings():
    compatible = el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return el(
        "settings",
        el("zoom", percent=100),
        el("defaultTabStop", val=420),
        el("evenAndOddHeaders"),
        el("characterSpacingControl", val="doNotCompress"),
        el("compat", el("useFELayout"), compatible),
        el("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def font_table():
    """Named, never bundled; `altName` says what may stand in."""
    return el(
        "fonts",
        *(
            el(
                "font",
                val("altName", alike),
                el("charset", val="86"),
                val("family", "auto"),
                val("pitch", "default"),
                name=name,
            )
            for name, alike in layout.ALIKE.items()
        ),
    )


def _content_types() -> bytes:
    root = etree.Element("Types", xmlns=f"{PACKAGE}/content-types")
    etree.SubElement(
        root, "Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"
    )
    etree.SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    kinds = {"/word/document.xml": f"{WORD}.document.main+xml"}
    kinds |= {f"/word/{part}.xml": f"{WORD}.{part.rstrip('12')}+xml" for part in PARTS}
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for name, kind in kinds.items():
        etree.SubElement(root, "Override", PartName=name, ContentType=kind)
    return _xml(root)


def _package_relations() -> bytes:
    return _relations(
        ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml", False),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
    )


def _document_relations(targets: dict[str, str]) -> bytes:
    own = [
        (f"rId{n}", f"{OFFICE}/relationships/{part.rstrip('12')}", f"{part}.xml", False)
        for n, part in enumerate(PARTS, start=1)
    ]
    outside = [(code, f"{OFFICE}/relationships/hyperlink", target, True) for target, code in targets.items()]
    return _relations(*own, *outside)


def _relations(*rows: tuple[str, str, str, bool]) -> bytes:
    root = etree.Element("Relationships", xmlns=f"{PACKAGE}/relationships")
    for code, kind, target, outside in rows:
        node = etree.SubElement(root, "Relationship", Id=code, Type=kind, Target=target)
        if outside:
            node.set("TargetMode", "External")
    return _xml(root)


def _core(title: str, creator: str, day: date | None) -> bytes:
    dc, terms, xsi = (
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        "http://www.w3.org/2001/XMLSchema-instance",
    )
    core = f"{PACKAGE}/metadata/core-properties"
    root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dc, "dcterms": terms, "xsi": xsi})
    etree.SubElement(root, f"{{{dc}}}title").text = one_line(title)
    etree.SubElement(root, f"{{{dc}}}creator").text = one_line(creator)
    for name in ("created", "modified") if day else ():
        node = etree.SubElement(root, f"{{{terms}}}{name}")
        node.set(f"{{{xsi}}}type", "dcterms:W3CDTF")
        node.text = f"{day.isoformat()}T00:00:00Z"
    return _xml(root)
