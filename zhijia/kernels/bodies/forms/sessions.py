from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import DateInput

from ..models import Session


class RecordSession(forms.Form):
    kind = forms.ChoiceField(label=_("会议类别"), choices=Session.Kind.choices)
    declared = forms.BooleanField(
        label=_("扩大会议、联席会议已宣布为全体会议（计入次数）"),
        required=False,
        help_text=_("全体会议一律计入次数；扩大会议和联席会议没有宣布的不计"),
    )
    held_on = forms.DateField(label=_("开会日期"), widget=DateInput)
    held_to = forms.DateField(label=_("结束日期"), widget=DateInput, required=False, help_text=_("只开一天的不填"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    expected = forms.IntegerField(label=_("应到人数"), min_value=1, required=False, help_text=_("不填则为当天在任人数"))
    attended = forms.IntegerField(
        label=_("实到人数"), min_value=1, help_text=_("全体会议须有应到人数的三分之二以上到会")
    )
    resolutions = forms.CharField(label=_("决议"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
