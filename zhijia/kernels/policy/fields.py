"""How a value of each kind is typed: yuan for money, per cent for ratios, a table for a table."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.money import YuanField


class PercentField(forms.DecimalField):
    """65 typed, "0.65" stored."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_digits=9, decimal_places=4, **kwargs)

    def clean(self, value):
        typed = str(value or "").replace("%", "").replace("％", "").strip()
        percent = super().clean(typed)
        return None if percent is None else f"{(percent / 100).normalize():f}"

    def prepare_value(self, value):
        return f"{(Decimal(value) * 100).normalize():f}" if isinstance(value, str) and is_decimal(value) else value


def is_decimal(text) -> bool:
    try:
        return "." in text and Decimal(text).is_finite()
    except ArithmeticError:
        return False


def field_of(kind, **kwargs):
    makers = {
        "money": YuanField,
        "ratio": PercentField,
        "count": lambda **more: forms.IntegerField(min_value=0, **more),
        "days": lambda **more: forms.IntegerField(min_value=0, **more),
        "text": lambda **more: forms.CharField(max_length=500, **more),
    }
    return makers[kind](**kwargs)


UNITS = {"money": gettext_lazy("元"), "ratio": gettext_lazy("%"), "days": gettext_lazy("天")}
SPARE = 3  # empty rows offered below the filled ones


class TableWidget(forms.Widget):
    """Rows of inputs, named value-0-rate and so on; empty rows at the end are for more."""

    template_name = "policy/table_widget.html"
    use_fieldset = True

    def __init__(self, columns, fields):
        super().__init__()
        self.columns, self.fields = columns, fields

    def value_from_datadict(self, data, files, name):
        rows, number = [], 0
        while any(f"{name}-{number}-{cell.code}" in data for cell in self.columns):
            rows.append({cell.code: data.get(f"{name}-{number}-{cell.code}", "") for cell in self.columns})
            number += 1
        return rows

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        rows = [row for row in value or [] if any(v not in ("", None) for v in row.values())] + [{}] * SPARE
        context["heads"] = [(cell.name, UNITS.get(cell.kind, ""), cell.required) for cell in self.columns]
        context["rows"] = [
            [
                (f"{name}-{n}-{cell.code}", self.fields[cell.code].prepare_value(row.get(cell.code)), cell.name, n + 1)
                for cell in self.columns
            ]
            for n, row in enumerate(rows)
        ]
        return context


class TableField(forms.Field):
    """A list of dicts, each cell cleaned by the field of its kind; errors name row and column."""

    def __init__(self, columns, **kwargs):
        self.columns = columns
        self.cells = {cell.code: field_of(cell.kind, required=cell.required, label=cell.name) for cell in columns}
        super().__init__(widget=TableWidget(columns, self.cells), **kwargs)

    def clean(self, value):
        rows, errors = [], []
        for number, typed in enumerate(value or [], 1):
            if any(str(text).strip() for text in typed.values()):
                rows.append(
                    {cell.code: self.clean_cell(cell, typed[cell.code], number, errors) for cell in self.columns}
                )
        if errors:
            raise forms.ValidationError(errors)
        if not rows and self.required:
            raise forms.ValidationError(_("请至少填写一行"))
        return rows or None

    def clean_cell(self, cell, text, number, errors):
        try:
            value = self.cells[cell.code].clean(text)
        except forms.ValidationError as trouble:
            errors.extend(
                _("第%(row)s行“%(column)s”：%(error)s") % {"row": number, "column": cell.name, "error": error}
                for error in trouble.messages
            )
            return None
        return None if value == "" else value

    def has_changed(self, initial, data):
        return True
