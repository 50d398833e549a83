from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import DateInput

from ..models import Body


class FoundBody(forms.Form):
    unit = UnitField(ability="edit", label=_("所属工会"))
    kind = forms.ChoiceField(label=_("类别"), choices=Body.Kind.choices)
    subject = forms.ChoiceField(
        label=_("工作内容"),
        choices=[("", "---------"), *Body.Subject.choices],
        required=False,
        help_text=_("只有专门工作委员会要选"),
    )
    name = forms.CharField(label=_("名称"), max_length=120, required=False, help_text=_("不填则按工会名称自动取名"))
    founded_on = forms.DateField(label=_("成立日期"), widget=DateInput, help_text=_("第一届选举产生之日"))


class EditBody(forms.ModelForm):
    class Meta:
        model = Body
        fields = ["name", "founded_on"]


class DissolveBody(forms.Form):
    on = forms.DateField(label=_("撤销日期"), widget=DateInput, help_text=_("从这一天起任职和角色一并终止"))
    reason = forms.CharField(label=_("撤销原因"), max_length=100, help_text=_("例如：单位合并，批复文号"))
