"""Beginning, planning, closing steps, and what is put in order afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.models import Body

from ..models import PartyOpinion, TermChange
from ..rules import steps
from .shared import AREA


class BeginForm(forms.Form):
    body = forms.ModelChoiceField(
        label=_("委员会"), queryset=Body.objects.standing().filter(kind=Body.Kind.COMMITTEE).select_related("unit")
    )
    route = forms.ChoiceField(
        label=_("方式"),
        choices=steps.ROUTE_NAMES.items(),
        help_text=_("届满重新选举选换届；任期中间补空缺选补选，增加委员选增补。"),
    )
    end_on = forms.DateField(
        label=_("届满日期"),
        required=False,
        help_text=_("换届不填则按本届任期计算；补选、增补请填应在哪一天前选出。各步骤的期限都从这一天倒排。"),
    )
    reason = forms.CharField(
        label=_("事由"), max_length=200, required=False, help_text=_("补选、增补时填写，例如：因某同志调离，主席空缺。")
    )


class PlanForm(forms.ModelForm):
    groups = [
        (_("大会"), ["mode", "delegate_seats", "meeting_on", "years", "party_organisation", "reason"]),
        (
            _("名额"),
            ["committee_seats", "standing_seats", "audit_seats", "chair_seats", "vice_chair_seats", "leaders_by"],
        ),
    ]

    class Meta:
        model = TermChange
        fields = [
            "mode",
            "delegate_seats",
            "meeting_on",
            "years",
            "party_organisation",
            "reason",
            "committee_seats",
            "standing_seats",
            "audit_seats",
            "chair_seats",
            "vice_chair_seats",
            "leaders_by",
        ]
        help_texts = {
            "mode": _("会员不足100人召开会员大会；100人以上可以召开会员代表大会（基层工会会员代表大会条例）。"),
            "delegate_seats": _("召开会员代表大会时填写，再按会员人数分配到各选区。"),
            "committee_seats": _("含主席、副主席、常委。不选的填 0。"),
            "audit_seats": _("与委员会同时选举；一人不能同时进两个委员会。"),
            "years": _("三年或五年，由大会决定。"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.regular:
            del self.fields["reason"]
        else:
            for name in ("mode", "delegate_seats", "years", "leaders_by", "standing_seats"):
                del self.fields[name]
        self.groups = [(title, [name for name in names if name in self.fields]) for title, names in type(self).groups]

    def _post_clean(self):
        """The row is changed by the action, not by the form."""


class CloseForm(forms.Form):
    """What every step asks when it is closed."""

    on = forms.DateField(label=_("办结日期"), required=False, help_text=_("不填则为今天。"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    upload = forms.FileField(label=_("佐证材料"), required=False, help_text=_("会议纪要、照片、扫描件等，可以不传。"))


class GroupForm(CloseForm):
    work_group = forms.CharField(
        label=_("工作小组"), max_length=300, widget=AREA, help_text=_("例如：组长郑重，成员周宁、孙平。")
    )
    field_order = ["work_group", "on", "note", "upload"]


class ArchiveForm(CloseForm):
    archive_place = forms.CharField(
        label=_("存放地点"), max_length=100, help_text=_("选票密封后和文书一起存放的地方。")
    )
    field_order = ["archive_place", "on", "note", "upload"]


class PartyForm(forms.Form):
    about = forms.ChoiceField(label=_("关于"), choices=PartyOpinion.About.choices)
    organisation = forms.CharField(label=_("党组织"), max_length=60)
    agreed = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], coerce=lambda word: word == "yes"
    )
    said_on = forms.DateField(label=_("日期"))
    document_no = forms.CharField(label=_("文号或会议"), max_length=60, required=False)
    note = forms.CharField(label=_("意见内容"), max_length=300, required=False, widget=AREA)


class PaperForm(forms.Form):
    number = forms.CharField(
        label=_("发文字号"), max_length=40, help_text=_("例如：云财院工〔2026〕3号，年份用六角括号。")
    )
    signatory = forms.CharField(label=_("签发人"), max_length=20)
    issued_on = forms.DateField(label=_("成文日期"))


class ReplyForm(PaperForm):
    signatory = None


class MatterForm(forms.Form):
    done_on = forms.DateField(label=_("办结日期"), required=False)
    not_needed = forms.BooleanField(label=_("无须办理"), required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("无须办理的写明原因。"))
