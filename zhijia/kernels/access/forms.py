from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import DateInput

from .abilities import ROLE_CHOICES
from .models import User


class InitialPassword(forms.CharField):
    """Chosen by a manager, judged by the same rules as everybody's, replaced at the first sign-in."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("初始密码"))
        kwargs.setdefault("help_text", _("至少10位，不能全是数字或常见密码；本人首次登录时必须修改"))
        super().__init__(strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def validate(self, value):
        super().validate(value)
        validate_password(value)


class OpenAccount(forms.Form):
    username = forms.CharField(label=_("用户名"), max_length=30, help_text=_("3至30个字母、数字或汉字，定下后不再更改"))
    name = forms.CharField(label=_("姓名"), max_length=50)
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False, help_text=_("填了就可以用手机号登录"))
    password = InitialPassword()
    unit = UnitField(label=_("归口单位"), help_text=_("由这个单位（及其上级）的系统管理员管理账号"))
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("暂不授予")), *ROLE_CHOICES], required=False)

    groups = [(_("账号"), ["username", "name", "phone", "password"]), (_("岗位"), ["unit", "role"])]


class EditAccount(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=50)
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False)


class GivePassword(forms.Form):
    password = InitialPassword(label=_("新密码"))


class GrantRole(forms.Form):
    unit = UnitField(label=_("单位"), help_text=_("角色对这个单位和它的全部下级有效"))
    role = forms.ChoiceField(label=_("角色"), choices=ROLE_CHOICES)
    from_on = forms.DateField(label=_("起始日期"), widget=DateInput)
    to_on = forms.DateField(
        label=_("终止日期"), widget=DateInput, required=False, help_text=_("临时代理时填写；到这一天自动失效")
    )


class EndRole(forms.Form):
    on = forms.DateField(label=_("终止日期"), widget=DateInput, help_text=_("从这一天起不再有这个角色"))


class ColleagueField(forms.ModelChoiceField):
    """An account within reach, told apart by its unit."""

    def label_from_instance(self, user):
        return f"{user}（{user.home}）" if user.home else str(user)


class HandOver(forms.Form):
    to = ColleagueField(
        label=_("代理人"),
        queryset=User.objects.filter(is_active=True).select_related("home").order_by("name"),
        help_text=_("须已有账号；在您能看到的单位范围内选择"),
    )
    from_on = forms.DateField(label=_("从"), widget=DateInput)
    until = forms.DateField(label=_("到"), widget=DateInput, help_text=_("含当天；过后自动失效"))
    reason = forms.CharField(label=_("事由"), max_length=200, help_text=_("例如：因公出差、年休假、产假"))
