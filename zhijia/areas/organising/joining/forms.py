"""What is asked of applicants, invited staff and officers. Nothing typed by the public is kept on the device."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.text import compact, tidy
from zhijia.kernels.org.forms import UnitField
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment
from zhijia.web.forms import DateInput

from . import notices
from .actions import Asked
from .manner import BRANCH_FIRST, JOINABLE, UNIT_DESK
from .models import Application

NUMBER = {"inputmode": "text", "autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
PHONE = {"inputmode": "tel", "autocomplete": "tel", "maxlength": "13"}


class Consents(forms.Form):
    """Two boxes, never ticked beforehand, each to be ticked by itself."""

    statute = forms.BooleanField(label=notices.LABELS[notices.STATUTE])
    privacy = forms.BooleanField(label=notices.LABELS[notices.PRIVACY])

    def consents(self):
        data = self.cleaned_data
        return notices.given(data.get("statute"), data.get("privacy"))


class Join(Consents):
    """All that is asked of somebody on the staff roll."""

    name = forms.CharField(label=_("姓名"), max_length=50, widget=forms.TextInput({"autocomplete": "name"}))
    id_number = forms.CharField(label=_("身份证号"), max_length=30, widget=forms.TextInput(NUMBER))
    phone = forms.CharField(
        label=_("手机号"), max_length=20, help_text=_("入会后用它登录"), widget=forms.TextInput(PHONE)
    )

    field_order = ["name", "id_number", "phone", "statute", "privacy"]

    def clean_name(self):
        return tidy(self.cleaned_data["name"])

    def clean_id_number(self):
        number = identity.normal(self.cleaned_data["id_number"])
        if fault := identity.resident_id_fault(number):
            raise forms.ValidationError(fault)
        return number

    def clean_phone(self):
        phone = compact(self.cleaned_data["phone"])
        if fault := identity.mobile_fault(phone):
            raise forms.ValidationError(fault)
        return phone

    def who(self):
        return {name: self.cleaned_data[name] for name in ("name", "id_number", "phone")}


class Details(forms.Form):
    """What a desk needs to know of somebody the roll does not tell about."""

    kind = forms.ChoiceField(label=_("用工形式"), choices=[("", _("请选择")), *Employment.Kind.choices])
    department = forms.CharField(
        label=_("所在部门"), max_length=50, required=False, help_text=_("例如会计学院、住院部护理组")
    )
    position = forms.CharField(label=_("岗位"), max_length=50, required=False, help_text=_("例如教师、护理员、保洁"))
    dispatcher = forms.CharField(
        label=_("派遣单位"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"data-only-dispatched": True}),
        help_text=_("劳务派遣的填写：劳动合同上的单位全称"),
    )
    dispatcher_union = forms.ChoiceField(
        label=_("派遣单位有没有工会"),
        choices=[("", _("请选择")), *Application.DispatcherUnion.choices],
        required=False,
        widget=forms.Select({"data-only-dispatched": True}),
        help_text=_("派遣单位有工会的，应先加入派遣单位工会；没有的，可以加入用工单位工会（总工发〔2009〕21号）"),
    )
    remark = forms.CharField(
        label=_("补充说明"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("如姓名、手机号有过变更，请写明"),
    )

    DETAILS = ("kind", "department", "position", "dispatcher", "dispatcher_union", "remark")

    def clean(self):
        data = super().clean()
        if data.get("kind") == Employment.Kind.DISPATCHED and not (data.get("dispatcher") or "").strip():
            self.add_error("dispatcher", _("请填写派遣单位的全称"))
        return data

    def asked(self, who) -> Asked:
        return Asked(**who, **{name: self.cleaned_data[name] for name in self.DETAILS})


class Apply(Details, Join):
    """Second part of the same form: what was typed before is carried along, hidden."""

    field_order = [*Join.field_order, *Details.DETAILS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Join.field_order:
            self.fields[name].widget = forms.HiddenInput()


class Correct(Details):
    """An application sent back: telephone and name may be put right too, the identity number by applying anew."""

    name = Join.base_fields["name"]
    phone = Join.base_fields["phone"]
    field_order = ["name", "phone", *Details.DETAILS]

    clean_name, clean_phone = Join.clean_name, Join.clean_phone


class Query(forms.Form):
    code = forms.CharField(
        label=_("查询码"),
        max_length=20,
        help_text=_("提交申请后显示的8位字母和数字"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    phone_tail = forms.CharField(
        label=_("手机号后4位"), max_length=8, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )

    def clean_code(self):
        return compact(self.cleaned_data["code"]).upper()

    def clean_phone_tail(self):
        return compact(self.cleaned_data["phone_tail"])


class OwnPassword(forms.Form):
    password = forms.CharField(
        label=_("登录密码"),
        strip=False,
        help_text=_("至少10位，字母和数字都要有，不要用生日和手机号"),
        widget=forms.PasswordInput({"autocomplete": "new-password", "autofocus": True}),
    )

    def __init__(self, *args, person=None, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password)
        phone = self.person.phone.reveal() if self.person else ""
        if phone and phone in password:
            raise forms.ValidationError(_("密码里不要有自己的手机号，容易被猜到"))
        return password


class Answer(Consents):
    """Of somebody invited by name: the end of the number proves who they are."""

    tail = forms.CharField(
        label=_("身份证号后6位"),
        max_length=12,
        help_text=_("用来确认是您本人；最后一位是X的填X"),
        widget=forms.TextInput(NUMBER),
    )
    phone = forms.CharField(
        label=_("手机号"), max_length=20, required=False, help_text=_("入会后用它登录"), widget=forms.TextInput(PHONE)
    )
    field_order = ["tail", "phone", "statute", "privacy"]

    def __init__(self, *args, known_phone="", declining=False, **kwargs):
        """`declining`: whoever says no proves who they are, and nothing more is asked of them."""
        super().__init__(*args, **kwargs)
        field = self.fields["phone"]
        field.required = not known_phone
        for name in ("phone", "statute", "privacy") if declining else ():
            self.fields[name].required = False
        if known_phone:
            field.help_text = _("名册上登记的手机号没有变，就不用填")

    def clean_phone(self):
        phone = compact(self.cleaned_data["phone"])
        if phone and (fault := identity.mobile_fault(phone)):
            raise forms.ValidationError(fault)
        return phone


# --- officers ---


class NewRound(forms.Form):
    unit = UnitField(
        ability="edit", label=_("单位"), queryset=Unit.objects.standing().filter(kind__in=JOINABLE).order_by("path")
    )
    title = forms.CharField(label=_("批次名称"), max_length=60, help_text=_("例如：2026年新进教职工入会"))
    expires_on = forms.DateField(
        label=_("截止日期"), widget=DateInput(), help_text=_("过了这一天没有确认的邀请自动失效，可以重新邀请")
    )


class DoorSettings(forms.Form):
    open = forms.BooleanField(
        label=_("开放网上入会"),
        required=False,
        help_text=_("关闭后，公开查找里不再显示本单位，扫海报二维码会提示联系工会；下级单位没有单独设置的一并关闭"),
    )
    contact = forms.CharField(
        label=_("咨询联系方式"),
        max_length=100,
        required=False,
        help_text=_("职工有疑问时看到，例如“校工会办公室 0871-00000000，行政楼203”；请勿填个人手机号"),
    )
    desk = forms.ChoiceField(
        label=_("名册对不上的申请由谁审核"),
        choices=[(UNIT_DESK, _("单位工会审核")), (BRANCH_FIRST, _("分工会先核实，单位工会再审核"))],
        widget=forms.RadioSelect,
        help_text=_("今天起新提交的申请适用；已提交的按原来的办"),
    )


class Reason(forms.Form):
    reason = forms.CharField(label=_("查看理由"), max_length=200, help_text=_("例如“核对入会申请人身份”，会留下记录"))
