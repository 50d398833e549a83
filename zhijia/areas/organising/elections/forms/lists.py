"""Delegates and candidates: put on, changed, examined; and the notice of the candidates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.forms.listing import ListField
from zhijia.kernels.org.models import Unit

from ..models import Candidate, Delegate, Inspection
from ..rules import standing
from .shared import AREA, BLANK, PersonChoice, classes_field, members


class DelegateForm(forms.Form):
    person = PersonChoice(label=_("代表"), queryset=members())
    position = forms.CharField(label=_("职务"), max_length=50, required=False)
    classes = classes_field()


class DelegateEditForm(DelegateForm):
    person = None


class ListForm(forms.Form):
    """The whole list on one page; the shares are told at every change."""

    people = ListField(label=_("代表名单"))
    add = PersonChoice(queryset=members(), required=False)
    seats = forms.IntegerField(required=False, widget=forms.HiddenInput)
    groups = [("", ["people"])]


class SeatsForm(forms.Form):
    seats = forms.IntegerField(label=_("代表名额"), min_value=0, max_value=500)


class HandInForm(forms.Form):
    exception = forms.CharField(
        label=_("书面说明"),
        max_length=300,
        required=False,
        widget=AREA,
        help_text=_("结构比例达到要求的不用填。政策允许说明后提交时，写明未达标的原因和上级工会的意见。"),
    )


class CheckForm(forms.Form):
    credential = forms.ChoiceField(
        label=_("审查结论"), choices=[pair for pair in Delegate.Credential.choices if pair[0] != "pending"]
    )
    note = forms.CharField(label=_("说明"), max_length=100, required=False, help_text=_("不合格的必须写明原因。"))


class CandidateEditForm(forms.Form):
    position = forms.CharField(label=_("现任职务"), max_length=50, required=False)
    nominations = forms.IntegerField(
        label=_("推荐票数"), min_value=0, required=False, help_text=_("三上三下或民主推荐中得到的推荐票数。")
    )
    relation = forms.ChoiceField(
        label=_("回避申报"),
        choices=[*standing.RELATION_NAMES.items()],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "单位主要行政负责人、法定代表人、合伙人及其近亲属不得作为候选人（工会法第十条）；人力资源部门负责人按惯例回避。由本人申报，逐人核对。"
        ),
    )
    classes = classes_field()
    rank = forms.ChoiceField(
        label=_("职级"),
        choices=[*BLANK, *standing.RANK_NAMES.items()],
        required=False,
        help_text=_("主席、副主席人选填写，用来核对“按同级党政副职配备”。"),
    )
    seat_unit = forms.ModelChoiceField(
        label=_("委员单位"),
        queryset=Unit.objects.standing(),
        required=False,
        help_text=_("席位属于某个单位时选择；本人离开后由该单位推荐接替。"),
    )


class CandidateForm(CandidateEditForm):
    office = forms.ChoiceField(label=_("拟任职务"))
    person = PersonChoice(label=_("候选人"), queryset=members())
    field_order = ["office", "person", "position", "nominations", "relation", "classes", "rank", "seat_unit"]


class ReviewForm(forms.Form):
    review = forms.ChoiceField(
        label=_("联审结果"), choices=[pair for pair in Candidate.Review.choices if pair[0] != "pending"]
    )
    note = forms.CharField(label=_("联审意见"), max_length=200, required=False, help_text=_("未通过的必须写明意见。"))


class InspectionForm(forms.Form):
    step = forms.ChoiceField(label=_("环节"), choices=standing.INSPECTION_NAMES.items())
    held_on = forms.DateField(label=_("日期"))
    by_whom = forms.CharField(label=_("办理机关"), max_length=80, help_text=_("例如：学院党委组织部、上级工会组织部。"))
    said = forms.ChoiceField(label=_("结论"), choices=Inspection.Said.choices)
    document_no = forms.CharField(label=_("文号或会议"), max_length=60, required=False)
    note = forms.CharField(
        label=_("说明"),
        max_length=200,
        required=False,
        widget=AREA,
        help_text=_("只写环节和结论，不写个人评价。暂缓或不同意的必须写明。"),
    )


class NoticeForm(forms.Form):
    from_on = forms.DateField(label=_("公示开始"), help_text=_("张贴当日不计，从次日起满规定的工作日。"))
    days = forms.IntegerField(label=_("工作日"), min_value=1, max_value=60)
    contact = forms.CharField(label=_("受理方式"), max_length=100, help_text=_("接受异议的电话和办公室。"))


class CloseNoticeForm(forms.Form):
    objections = forms.IntegerField(label=_("异议件数"), min_value=0, initial=0)
    handling = forms.CharField(label=_("处理情况"), max_length=300, required=False, widget=AREA)
