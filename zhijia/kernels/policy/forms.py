from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import DateInput

from .fields import UNITS, TableField, field_of
from .registry import Key


class SetParameter(forms.Form):
    """A new version of one key; the field for the value follows the kind of the key."""

    unit = UnitField(label=_("适用单位"), help_text=_("对这个单位和全部下级有效；下级另有规定的，以下级的为准"))
    effective_from = forms.DateField(label=_("生效日期"), widget=DateInput)
    effective_to = forms.DateField(label=_("失效日期"), widget=DateInput, required=False, help_text=_("长期有效的不填"))
    unknown = forms.BooleanField(label=_("此期间标准不详"), required=False, help_text=_("知道有规定但查不到数值时勾选"))
    source = forms.CharField(
        label=_("依据文件"), max_length=100, required=False, help_text=_("文号，例如“某工发〔2025〕18号”")
    )
    clause = forms.CharField(label=_("条款"), max_length=100, required=False)
    verified = forms.BooleanField(
        label=_("已对照文件核定"), required=False, help_text=_("未核定的到处都标明“示例/待核定”")
    )

    def __init__(self, *args, key: Key, **kwargs):
        super().__init__(*args, **kwargs)
        label = (
            f"{key.name}（{key.measure or UNITS.get(key.kind, '')}）" if key.measure or key.kind in UNITS else key.name
        )
        help_text = key.note
        if key.kind == "table":
            value = TableField(key.columns, label=label, help_text=help_text, required=False)
        else:
            value = field_of(key.kind, label=label, help_text=help_text, required=False)
        self.fields = {"value": value} | self.fields
        self.groups = [
            (_("取值"), ["value", "unknown"]),
            (_("适用"), ["unit", "effective_from", "effective_to"]),
            (_("依据"), ["source", "clause", "verified"]),
        ]
