"""Shape of input: a file and where it goes; which heading is which column; why somebody takes secrets away."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from zhijia.kernels.org.models import Unit

ACCEPTED = ".xlsx,.csv"


class Upload(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        allow_empty_file=True,  # the guard has a better sentence
        help_text=gettext_lazy("Excel（.xlsx）或 CSV；表头不必和模板一样，下一步可以核对。"),
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )
    unit = forms.ModelChoiceField(Unit.objects.standing(), label=gettext_lazy("导入到哪个单位"))
    subject = forms.ModelChoiceField(Unit.objects.none())  # replaced by the rows of the spec, or dropped

    def __init__(self, *args, spec, subjects=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].ability = spec.ability
        ask_for_subject(self, spec, subjects)


def ask_for_subject(form, spec, rows, **how):
    """Which of the rows the table is about, or no question at all."""
    if rows is None:
        del form.fields["subject"]
    else:
        form.fields["subject"] = forms.ModelChoiceField(rows, label=spec.subject_label, **how)
        form.fields["subject"].ability = "view"  # narrowed already; one set above the unit may be chosen too


class Columns(forms.Form):
    """One choice for each column of the import: the heading it is read from."""

    sheet = forms.ChoiceField(label=gettext_lazy("工作表"))
    header = forms.IntegerField(label=gettext_lazy("表头在第几行"), min_value=1, max_value=50)

    def __init__(self, *args, batch, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["sheet"].choices = [(name, name) for name in sheets]
        offered = [("", gettext("（不导入）"))] + [
            (place, f"{letter_of(place)}　{heading}") for place, heading in enumerate(batch.headings) if heading
        ]
        for column in batch.spec.columns:
            self.fields[f"c_{column.key}"] = forms.TypedChoiceField(
                label=column.label,
                choices=offered,
                coerce=int,
                empty_value=None,
                required=column.required,
                error_messages={"required": gettext("请选择“%(label)s”在哪一列") % {"label": column.label}},
            )
        columns = [f"c_{column.key}" for column in batch.spec.columns]
        self.groups = [(gettext("表格"), ["sheet", "header"]), (gettext("各项在表格的哪一列"), columns)]

    @property
    def places(self) -> dict:
        named = ((key.removeprefix("c_"), value) for key, value in self.cleaned_data.items() if key.startswith("c_"))
        return {key: place for key, place in named if place is not None}


class TakeAway(forms.Form):
    """An export with or without what is usually masked."""

    WAYS = [
        ("xlsx", "Excel（.xlsx）"),
        ("csv", "CSV（UTF-8）"),
        ("csv_gb", gettext_lazy("CSV（GB18030）")),
    ]

    unit = forms.ModelChoiceField(Unit.objects.standing(), label=gettext_lazy("单位"))
    subject = forms.ModelChoiceField(Unit.objects.none(), required=False)  # replaced by what is kept, or dropped
    way = forms.ChoiceField(label=gettext_lazy("格式"), choices=WAYS)
    private = forms.BooleanField(
        label=gettext_lazy("包含完整的证件号、手机号"),
        required=False,
        help_text=gettext_lazy("不勾选时遮盖中间各位；遮盖的表格不能再导入。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("包含完整号码时必填，会记入审计轨迹，例如“核对医疗互助参保名册”。"),
    )

    def __init__(self, *args, spec, kept=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].ability = "export"
        ask_for_subject(self, spec, kept, required=False, empty_label=spec.when_unnamed)
        if not any(column.secret for column in spec.columns):
            del self.fields["private"], self.fields["reason"]  # there is nothing to mask


class Reason(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        help_text=gettext_lazy("完整的证件号、手机号会出现在文件里；理由记入审计轨迹，例如“核对医疗互助参保名册”。"),
    )
    way = forms.ChoiceField(label=gettext_lazy("格式"), choices=TakeAway.WAYS)


def letter_of(place) -> str:
    """A, B, … as the spreadsheet program names its columns."""
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
