from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.forms import DateInput

from ..models import Post
from ..rules.posts import duty_areas
from .listing import CHOICES
from .people import PersonField


class SeatField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("queryset", Unit.objects.standing().order_by("path"))
        super().__init__(**kwargs)

    def label_from_instance(self, unit):
        return f"{unit.name}（{unit.code}）"


class Duties(forms.Form):
    """What a holder is in charge of: the areas of policy as boxes, the rest in words; one text in the end."""

    areas = forms.MultipleChoiceField(label=_("分工"), required=False, widget=forms.CheckboxSelectMultiple)
    more_duties = forms.CharField(
        label=_("其他分工"), max_length=120, required=False, help_text=_("几项之间用“、”隔开")
    )
    rank = forms.CharField(
        label=_("行政职级"), max_length=50, required=False, help_text=_("例如：副处级；主席一般按同级党政副职配备")
    )
    seat_unit = SeatField(
        label=_("委员单位"), required=False, help_text=_("席位属于某个单位的才填；其人离任后由该单位推荐接替人选")
    )
    categories = forms.MultipleChoiceField(
        label=_("人员类别"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, areas=(), titles=(), declares=False, duties="", **kwargs):
        """`declares`: whether the body is one for which Article 10 asks a declaration."""
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(area, area) for area in areas]
        if not areas:
            del self.fields["areas"]
        if not declares:
            del self.fields["declared"]
        if titles:
            self.fields["title"].choices = [("", _("请选择")), *titles]
        self.start_with(duties, areas)

    def start_with(self, text, offered):
        parts = duty_areas(text)
        self.initial["areas"] = [part for part in parts if part in offered]
        self.initial["more_duties"] = "、".join(part for part in parts if part not in offered)

    def clean(self):
        data = super().clean()
        parts = [*data.pop("areas", []), *duty_areas(data.pop("more_duties", ""))]
        return data | {"duties": "、".join(dict.fromkeys(parts))[:200]}


class TakePost(Duties):
    person = PersonField(label=_("人员"))
    title = forms.ChoiceField(label=_("职务"))
    how = forms.ChoiceField(label=_("产生方式"), choices=Post.How.choices)
    time = forms.ChoiceField(label=_("专兼职"), choices=Post.Time.choices, initial=Post.Time.PART)
    from_on = forms.DateField(label=_("任职日期"), widget=DateInput)
    document_no = forms.CharField(label=_("任职文号"), max_length=60, required=False)
    exception = forms.CharField(
        label=_("非本会会员任职的说明"), max_length=200, required=False, help_text=_("只有上级派任、挂职等情形才填")
    )
    declared = forms.BooleanField(
        label=_("已声明：本人不是单位行政主要负责人、法定代表人、合伙人，也不是其近亲属"), required=False
    )

    groups = [
        (_("任职"), ["person", "title", "how", "time", "from_on", "document_no", "declared", "exception"]),
        (_("分工和类别"), ["areas", "more_duties", "rank", "seat_unit", "categories"]),
    ]


class EditPost(Duties):
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=32000, help_text=_("数小的排在前面"))
    declared = forms.BooleanField(
        label=_("已声明：本人不是单位行政主要负责人、法定代表人、合伙人，也不是其近亲属"), required=False
    )
    groups = [("", ["areas", "more_duties", "rank", "seat_unit", "categories", "declared", "order"])]


class LeavePost(forms.Form):
    on = forms.DateField(
        label=_("离任日期"), widget=DateInput, help_text=_("从这一天起不再任职，相应的系统角色同日终止")
    )
    reason = forms.CharField(
        label=_("离任原因"), max_length=100, help_text=_("例如：退休、调离、辞去职务；罢免的写明批复文号")
    )


class ChangePost(forms.Form):
    title = forms.ChoiceField(label=_("改任"))
    how = forms.ChoiceField(label=_("产生方式"), choices=Post.How.choices, initial=Post.How.BY_ELECTION)
    time = forms.ChoiceField(label=_("专兼职"), choices=Post.Time.choices)
    on = forms.DateField(label=_("改任日期"), widget=DateInput)
    document_no = forms.CharField(label=_("任职文号"), max_length=60, required=False)

    def __init__(self, *args, titles=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].choices = [("", _("请选择")), *titles]
