"""What an official document is made of. Frozen values only; how they look is decided by `layout` and `render`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# 党政机关公文处理工作条例（中办发〔2012〕14号）第八条
KINDS = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
UPWARD = frozenset({"报告", "请示"})  # 上行文


@dataclass(frozen=True)
class Run:
    """A stretch of words. `link` is a web address or "#bookmark"; `bookmark` names this place for others to link to."""

    text: str
    bold: bool = False
    link: str = ""
    bookmark: str = ""


Words = str | Run | Sequence  # one run, or several in a row; a plain string is a plain run


def runs(words: Words) -> tuple[Run, ...]:
    """Whatever was written as words, as runs."""
    if isinstance(words, str):
        return (Run(words),) if words else ()
    if isinstance(words, Run):
        return (words,)
    return tuple(word if isinstance(word, Run) else Run(word) for word in words)


def plain(words: Words) -> str:
    return "".join(run.text for run in runs(words))


@dataclass(frozen=True)
class Heading:
    """Level 1 一、 · 2 （一） · 3 1. · 4 （1）. `number`: None = count it, "" = none, else kept as printed.

    `follow` is text that goes on in the same paragraph after the heading.
    """

    level: int
    text: str
    number: str | None = None
    follow: Words = ()

    def __post_init__(self):
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"A heading has level 1 to 4, not {self.level}")


@dataclass(frozen=True)
class Paragraph:
    words: Words
    indent: bool = True  # False: flush left, as a salutation


@dataclass(frozen=True)
class Column:
    """`kind`: text (left), money, number (right), date, centre (centred). `width`: characters, 0 = by content."""

    title: str
    kind: str = "text"
    width: int = 0


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    unit: str = ""  # 单位：元, above the table on the right
    total: tuple[Words, ...] = ()  # a last, bold row
    ruled: str = "grid"  # or "three": 三线表

    def __post_init__(self):
        if not self.columns or any(len(row) > len(self.columns) for row in (*self.rows, self.total)):
            raise ValueError("A table has columns, and no row more cells than columns")


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True)
class Manuscript:
    """A text without red head: work report, speech, plan. Stands alone or as the content of an attachment."""

    title: str | tuple[str, ...]
    body: tuple[Block, ...]
    subtitle: str | tuple[str, ...] = ()  # ——在……会议上的报告
    dated: date | str | None = None  # printed as （2026年3月10日）
    byline: str | tuple[str, ...] = ()  # 单位、职务、姓名
    salutation: str = ""  # 各位代表：


@dataclass(frozen=True)
class Attachment:
    """`name` is listed below the text; `content`, if any, follows on a page of its own.

    Without a name the content is the text a notice prints and sends out (印发): it follows unlabelled and unlisted.
    """

    name: str
    content: Manuscript | None = None


@dataclass(frozen=True)
class OfficialDocument:
    """A document with a red head (GB/T 9704-2012)."""

    kind: str  # 文种, one of KINDS
    issuer_mark: str  # 发文机关标志, printed red: 云岭省教科文卫体工会文件
    title: str | tuple[str, ...]  # one string is broken into balanced lines; several are kept as lines
    body: tuple[Block, ...]
    joint_marks: tuple[str, ...] = ()  # 联合行文: the other issuers, after the lead
    number: str | None = None  # 发文字号; None while it has none
    signatories: tuple[str, ...] = ()  # 签发人
    copy_no: str = ""  # 份号
    secrecy: str = ""  # 密级和保密期限: 秘密★1年
    urgency: str = ""  # 紧急程度
    addressees: tuple[str, ...] = ()  # 主送; one per group, members of a group joined by 、
    attachments: tuple[Attachment, ...] = ()
    signed_by: tuple[str, ...] = ()  # 发文机关署名
    issued_on: date | None = None  # 成文日期
    sealed: bool = True  # 加盖印章
    note: str = ""  # 附注, printed in （）
    copies: tuple[str, ...] = ()  # 抄送
    printed_by: str = ""  # 印发机关
    printed_on: date | None = None


def lines(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) and text else tuple(text)
