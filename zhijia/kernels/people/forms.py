from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.text import compact
from zhijia.kernels.access.forms import InitialPassword
from zhijia.kernels.org.forms import DocumentNo, OnField, UnitCode, UnitField
from zhijia.kernels.org.models import Unit
from zhijia.web.forms import Rows

from . import rules
from .models import Employment, Membership, Person


class IdNumber(forms.CharField):
    """Normalised and checked while the clerk still sees it."""

    def __init__(self, **kwargs):
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def clean(self, value):
        number = identity.normal(super().clean(value))
        fault = rules.id_fault(number)
        if fault:
            raise forms.ValidationError(fault)
        return number


class Phone(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(
            max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}), **kwargs
        )

    def clean(self, value):
        phone = compact(super().clean(value))
        fault = rules.phone_fault(phone)
        if fault:
            raise forms.ValidationError(fault)
        return phone


class PersonFacts(forms.ModelForm):
    id_number = IdNumber(label=_("身份证号"), required=False, help_text=_("填写后出生日期和性别自动带出；加密保存"))
    phone = Phone(label=_("手机号"), required=False, help_text=_("手机号，或带区号的座机号；加密保存"))

    class Meta:
        model = Person
        fields = ["name", "sex", "born_on", "ethnicity", "education"]


class Work(forms.Form):
    staff_no = forms.CharField(label=_("工号"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("用工形式"), choices=Employment.Kind.choices)
    position = forms.CharField(label=_("岗位职务"), max_length=50, required=False)


WORK = ("staff_no", "kind", "position")


class RegisterMember(PersonFacts, Work):
    unit = UnitField(ability="edit", label=_("所属工会"))
    joined_on = OnField(label=_("入会日期"), help_text=_("工会委员会批准之日"))

    groups = [
        (_("本人"), ["name", "id_number", "phone", "sex", "born_on", "ethnicity", "education"]),
        (_("会籍"), ["unit", "joined_on"]),
        (_("工作"), ["staff_no", "kind", "position"]),
    ]


class EditPerson(PersonFacts, Work):
    """Secrets are not shown; a field left empty keeps what is stored."""

    groups = [
        (_("本人"), ["name", "id_number", "phone", "sex", "born_on", "ethnicity", "education"]),
        (_("工作"), ["staff_no", "kind", "position"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id_number"].help_text = _("不改就留空；要改请填写完整的新号码")
        self.fields["phone"].help_text = _("不改就留空；要改请填写完整的新号码")
        work = self.instance.employments.current().filter(unit=self.instance.home).first()
        if work is None:
            for name in WORK:
                del self.fields[name]
            self.groups = self.groups[:1]
        else:
            self.initial |= {name: getattr(work, name) for name in WORK}


class RegisterStaff(PersonFacts, Work):
    """Somebody who works here and has not joined."""

    unit = UnitField(ability="edit", label=_("所在单位"))
    from_on = OnField(label=_("到岗日期"))

    groups = [
        (_("本人"), ["name", "id_number", "phone", "sex", "born_on", "ethnicity", "education"]),
        (_("工作"), ["unit", "from_on", "staff_no", "kind", "position"]),
    ]


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("例如：人事调动通知；委员会会议决定文号")
    )


class Admit(Reason):
    unit = UnitField(ability="edit", label=_("所属工会"))
    on = OnField(label=_("批准日期"), help_text=_("工会委员会批准之日；转入的填接收之日"))
    entry = forms.ChoiceField(
        label=_("来由"),
        choices=[
            (Membership.Entry.JOINED.value, _("入会")),
            (Membership.Entry.TRANSFERRED_IN.value, _("从平台以外的工会转入")),
        ],
        initial=Membership.Entry.JOINED,
    )
    member_since = OnField(
        label=_("原入会日期"), required=False, help_text=_("转入的填；凭会员证或原单位工会的证明，入会的不用填")
    )

    field_order = ["entry", "unit", "on", "member_since", "reason"]


class Transfer(Reason):
    unit = UnitField(
        ability="edit",
        label=_("转入工会"),
        help_text=_("只能选您管理范围内的工会；转到范围以外的，请发起会籍接转，由对方确认"),
    )
    on = OnField(label=_("转会日期"))

    field_order = ["unit", "on", "reason"]


class MoveWithin(Reason):
    unit = UnitField(ability="edit", label=_("调整到"), help_text=_("同一个工会里的分工会或小组"))
    on = OnField(label=_("调整日期"))

    field_order = ["unit", "on", "reason"]

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = field.queryset.under(place.deciding().path).exclude(pk=place.pk)


class Retain(forms.Form):
    reason = forms.ChoiceField(label=_("原因"), choices=Membership.KeptFor.choices, widget=forms.RadioSelect)
    on = OnField(label=_("生效日期"))
    unit = UnitField(
        ability="edit",
        label=_("保留在"),
        required=False,
        help_text=_("不选的留在原单位；原单位工会已撤销的，选其上级工会"),
    )
    detail = forms.CharField(label=_("说明"), max_length=200, required=False)
    leaves_work = forms.BooleanField(label=_("同时结束在本单位的工作记录"), required=False, initial=True)


class Resume(Reason):
    unit = UnitField(ability="edit", label=_("恢复到"), help_text=_("现在工作的单位工会"))
    on = OnField(label=_("恢复日期"))

    field_order = ["unit", "on", "reason"]


class EndMembership(forms.Form):
    on = OnField(label=_("生效日期"))
    reason = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("例如：本人书面申请；2026年3月5日委员会会议决定")
    )
    leaves_work = forms.BooleanField(label=_("同时结束在本单位的工作记录"), required=False)


class Die(forms.Form):
    on = OnField(label=_("去世日期"))
    reason = forms.CharField(label=_("说明"), max_length=200, required=False)


class MergeUnit(forms.Form):
    into = UnitField(label=_("合并到"), help_text=_("接收的单位；要合并成一个新单位的，请先成立新单位"))
    on = OnField(label=_("生效日期"))
    document_no = DocumentNo()


class SplitUnit(forms.Form):
    """A new unit beside the old one, and who goes to it."""

    name = forms.CharField(label=_("新单位名称"), max_length=100)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    code = UnitCode(label=_("新单位编码"))
    kind = forms.ChoiceField(label=_("类别"), choices=Unit.Kind.choices)
    units = Rows(
        label=_("划转的下级单位"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    numbers = forms.CharField(
        label=_("划转的人员"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("直属这个单位、不在所选下级单位里的人，每行一个工号；下级单位里的人随单位走，不用填"),
    )
    on = OnField(label=_("生效日期"))
    document_no = DocumentNo()

    groups = [
        (_("新单位"), ["name", "short_name", "code", "kind"]),
        (_("划转"), ["units", "numbers"]),
        (_("生效"), ["on", "document_no"]),
    ]

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["units"].queryset = below = unit.children.standing().order_by("path")
        if not below.exists():
            del self.fields["units"]
        self.initial.setdefault("kind", unit.kind)

    def clean_numbers(self):
        """Staff numbers to people; one that is not known here is named."""
        numbers = self.cleaned_data["numbers"].split()
        jobs = Employment.objects.current().under(self.unit.path).filter(staff_no__in=numbers).select_related("person")
        found = {job.staff_no: job.person for job in jobs}
        unknown = [number for number in numbers if number not in found]
        if unknown:
            raise forms.ValidationError(
                _("这些工号不在“%(unit)s”的在职名册里：%(numbers)s")
                % {"unit": self.unit, "numbers": "、".join(unknown[:10])}
            )
        return list({person.pk: person for person in found.values()}.values())

    def clean(self):
        typed = super().clean()
        typed["people"] = typed.pop("numbers", [])
        if not typed.get("units") and not typed["people"] and not self.errors:
            if "units" in self.fields:
                self.add_error("units", _("请选择划转的下级单位，或填写划转人员的工号"))
            else:
                self.add_error("numbers", _("请填写划转人员的工号"))
        return typed


class Reveal(forms.Form):
    reason = forms.CharField(
        label=_("查看理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("您的姓名、时间和这条理由会永久留在审计轨迹里"),
    )


class OpenAccount(forms.Form):
    username = forms.CharField(label=_("用户名"), max_length=30, help_text=_("3至30个字母、数字或汉字，可用工号"))
    password = InitialPassword()
