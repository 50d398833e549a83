"""Shapes of input. Whether it may be written is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.wording import Rule
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.org.models import Unit

from .grammar import TEMPLATES
from .models import Figure, Opinion, Paragraph, Report, Section
from .models.written import PARTS
from .rules import Part


class HeadForm(forms.Form):
    title = forms.CharField(
        label=_("标题"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("分几行印，就分几行写。"),
    )
    subtitle = forms.CharField(
        label=_("副标题"),
        max_length=100,
        required=False,
        help_text=_("例如：在云岭财经职业学院二届三次教代会上的报告。前面的破折号自动加。"),
    )
    kind = forms.ChoiceField(label=_("类型"), choices=Report.Kind.choices)
    start = forms.DateField(label=_("期间起"))
    end = forms.DateField(label=_("期间止"), help_text=_("取数默认用这段期间。"))
    as_of = forms.DateField(
        label=_("数据截至"), required=False, help_text=_("会员数等时点数取这一天；不填就是期间的最后一天。")
    )
    dated = forms.DateField(label=_("报告日期"), required=False, help_text=_("印在标题下面。"))
    byline = forms.CharField(label=_("署名"), max_length=60, required=False, help_text=_("报告人，例如：林知夏。"))
    salutation = forms.CharField(
        label=_("称呼"), max_length=40, required=False, help_text=_("例如：各位代表、同志们。冒号自动加。")
    )


class StartForm(HeadForm):
    unit = forms.ModelChoiceField(label=_("报告单位"), queryset=Unit.objects.standing())
    previous = forms.ModelChoiceField(
        label=_("照以前的报告起草"),
        queryset=Report.objects.select_related("unit"),
        required=False,
        help_text=_("章节、文字和取数都带过来，期间改为新的；手写数字的来源要重新填写。"),
    )
    template = forms.ChoiceField(
        label=_("起草方式"), choices=[(code, name) for code, (name, _chapters) in TEMPLATES.items()], initial="work"
    )
    code = forms.CharField(
        label=_("报告代码"),
        max_length=40,
        required=False,
        help_text=_("不填自动编，例如 YL-CJ-2025。定下后不再改变。"),
    )
    groups = [
        (_("怎样起草"), ["unit", "template", "previous", "kind"]),
        (_("期间"), ["start", "end", "as_of"]),
        (_("标题和署名"), ["title", "subtitle", "dated", "byline", "salutation"]),
        (_("其他"), ["code"]),
    ]


class SectionForm(forms.Form):
    heading = forms.CharField(
        label=_("小标题"),
        max_length=80,
        required=False,
        help_text=_("不写“一、（一）”，序号自动排。开头和结尾可以不要小标题。"),
    )
    part = forms.ChoiceField(label=_("内容"), choices=PARTS, initial=Part.REVIEW.value)
    level = forms.TypedChoiceField(label=_("层级"), choices=Section.LEVELS, coerce=int, initial=2)


class ParagraphForm(forms.ModelForm):
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Paragraph
        fields = ["text", "source", "follow_up"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": _("取数写成【数1】这样的记号，读出来和发布时自动换成数。"),
            "source": _("手写的数字由谁提供、依据什么，例如：学院后勤处，2026年1月台账。"),
            "follow_up": _("这个问题对应下一步的哪项措施。"),
        }


class OpinionForm(forms.Form):
    text = forms.CharField(label=_("修改意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("答复"), choices=Opinion.Answer.choices[1:], widget=forms.RadioSelect)
    why = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("没有采纳的要说明原因。"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


def indicator_choices():
    listed = sorted(indicators.values(), key=lambda i: (i.code.partition(".")[0], i.board or 999, i.code))
    return [(i.code, i.name) for i in listed]


class BindForm(forms.Form):
    """Which number: indicator, unit, days, filters; and how it is said. `picked` is what has been chosen so far."""

    indicator = forms.ChoiceField(label=_("指标"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.all())
    start = forms.DateField(label=_("从"), required=False)
    end = forms.DateField(label=_("到"), required=False)
    rule = forms.ChoiceField(label=_("怎么说"), choices=Figure.RULES, widget=forms.RadioSelect)
    whole = forms.ChoiceField(label=_("全体是多少"), required=False, help_text=_("说“全覆盖”时，与这个指标比。"))
    shows_unit = forms.BooleanField(label=_("带计量单位（400人）"), required=False)

    def __init__(self, *args, picked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = indicator_choices()
        self.fields["rule"].choices = picked.rule_choices()
        self.fields["whole"].choices = [("", _("不用")), *picked.whole_choices()]
        self.tag_names = []
        for name, label, choices in picked.tag_choices():
            self.tag_names.append(f"tag_{name}")
            self.fields[f"tag_{name}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("不限")), *choices]
            )

    @property
    def tag_fields(self):
        return [self[name] for name in self.tag_names]

    def bound_to(self) -> dict:
        """The arguments of `bind` and `rebind`."""
        said = self.cleaned_data
        names = ("indicator", "unit", "start", "end", "rule", "whole", "shows_unit")
        filters = {name.removeprefix("tag_"): said[name] for name in self.tag_names}
        return {**{name: said[name] for name in names}, "filters": filters, "rule": Rule(said["rule"])}
