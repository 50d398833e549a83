from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.money import YuanField
from zhijia.base.text import compact
from zhijia.kernels.bodies.models import Body, Post
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment
from zhijia.kernels.people.rules import id_fault, phone_fault
from zhijia.web.forms import FEW, DateInput, FactsForm, Picker, Rows

from ..models import Founding, Target
from .small import BLANK, OwnUnitField

KINDS = [choice for choice in Unit.Kind.choices if choice[0] in Unit.GRASSROOTS]


class TargetsField(Rows):
    def label_from_instance(self, target):
        return _("%(name)s（%(staff)s人）") % {"name": target.name, "staff": target.staff or "？"}


class FoundingEditForm(FactsForm):
    kind = forms.ChoiceField(
        label=_("类别"), choices=KINDS, help_text=_("几个不满25人的单位合在一起，选“联合基层工会”")
    )
    reserve_fen = YuanField(
        label=_("已收建会筹备金"), required=False, help_text=_("只作记载；账由财务记入其他应付款，建会后返还")
    )
    groups = [
        (_("拟建工会"), ["name", "short_name", "code", "kind", "sector", "ownership", "area_code"]),
        (_("筹备"), ["party_organisation", "leader", "group_members", "reason", "planned_on", "reserve_fen"]),
    ]

    class Meta:
        model = Founding
        fields = [
            "name",
            "short_name",
            "code",
            "kind",
            "sector",
            "ownership",
            "area_code",
            "party_organisation",
            "leader",
            "group_members",
            "reason",
            "planned_on",
            "reserve_fen",
        ]
        widgets = {"planned_on": DateInput, "reason": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": _("例如：云岭博雅中学工会"),
            "code": _("留空由系统按上级编码顺排"),
            "area_code": _("6位数字，例如 530100"),
            "group_members": _("连组长不少于3人，用顿号隔开"),
        }


class FoundingForm(FoundingEditForm):
    unit = OwnUnitField(
        label=_("上级工会"),
        queryset=Unit.objects.standing().exclude(kind__in=Unit.INSIDE).order_by("path"),
        help_text=_("批准建会、以后领导它的工会"),
    )
    targets = TargetsField(
        label=_("为哪些单位建会"),
        queryset=Target.objects.free().order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("从摸排名单里选；名单里没有的，登记以后可以再加"),
    )
    groups = [(_("单位"), ["unit", "targets"]), *FoundingEditForm.groups]

    class Meta(FoundingEditForm.Meta):
        fields = ["unit", *FoundingEditForm.Meta.fields]


class PartForm(forms.Form):
    target = forms.ModelChoiceField(
        label=_("摸排名单里的单位"), queryset=Target.objects.free().order_by("name"), required=False
    )
    name = forms.CharField(
        label=_("单位名称"), max_length=100, required=False, help_text=_("上面的名单里没有的，在这里填写全称")
    )
    staff = forms.IntegerField(label=_("职工人数"), min_value=0, required=False)
    women = forms.IntegerField(label=_("女职工人数"), min_value=0, required=False)


class ReplyNumbersForm(forms.ModelForm):
    class Meta:
        model = Founding
        fields = ["asked_number", "prepared_number", "result_number", "founded_number"]
        help_texts = {"founded_number": _("批复成立前登记，会写进单位沿革；没有登记的，用审批编号代替")}


class JoinForm(forms.Form):
    """On the telephone of a future member."""

    name = forms.CharField(
        label=_("姓名"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name", "data-no-draft": ""})
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=20,
        help_text=_("18位，加密保存，只用来核对身份"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": "", "autocapitalize": "characters"}),
    )
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "data-no-draft": ""}),
    )
    part = forms.ChoiceField(label=_("所在单位"), required=False)
    kind = forms.ChoiceField(label=_("用工形式"), choices=[*BLANK, *Employment.Kind.choices])
    position = forms.CharField(label=_("岗位"), max_length=50, required=False)
    consent = forms.BooleanField(
        label=_(
            "我自愿加入中华全国总工会，遵守工会章程，执行工会决议，积极参加工会活动；同意工会为办理入会保存以上信息"
        ),
        error_messages={"required": _("请先勾选同意，再提交")},
    )

    def __init__(self, *args, parts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = {str(part.pk): part for part in parts}
        if len(self.parts) > 1:
            self.fields["part"].choices = [*BLANK, *((pk, part.name) for pk, part in self.parts.items())]
            self.fields["part"].required = True
        else:
            del self.fields["part"]

    def clean_id_number(self):
        number = identity.normal(self.cleaned_data["id_number"])
        if fault := id_fault(number):
            raise forms.ValidationError(fault)
        return number

    def clean_phone(self):
        phone = compact(self.cleaned_data["phone"])
        if fault := phone_fault(phone):
            raise forms.ValidationError(fault)
        return phone

    def facts(self):
        data = {key: value for key, value in self.cleaned_data.items() if key != "consent"}
        only = next(iter(self.parts.values()), None) if len(self.parts) == 1 else None
        data["part"] = self.parts.get(data.pop("part", ""), only)
        return data


class EnterForm(JoinForm):
    """By the preparatory group, from a signed form on paper."""

    consent = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = False


POSTS = [
    ("committee:chair", _("工会主席")),
    ("committee:vice_chair", _("工会副主席")),
    ("committee:member", _("工会委员（含候选人）")),
    ("committee:organiser", _("组织员（不设委员会）")),
    ("audit:director", _("经审委员会主任")),
    ("audit:member", _("经审委员（含候选人）")),
    ("women:director", _("女职工委员会主任")),
    ("women:member", _("女职工委员")),
]


class MemberField(forms.ModelChoiceField):
    widget = Picker

    def label_from_instance(self, application):
        return f"{application.name}（{application.id_tail}）"


def member_fields(members):
    """A maker of alike fields: few members are read once for all of them, many are searched for."""
    few = {str(one.pk): one for one in members[: FEW + 1]}
    if len(few) > FEW:
        return lambda: MemberField(label=_("会员"), queryset=members, required=False)
    named = [*BLANK, *((pk, f"{one.name}（{one.id_tail}）") for pk, one in few.items())]
    return lambda: forms.TypedChoiceField(
        label=_("会员"), choices=named, coerce=few.get, empty_value=None, required=False
    )


class ResultForm(forms.Form):
    """The first congress on one sheet: the meeting, then a line for everybody who was voted on."""

    ROWS = 16

    meeting = forms.ChoiceField(label=_("会议形式"), choices=Founding.Meeting.choices)
    held_on = forms.DateField(label=_("大会日期"), widget=DateInput)
    expected = forms.IntegerField(label=_("应到人数"), min_value=1)
    attended = forms.IntegerField(label=_("实到人数"), min_value=1)
    issued = forms.IntegerField(label=_("发出选票"), min_value=1)
    returned = forms.IntegerField(label=_("收回选票"), min_value=0)
    years = forms.TypedChoiceField(label=_("任期"), choices=[(3, _("三年")), (5, _("五年"))], coerce=int, initial=5)
    seats_committee = forms.IntegerField(label=_("工会委员会名额"), min_value=1, max_value=45)
    seats_audit = forms.IntegerField(label=_("经审委员会名额"), min_value=1, max_value=11, required=False)
    lines = forms.CharField(required=False, label=_("选举结果"), widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=_("当选人都不是单位行政主要负责人、法定代表人、合伙人及其近亲属（工会法第十条）"),
        error_messages={"required": _("请核对当选人身份，再勾选")},
    )
    top = [
        "meeting",
        "held_on",
        "expected",
        "attended",
        "issued",
        "returned",
        "years",
        "seats_committee",
        "seats_audit",
    ]

    def __init__(self, *args, members, seats=(), **kwargs):
        super().__init__(*args, **kwargs)
        member_field = member_fields(members)
        for n in range(self.ROWS):
            self.fields[f"member_{n}"] = member_field()
            self.fields[f"post_{n}"] = forms.ChoiceField(label=_("职务"), choices=[("", "—"), *POSTS], required=False)
            self.fields[f"votes_{n}"] = forms.IntegerField(label=_("得票"), min_value=0, required=False)
        for n, seat in enumerate(seats[: self.ROWS]):
            self.initial |= {
                f"member_{n}": seat.application_id,
                f"post_{n}": f"{seat.body}:{seat.title}",
                f"votes_{n}": seat.votes,
            }

    def top_fields(self):
        return [self[name] for name in self.top]

    def rows(self):
        return [(self[f"member_{n}"], self[f"post_{n}"], self[f"votes_{n}"]) for n in range(self.ROWS)]

    def clean(self):
        data = super().clean()
        for n in range(self.ROWS):
            member, post = data.get(f"member_{n}"), data.get(f"post_{n}")
            if member and not post:
                self.add_error(f"post_{n}", _("第 %(n)s 行没有选职务，请选择") % {"n": n + 1})
            if post and not member:
                self.add_error(f"member_{n}", _("第 %(n)s 行没有选会员，请选择") % {"n": n + 1})
        return data

    def voted(self, make):
        for n in range(self.ROWS):
            member = self.cleaned_data.get(f"member_{n}")
            if member:
                body, _sign, title = self.cleaned_data[f"post_{n}"].partition(":")
                yield make(member, Body.Kind(body), Post.Title(title), self.cleaned_data.get(f"votes_{n}"))

    def seats(self):
        data = self.cleaned_data
        return {Body.Kind.COMMITTEE: data["seats_committee"], Body.Kind.AUDIT: data["seats_audit"]}

    def congress(self):
        names = ("meeting", "held_on", "expected", "attended", "issued", "returned", "years")
        return {name: self.cleaned_data[name] for name in names}


class FollowUpForm(forms.Form):
    done_on = forms.DateField(label=_("办结日期"), widget=DateInput)
    note = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("例如：证号、账号开户行"))
