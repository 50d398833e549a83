"""Shapes of input. What the rules say is said by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.forms.listing import ListField
from zhijia.kernels.bodies.models import Body
from zhijia.kernels.bodies.rules.composition import CATEGORIES, DECLARED
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person

from .models import Candidate, Delegate, Inspection, PartyOpinion, TermChange
from .rules import standing, steps

BLANK = [("", _("请选择"))]
CLASSES = [(code, CATEGORIES[code]) for code in DECLARED]
AREA = forms.Textarea(attrs={"rows": 3})


class PersonChoice(forms.ModelChoiceField):
    """Namesakes are told apart by their unit."""

    def label_from_instance(self, person):
        return f"{person.name}（{person.home}）"


def members():
    return Person.objects.members().select_related("home")


def classes_field():
    return forms.MultipleChoiceField(
        label=_("人员类别"),
        choices=CLASSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以勾选几项；统计比例时一人只算一次。女性、少数民族、青年由系统按资料计算。"),
    )


def flags(codes) -> dict:
    """What was ticked, as the columns of a row."""
    return {code: code in codes for code in DECLARED}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=AREA)


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


class PollForm(forms.Form):
    """The numbers of one vote; the candidates' votes follow from who is on the ballot."""

    held_on = forms.DateField(label=_("选举日期"))
    expected = forms.IntegerField(label=_("应到人数"), min_value=1)
    attended = forms.IntegerField(label=_("实到人数"), min_value=0, help_text=_("不少于应到的三分之二，会议才有效。"))
    issued = forms.IntegerField(label=_("发出选票"), min_value=0)
    returned = forms.IntegerField(label=_("收回选票"), min_value=0, help_text=_("多于发出的，选举无效，须重新选举。"))
    void = forms.IntegerField(label=_("其中废票"), min_value=0, initial=0)
    scrutineers = forms.CharField(label=_("监票人"), max_length=100, help_text=_("几个人用、隔开；候选人不能监票。"))
    write_in = PersonChoice(
        label=_("另选人"), queryset=members(), required=False, help_text=_("选票上另填的人得票较多时登记，可以不填。")
    )
    write_in_votes = forms.IntegerField(label=_("另选人得票"), min_value=0, required=False)
    KINDS = (("approve", _("赞成")), ("oppose", _("反对")), ("abstain", _("弃权")))

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            for kind, label in self.KINDS:
                said = _("%(name)s%(kind)s") % {"name": row.person.name, "kind": label}
                self.fields[f"{kind}-{row.pk}"] = forms.IntegerField(
                    label=said, min_value=0, required=kind == "approve", initial=None if kind == "approve" else 0
                )

    def votes(self) -> dict:
        said = self.cleaned_data
        return {row.pk: tuple(said[f"{kind}-{row.pk}"] or 0 for kind, _label in self.KINDS) for row in self.rows}

    def lines(self):
        """(candidate, its three boxes) for the table of the page."""
        return [(row, [self[f"{kind}-{row.pk}"] for kind, _label in self.KINDS]) for row in self.rows]

    def head(self):
        """The boxes above the table."""
        return [self[name] for name in self.base_fields if not name.startswith("write_in")]

    def tail(self):
        return [self["write_in"], self["write_in_votes"]]


class MatterForm(forms.Form):
    done_on = forms.DateField(label=_("办结日期"), required=False)
    not_needed = forms.BooleanField(label=_("无须办理"), required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("无须办理的写明原因。"))
