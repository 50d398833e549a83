"""What is typed. Rows of the assignment table are one form, so that an officer fills sixteen measures in one go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.kernels.access.models import User
from zhijia.kernels.org.models import Unit
from zhijia.web.forms import Rows

from ..models import Plan, Report, Supervision, Task
from ..rules.lines import EDITABLE, KIND_NAMES, STYLE_NAMES, Kind, Style


def text(rows=4, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


GENRES = [(str(word), word) for word in (_("工作要点"), _("工作计划"), _("工作方案"), _("规划"))]


class UploadForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("哪个单位的计划"))
    year = forms.IntegerField(
        label=_("年度"), required=False, min_value=2000, max_value=2100, help_text=_("不填则按文件的成文日期")
    )
    file = forms.FileField(label=_("计划文件"), help_text=_("Word（.docx）、文本（.txt）或文字版 PDF，不超过 20 MB"))


class NewForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("哪个单位的计划"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("标题"), max_length=120)
    genre = forms.ChoiceField(label=_("文种"), choices=GENRES)
    style = forms.ChoiceField(label=_("编号方式"), choices=list(STYLE_NAMES.items())[:2], initial=Style.PAREN)
    seed = forms.ModelChoiceField(
        Plan.objects.filter(state__in=Plan.FROZEN).order_by("-year"),
        label=_("以哪份计划为底稿"),
        required=False,
        help_text=_("照抄它的章、条、措施，再逐条修改；不选则从空白开始"),
    )
    carry = forms.ModelChoiceField(
        Plan.objects.adopted().order_by("-year"),
        label=_("带入哪份计划未完成的任务"),
        required=False,
        help_text=_("没有完成的任务会列为“结转任务”一章"),
    )
    seed.ability = carry.ability = "edit"


class HeadForm(forms.ModelForm):
    class Meta:
        model = Plan
        fields = ["title", "year", "genre", "number", "issued_on"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=300, widget=text(3))


class WhyForm(forms.Form):
    why = forms.CharField(label=_("修订理由"), max_length=300, widget=text(3))


class StyleForm(forms.Form):
    style = forms.ChoiceField(label=_("编号方式"), choices=list(STYLE_NAMES.items()), widget=forms.RadioSelect)


class LineForm(forms.Form):
    kind = forms.ChoiceField(label=_("这一条是"), choices=[])
    level = forms.TypedChoiceField(
        label=_("层级"), coerce=int, choices=[(n, str(n)) for n in range(1, 7)], help_text=_("章一般是1，条目一般是2")
    )
    number = forms.CharField(label=_("编号"), required=False, max_length=40)
    title = forms.CharField(label=_("标题"), required=False, widget=text(2), help_text=_("黑体部分，没有可以空着"))
    text = forms.CharField(label=_("正文"), required=False, widget=text(4), strip=False)

    def __init__(self, *args, was, **kwargs):
        super().__init__(*args, **kwargs)
        kept = [Kind(was)] if was not in EDITABLE else []
        self.fields["kind"].choices = [(kind, KIND_NAMES[kind]) for kind in (*EDITABLE, *kept)]


class SplitForm(forms.Form):
    at = forms.TypedChoiceField(label=_("从哪一句开始成为新的一条"), coerce=int, choices=[], widget=forms.RadioSelect)

    def __init__(self, *args, seams, words, **kwargs):
        super().__init__(*args, **kwargs)
        ends = [*seams[1:], len(words)] if seams else []
        self.fields["at"].choices = [(seam, words[seam:end].strip()) for seam, end in zip(seams, ends, strict=True)]


class AddForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("增加什么"), choices=[(kind, KIND_NAMES[kind]) for kind in EDITABLE], initial=Kind.MEASURE
    )
    text = forms.CharField(label=_("文字"), widget=text(3))


class MoveForm(forms.Form):
    behind = forms.TypedChoiceField(label=_("移到哪一条下面"), coerce=int, choices=[])

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["behind"].choices = [("", _("请选择")), *places]


class AlignForm(forms.Form):
    uppers = forms.TypedMultipleChoiceField(
        label=_("落实上级的哪些条目"), coerce=int, choices=[], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppers"].choices = choices


class TaskForm(forms.ModelForm):
    """What the giver may change later."""

    class Meta:
        model = Task
        fields = ["title", "unit", "helpers", "owner", "due_on", "evidence_kind", "standard", "key"]
        widgets = {"title": text(2), "helpers": forms.CheckboxSelectMultiple}
        field_classes = {"helpers": Rows}

    def __init__(self, *args, units, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = self.fields["helpers"].queryset = units
        self.fields["owner"].queryset = owners
        self.fields["owner"].help_text = _("可以留空，由牵头单位接收时指定")


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("责任人"), required=False, help_text=_("在本单位任职的人")
    )

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners


class ProgressForm(forms.Form):
    progress = forms.CharField(label=_("现在进展到哪里"), max_length=500, widget=text(3))


class AttachForm(forms.Form):
    file = forms.FileField(label=_("佐证文件"), help_text=_("会议通知、签到表、文件、名单、照片等，不超过 20 MB"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class CaseForm(forms.Form):
    case = forms.ModelChoiceField(
        Case.objects.filter(state="approved").exclude(kind__startswith="plans.").order_by("-moved_at"),
        label=_("已同意的审批事项"),
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class ReportForm(forms.Form):
    reason = forms.CharField(label=_("说明"), max_length=500, widget=text(3), required=False)


class ExtendForm(forms.Form):
    until_on = forms.DateField(label=_("延期到"))
    reason = forms.CharField(label=_("延期理由"), max_length=500, widget=text(3))


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("取消理由"), max_length=500, widget=text(3))


REPORT_FORMS = {Report.Kind.COMPLETION: ReportForm, Report.Kind.EXTENSION: ExtendForm, Report.Kind.CANCEL: CancelForm}


class DecomposeForm(forms.Form):
    units = Rows(Unit.objects.none(), label=_("分解到哪些下级单位"), widget=forms.CheckboxSelectMultiple)
    due_on = forms.DateField(label=_("完成时限"))
    title = forms.CharField(label=_("任务"), max_length=300, widget=text(2))
    standard = forms.CharField(label=_("完成标准"), max_length=300, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units


class SuperviseForm(forms.Form):
    act = forms.ChoiceField(label=_("督办"), choices=Supervision.Act.choices, widget=forms.RadioSelect)
    leader = forms.ModelChoiceField(User.objects.none(), label=_("领导"))
    held_on = forms.DateField(label=_("日期"))
    note = forms.CharField(label=_("情况和要求"), max_length=500, widget=text(3), required=False)

    def __init__(self, *args, leaders, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders
