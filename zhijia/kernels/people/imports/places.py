"""Units below the one imported into, found by whatever an office writes for them."""

from django.utils.translation import gettext as say

from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import within


class Places:
    """Units below the one imported into, by whatever an office writes for them."""

    def __init__(self, top):
        self.top = top
        self.units = list(Unit.objects.under(top.path).standing().select_related(None))
        self.paths = {unit.pk: unit.path for unit in self.units}
        self.codes = {unit.code: unit for unit in self.units}
        self.grassroots = sorted(unit.path for unit in self.units if unit.kind in Unit.GRASSROOTS)
        self.names: dict[str, set] = {}
        for unit in self.units:
            for name in {unit.name, unit.short_name, short(unit.name)} - {""}:
                self.names.setdefault(name, set()).add(unit)

    def find(self, word):
        """The unit, or None and why not."""
        if word in self.codes:
            return self.codes[word], ""
        found = self.names.get(word) or self.names.get(short(word)) or set()
        if len(found) == 1:
            return next(iter(found)), ""
        if found:
            return None, say("有 %(count)s 个名为“%(word)s”的单位，请改填单位编码") % {
                "count": len(found),
                "word": word,
            }
        return None, say("“%(word)s”不是“%(top)s”下属单位的名称或编码，请核对，或先建立该单位") % {
            "word": word,
            "top": self.top,
        }

    def union_of(self, path) -> str:
        """The grassroots union a place belongs to: moving inside it is no transfer of membership."""
        return next((above for above in self.grassroots if within(path, above)), path)


def short(name) -> str:
    return name.removesuffix("工会").removesuffix("分工会").removesuffix("分")
