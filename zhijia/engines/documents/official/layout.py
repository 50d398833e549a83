"""The page of GB/T 9704-2012 as data: sizes, fonts and styles. Lengths in twips (1/20 pt), font sizes in half points.

Fonts are only named. A machine without them shows its own; `ALIKE` helps it choose.
"""

from dataclasses import dataclass

MM = 1440 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4, 5.1
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1474  # 37 / 35 / 28 / 26 mm, 5.2.1
WIDTH = PAGE_WIDTH - LEFT - RIGHT  # 版心 156 mm
LINES, CHARS = 22, 28  # 5.2.3
LINE = 579  # 28.95 pt
TRACKING = -5  # 16 pt less 0.25 pt: 28 characters fill 156 mm
CHAR = 315  # one 3号 character with its tracking
CHAR4 = 280  # one 4号 character
FOOTER = round((35 - 7) * MM) - 160  # the dashes of the page number lie 7 mm below the type area, 7.5
MARK_TOP = round(35 * MM)  # top edge of 发文机关标志 below the top of the type area, 7.2.4
RED = "FF0000"

SIZE2, SIZE3, SIZE4, SMALL4, SIZE5 = 44, 32, 28, 24, 21  # 2号 3号 4号 小4号 5号

FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
ALIKE = {
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    SONGTI: "SimSun",
    XIAOBIAOSONG: "方正小标宋_GBK",
}


@dataclass(frozen=True)
class Style:
    """One paragraph style. `first` and `left`, `right` are indents in characters of 3号."""

    code: str
    name: str
    font: str = FANGSONG
    size: int = SIZE3
    align: str = "both"
    first: int = 0
    line: int = LINE
    tracking: int = TRACKING
    colour: str = ""
    bold: bool = False
    keep_next: bool = False
    snap: bool = True  # to the page's grid of 22 lines
    outline: int | None = None  # shown in the reader's navigation pane


HEADINGS = {
    1: ("Heading1", HEITI),
    2: ("Heading2", KAITI),
    3: ("Heading3", FANGSONG),
    4: ("Heading4", FANGSONG),
}  # 7.3.3

STYLES = (
    Style("Normal", "Normal"),
    Style("BodyText", "Body Text", first=2),
    *(
        Style(code, f"heading {level}", font, first=2, keep_next=True, outline=level - 1)
        for level, (code, font) in HEADINGS.items()
    ),
    Style("Title", "Title", XIAOBIAOSONG, SIZE2, "center", tracking=0, keep_next=True, snap=False),
    Style("Subtitle", "Subtitle", KAITI, align="center", keep_next=True),
    Style("Byline", "公文署名行", KAITI, align="center", keep_next=True),
    Style("HeadLabel", "公文密级紧急程度", HEITI, align="left"),
    Style("IssuerMark", "公文发文机关标志", XIAOBIAOSONG, 104, "center", tracking=0, colour=RED, snap=False),
    Style("DocumentNumber", "公文发文字号", align="center"),
    Style("Addressee", "公文主送机关"),
    Style("AttachmentLabel", "公文附件标识", HEITI, align="left", keep_next=True),
    Style("Signature", "公文落款", align="right"),
    Style("Imprint", "公文版记", size=SIZE4, line=500, tracking=0, snap=False),
    Style("TableCaption", "公文表题", HEITI, SIZE4, "center", line=500, tracking=0, keep_next=True, snap=False),
    Style("TableUnit", "公文表单位", size=SMALL4, align="right", line=400, tracking=0, keep_next=True, snap=False),
    Style("TableHead", "公文表头", HEITI, SMALL4, "center", line=400, tracking=0, snap=False),
    Style("TableText", "公文表文", size=SMALL4, align="left", line=400, tracking=0, snap=False),
    Style("Spacer", "公文间隔行", size=2, line=20, snap=False),
    Style("footer", "footer", SONGTI, SIZE4, "right", line=320, tracking=0, snap=False),
)
