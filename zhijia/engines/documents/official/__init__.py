"""Official documents (公文) out: .docx by GB/T 9704-2012.

document = OfficialDocument(kind="通知", issuer_mark="云岭省教科文卫体工会文件", …)
check(document).or_refuse()
content = render(document)
"""

from zhijia.engines.documents.official.numbering import numbered
from zhijia.engines.documents.official.parts import (
    KINDS,
    Attachment,
    Block,
    Column,
    Heading,
    Manuscript,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Words,
)
from zhijia.engines.documents.official.render import render
from zhijia.engines.documents.official.rules import check, check_number
from zhijia.engines.documents.official.text import date_text
from zhijia.engines.documents.official.titles import break_title

__all__ = [
    "KINDS",
    "Attachment",
    "Block",
    "Column",
    "Heading",
    "Manuscript",
    "OfficialDocument",
    "PageBreak",
    "Paragraph",
    "Run",
    "Table",
    "Words",
    "break_title",
    "check",
    "check_number",
    "date_text",
    "numbered",
    "render",
]
