from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.text import compact
from zhijia.kernels.access.forms import InitialPassword
from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import DateInput

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
    joined_on = forms.DateField(label=_("入会日期"), widget=DateInput, help_text=_("工会委员会批准之日"))

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


class Admit(forms.Form):
    unit = UnitField(ability="edit", label=_("所属工会"))
    on = forms.DateField(label=_("入会日期"), widget=DateInput)


class Transfer(forms.Form):
    unit = UnitField(ability="edit", label=_("转入工会"))
    on = forms.DateField(label=_("转会日期"), widget=DateInput)


class EndMembership(forms.Form):
    state = forms.ChoiceField(
        label=_("去向"),
        choices=[
            (state.value, state.label)
            for state in (
                Membership.State.RETAINED,
                Membership.State.WITHDRAWN,
                Membership.State.LAPSED,
                Membership.State.EXPELLED,
                Membership.State.DECEASED,
            )
        ],
        help_text=_("退休、失业的保留会籍；六个月不缴会费又不参加活动、经教育不改的视为自动退会"),
    )
    on = forms.DateField(label=_("生效日期"), widget=DateInput)
    reason = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("例如：退休；委员会会议决定文号")
    )
    leaves_work = forms.BooleanField(label=_("同时结束在本单位的工作记录"), required=False)


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
