from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnionField, UnionsField, UnitCode, unions
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person
from zhijia.web.forms import DateInput, Rows

from ..models.changes import LINES
from ..rules.changes import Change
from .small import BLANK, OwnUnitField

# Which fields each change shows besides the common ones.
SHOWN = {
    Change.RENAME: ("new_name", "new_short_name", "new_kind"),
    Change.MERGE: ("into", "others"),
    Change.SPLIT: (),
    Change.MOVE: ("superior",),
    Change.DISSOLVE: (),
    Change.LINK: ("line", "superior"),
}
HELP = {
    Change.MERGE: _("本单位并入另一个工会，会员和分工会一起过去，本单位从生效日起撤销。"),
    Change.SPLIT: _("保存以后，再登记分立出来的各个工会和划过去的分工会、会员。"),
    Change.DISSOLVE: _("会员须先办理转会，下级须先调整隶属；到生效日仍没有办完的，不能撤销。"),
    Change.MOVE: _("连同下级一起转到新的上级；以前的业务记录仍按当时的隶属统计。"),
    Change.LINK: _("组织隶属不变，另设一条经费隶属或业务指导关系。"),
    Change.RENAME: _("从生效日起用新名称，以前的文件和统计仍用旧名称。"),
}
FIND = _("输入名称中的几个字或拼音首字母来找")


class ChangeForm(forms.Form):
    unit = OwnUnitField(label=_("申请单位"))
    new_name = forms.CharField(label=_("新名称"), max_length=100)
    new_short_name = forms.CharField(label=_("新简称"), max_length=40, required=False)
    new_kind = forms.ChoiceField(label=_("新类别"), choices=[("", _("不变")), *Unit.Kind.choices], required=False)
    into = UnionField(queryset=unions(), label=_("并入哪个工会"), help_text=FIND)
    others = UnionsField(
        queryset=unions(),
        label=_("一并并入的其他单位"),
        required=False,
        help_text=_("逐个找到并选中，选错的去掉勾；只有本单位并入的不用选"),
    )
    line = forms.ChoiceField(label=_("关系"), choices=[*BLANK, *LINES])
    superior = UnionField(queryset=unions(), label=_("新的上级工会"), help_text=FIND)
    effective_on = forms.DateField(
        label=_("生效日期"), widget=DateInput, help_text=_("可以是以后的日期：批准后到那一天自动办理")
    )
    asked_number = forms.CharField(label=_("请示文号"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("上级工会据此批复")
    )

    def __init__(self, *args, kind, own=(), known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = Change(kind)
        if known:  # a request is corrected, its unit stays
            del self.fields["unit"]
        for name in {name for names in SHOWN.values() for name in names} - set(SHOWN[self.kind]):
            del self.fields[name]
        for name in {"into", "others", "superior"} & set(self.fields):
            self.fields[name].queryset = unions(own).select_related("superior")

    def facts(self):
        data = dict(self.cleaned_data)
        data["along"] = data.pop("others", [])
        return data


class PeopleField(Rows):
    def label_from_instance(self, person):
        return f"{person.name}（{person.id_tail or '—'}）"


class SplitForm(forms.Form):
    """One union that comes out of the split."""

    name = forms.CharField(label=_("新工会名称"), max_length=100)
    code = UnitCode()
    kind = forms.ChoiceField(label=_("类别"), choices=[c for c in Unit.Kind.choices if c[0] not in Unit.INSIDE])
    branches = Rows(
        label=_("划入的分工会、下级工会"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("连同它的会员一起划入"),
    )
    people_chosen = PeopleField(
        label=_("划入的会员"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不在任何分工会里、直属本单位的会员"),
    )

    def __init__(self, *args, branches, people, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("branches", branches), ("people_chosen", people)):
            if rows.exists():
                self.fields[name].queryset = rows
            else:
                del self.fields[name]


class NumberForm(forms.Form):
    document_no = forms.CharField(
        label=_("批复文号"), max_length=60, help_text=_("例如 云教工〔2026〕12号；会写进单位沿革")
    )


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("不再办理的原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
