"""The few WordprocessingML elements a document needs, with their children in the order the schema wants."""

import re
from itertools import count
from urllib.parse import quote, urlsplit

from lxml import etree

from zhijia.engines.documents.official import layout
from zhijia.engines.documents.official.parts import Run, Words, runs
from zhijia.engines.documents.official.text import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Word reads the children of these only in this order.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs kinsoku wordWrap "
    "overflowPunct autoSpaceDE autoSpaceDN snapToGrid spacing ind jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color spacing w kern sz szCs lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "pBdr": "top left bottom right",
}
ORDER = {tag: names.split() for tag, names in ORDER.items()}


def el(tag: str, *children, text: str | None = None, **attributes):
    """<w:tag w:attribute=…>; a None child or attribute is left out. r_id becomes r:id."""
    node = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R} if tag in {"document", "ftr", "styles"} else {"w": W})
    for name, value in attributes.items():
        if value is not None:
            space, local = (R, name[2:]) if name.startswith("r_") else (W, name)
            node.set(f"{{{space}}}{local}", str(value))
    given = [child for child in children if child is not None]
    if tag in ORDER:
        given.sort(key=lambda child: ORDER[tag].index(etree.QName(child).localname))
    node.extend(given)
    if text is not None:
        node.text = text
        node.set(XML_SPACE, "preserve")
    return node


def val(tag: str, value):
    """<w:tag w:val="…"/>, or nothing for None."""
    return None if value is None else el(tag, val=value)


def fonts(name: str):
    """The same font for Chinese, Latin and digits; the hint makes “” … — Chinese too."""
    return el("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia")


def look(font: str = "", size: int | None = None, bold: bool = False, **more):
    """Run properties that differ from the paragraph's style; None if nothing does."""
    given = [fonts(font) if font else None, el("b") if bold else None, el("bCs") if bold else None]
    given += [val("sz", size), val("szCs", size)] + [val(tag, value) for tag, value in more.items()]
    return el("rPr", *given) if any(child is not None for child in given) else None


def run(text: str, properties=None):
    """One run; \\n breaks the line, \\t goes to the next stop."""
    node = el("r", properties)
    for index, line in enumerate(clean(text).split("\n")):
        if index:
            node.append(el("br"))
        for stop, piece in enumerate(line.split("\t")):
            if stop:
                node.append(el("tab"))
            if piece:
                node.append(el("t", text=piece))
    return node


def field(code: str, properties=None):
    """A field with a placeholder result, as PAGE."""
    looks = [etree.fromstring(etree.tostring(properties)) if properties is not None else None for _ in range(5)]
    return [
        el("r", looks[0], el("fldChar", fldCharType="begin")),
        el("r", looks[1], el("instrText", text=f" {code} ")),
        el("r", looks[2], el("fldChar", fldCharType="separate")),
        el("r", looks[3], el("t", text="1")),
        el("r", looks[4], el("fldChar", fldCharType="end")),
    ]


def indent(left: int = 0, right: int = 0, first: int = 0, hanging: int = 0):
    """In twips."""
    given = {"left": left, "right": right, "firstLine": first, "hanging": hanging}
    return el("ind", **{name: value for name, value in given.items() if value})


def first_line(characters: int):
    return el("ind", firstLineChars=characters * 100, firstLine=characters * layout.CHAR)


def paragraph(style: str, *content, **properties):
    """A paragraph of a named style. Properties: an element, or a value for <w:name w:val>."""
    given = [value if etree.iselement(value) else val(tag, value) for tag, value in properties.items()]
    node = el("p", el("pPr", val("pStyle", style), *given))
    for item in content:
        node.extend(item) if isinstance(item, list) else node.append(run(item) if isinstance(item, str) else item)
    return node


def blank(style: str = "Normal", lines: int = 1, **properties) -> list:
    return [paragraph(style, **properties) for _ in range(lines)]


def spacer(twips: int = 20, **properties):
    """Empty height that keeps to no line."""
    return paragraph("Spacer", spacing=el("spacing", line=twips, lineRule="exact"), **properties)


class Anchors:
    """Links and bookmarks of one document: relation ids, bookmark ids, unique names."""

    def __init__(self, first_relation: int):
        self.targets: dict[str, str] = {}
        self._relations = count(first_relation)
        self._bookmarks = count(1)
        self._named: set[str] = set()

    def words(self, words: Words, font: str = "", size: int | None = None, bold: bool = False) -> list:
        return [node for each in runs(words) for node in self._run(each, font, size, bold)]

    def _run(self, each: Run, font: str, size: int | None, bold: bool) -> list:
        nodes = [run(each.text, look(font, size, bold or each.bold))]
        if each.link:
            nodes = self._linked(each.link, nodes)
        return self._marked(each.bookmark, nodes) if each.bookmark else nodes

    def _linked(self, link: str, nodes: list) -> list:
        """A hyperlink that prints like the words around it; anything but a web or mail address stays plain text."""
        if link.startswith("#"):
            return [el("hyperlink", *nodes, anchor=bookmark_name(link[1:]), history=1)]
        link = web_address(link)
        if not link:
            return nodes
        if link not in self.targets:
            self.targets[link] = f"rId{next(self._relations)}"
        return [el("hyperlink", *nodes, r_id=self.targets[link], history=1)]

    def _marked(self, name: str, nodes: list) -> list:
        name = bookmark_name(name)
        if name in self._named:  # the first place of that name is the one links lead to
            return nodes
        self._named.add(name)
        number = next(self._bookmarks)
        return [el("bookmarkStart", id=number, name=name), *nodes, el("bookmarkEnd", id=number)]


def web_address(link: str) -> str:
    """A web or mail address as an XML package may hold it; "" for anything else."""
    link = quote(re.sub(r"\s", "", clean(link)), safe=":/?#@!$&'()*+,;=%-._~")
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    proper = parts.netloc if parts.scheme in {"http", "https"} else parts.path if parts.scheme == "mailto" else ""
    return link if proper else ""


def bookmark_name(name: str) -> str:
    """Word wants letters, digits and _, a letter first, 40 at most."""
    name = "".join(sign if sign.isalnum() else "_" for sign in name)
    return (name if name[:1].isalpha() else f"b_{name}")[:40]
