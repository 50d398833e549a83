"""plan_outline FILE [--json]: the headings, measures and envelope of a document."""

from zhijia.engines.documents.management.command import FileCommand, padded
from zhijia.engines.documents.outline import KINDS, Item, Outline, parse_outline

FIELDS = (
    ("文种", "kind"),
    ("标题", "title"),
    ("发文字号", "number"),
    ("发文机关", "issuer"),
    ("成文日期", "date"),
    ("主送", "addressees"),
    ("抄送", "copies"),
    ("印发", "printed"),
)


class Command(FileCommand):
    help = "读出一份文件的章、条、措施和版头版记"

    def find(self, source) -> Outline:
        return parse_outline(source)

    def as_json(self, found: Outline) -> dict:
        return found.to_json()

    def print(self, found: Outline) -> None:
        for label, name in FIELDS:
            if getattr(found, name):
                self.stdout.write(f"{padded(label, 10)}{getattr(found, name)}")
        self.stdout.write("")
        for item in found.items:
            self._print_item(item)
        for said in found.warnings:
            self.stdout.write(f"! {said}")

    def _print_item(self, item: Item) -> None:
        indent = "  " * item.level
        kind = "" if item.number or item.title else f"［{KINDS[item.kind]}］"
        self.stdout.write(f"{indent}{item.number}{kind}{item.label}")
        for measure in item.measures:
            self.stdout.write(f"{indent}    - {measure}")
