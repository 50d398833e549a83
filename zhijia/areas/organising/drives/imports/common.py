"""Which unit a line speaks of."""

from django.utils.translation import gettext as say

from zhijia.kernels.org.models import Unit


class Places:
    """The units below one, by code and by name; read once for a whole sheet."""

    def __init__(self, top):
        self.codes, self.names = {}, {}
        for unit in Unit.objects.under(top.path).standing():
            self.codes[unit.code] = unit
            for name in {unit.name, unit.short_name} - {""}:
                self.names.setdefault(name, []).append(unit)

    def of(self, row):
        """None, with the reason beside the cell, where there is none or more than one."""
        text = row["unit"]
        found = [self.codes[text]] if text in self.codes else self.names.get(text, [])
        if len(found) == 1:
            return found[0]
        if found:
            row.fault("unit", say("有 %(n)s 个叫这个名称的单位，请改填单位编码") % {"n": len(found)})
        else:
            row.fault("unit", say("没有这个单位，请核对名称或编码"))
        return None
