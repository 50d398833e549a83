"""figures_in FILE [--json]: the quantities a document claims."""

from zhijia.engines.documents.figures import Figure, figures_in
from zhijia.engines.documents.management.command import FileCommand, padded
from zhijia.engines.documents.normalise import normalise


class Command(FileCommand):
    help = "找出一份文件里声称的数量（日期、文号、届次、序号、口号不算）"

    def find(self, source) -> list[Figure]:
        return figures_in(normalise(source).text)

    def as_json(self, found: list[Figure]) -> list[dict]:
        return [figure.to_json() for figure in found]

    def print(self, found: list[Figure]) -> None:
        self.stdout.write(padded("数值", 16) + padded("单位", 10) + padded("约数", 10) + "原文")
        for figure in found:
            columns = padded(f"{figure.value:,f}", 16) + padded(figure.unit, 10) + padded(figure.hedge, 10)
            self.stdout.write(columns + figure.text)
        self.stdout.write(f"共 {len(found)} 个数")
