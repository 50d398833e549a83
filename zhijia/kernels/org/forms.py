from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.web.forms import DateInput, FactsForm, Picker, Pickers, Rows

from .models import Edge, LegalPersonEvent, StaffCount, Unit

SECOND_LINES = [choice for choice in Edge.Kind.choices if choice[0] != Edge.Kind.ORGANISATIONAL]
FACTS = ["name", "short_name", "kind"]
MORE = ["sector", "ownership", "area_code", "party_organisation"]


class UnitField(forms.ModelChoiceField):
    """One standing unit within reach, told apart from its namesakes by the code."""

    def __init__(self, *, ability="manage", **kwargs):
        kwargs.setdefault("queryset", Unit.objects.standing().order_by("path"))
        super().__init__(**kwargs)
        self.ability = ability

    def label_from_instance(self, unit):
        return f"{'　' * (unit.level - 1)}{unit.name}（{unit.code}）"


class Unions(QuerySet):
    """That a union exists is no secret, and the one wanted may lie outside one's reach; but one has to name it."""

    asked_only = True

    def find(self, text):
        return self.filter(pk__in=Unit.objects.find(text).values("pk"))


def unions(own=()) -> Unions:
    """Every standing union of the whole tree; of branches and groups only one's own."""
    everywhere = Unions(Unit).filter(dissolved_on__isnull=True)
    return everywhere.filter(~Q(kind__in=Unit.INSIDE) | Q(pk__in=own)).order_by("path")


class UnionField(forms.ModelChoiceField):
    """One union, with the one above it, for namesakes are many."""

    widget = Picker

    def label_from_instance(self, unit):
        above = unit.superior
        return f"{unit.name}（{above}）" if above else unit.name


class UnionsField(Rows):
    """Several of them."""

    widget = Pickers
    label_from_instance = UnionField.label_from_instance


class OnField(forms.DateField):
    """A day that has come; the page refuses one that has not."""

    def __init__(self, **kwargs):
        super().__init__(widget=DateInput, **kwargs)


class DocumentNo(forms.CharField):
    """The number of the document that allowed it; shown in the history of the unit."""

    def __init__(self, **kwargs):
        kwargs = {
            "label": _("批复文号"),
            "help_text": _("上级工会的批复，例如 云教工〔2026〕12号；会写进单位沿革"),
            "max_length": 60,
            "required": False,
        } | kwargs
        super().__init__(**kwargs)


class UnitCode(forms.CharField):
    """The code of a unit to be; nobody has to make one up."""

    def __init__(self, **kwargs):
        kwargs = {
            "label": _("单位编码"),
            "help_text": _("全平台唯一，定下后不再更改，例如 YL-CJ-01；留空由系统按上级编码顺排"),
            "max_length": 30,
            "required": False,
        } | kwargs
        super().__init__(**kwargs)


class UnitFacts(forms.ModelForm):
    """Corrections of what was typed wrongly; a change of name has a day and a form of its own."""

    groups = [(_("名称"), FACTS), (_("性质"), MORE)]

    class Meta:
        model = Unit
        fields = [*FACTS, *MORE]
        help_texts = {
            "name": _("只改写错的字；单位真的改了名，请用“更名”，以前的名称会留在沿革里"),
            "area_code": _("6位数字，例如 530100"),
            "party_organisation": _("本级工会同时受它领导，例如 中共云岭财经职业学院委员会"),
        }


class FoundUnit(FactsForm):
    code = UnitCode()
    superior = UnitField(label=_("上级工会"))
    on = OnField(label=_("成立日期"))
    document_no = DocumentNo()

    groups = [
        (_("单位"), [*FACTS, "code", "headcount"]),
        (_("性质"), MORE),
        (_("隶属"), ["superior", "on", "document_no"]),
    ]

    class Meta:
        model = Unit
        fields = ["code", *FACTS, "headcount", *MORE]
        help_texts = {
            "sector": _("不填的，按类别取；分工会和小组随所属基层工会"),
            "area_code": UnitFacts.Meta.help_texts["area_code"],
            "party_organisation": UnitFacts.Meta.help_texts["party_organisation"],
        }


class RenameUnit(forms.Form):
    name = forms.CharField(label=_("新名称"), max_length=100)
    short_name = forms.CharField(label=_("新简称"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=Unit.Kind.choices)
    on = OnField(label=_("更名日期"), help_text=_("从这一天起用新名称；查看以前的日期时仍显示原名称"))
    document_no = DocumentNo()


class LinkUnit(forms.Form):
    kind = forms.ChoiceField(label=_("关系"), choices=SECOND_LINES)
    superior = UnitField(
        label=_("上级工会"), required=False, help_text=_("留空表示终止现有的这种关系，恢复为随组织隶属")
    )
    on = OnField(label=_("生效日期"))
    document_no = DocumentNo()


class MoveUnit(forms.Form):
    superior = UnitField(label=_("新的上级工会"))
    on = OnField(label=_("生效日期"), help_text=_("从这一天起隶属新的上级；以前的业务记录仍按当时的隶属统计"))
    document_no = DocumentNo()


class DissolveUnit(forms.Form):
    on = OnField(label=_("撤销日期"), help_text=_("从这一天起不再存在；以前的记录照旧"))
    document_no = DocumentNo()


class CountStaff(forms.Form):
    """Fields are named after the groups; what is left empty keeps the count of before."""

    on = OnField(label=_("统计日期"), help_text=_("这一天的人数；同一天再填就是更正"))

    groups = [
        (_("统计"), ["on", "total", "women"]),
        (_("按用工形式"), [group.value for group in StaffCount.FOOTINGS]),
    ]

    def __init__(self, *args, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        for group in StaffCount.Group:
            field = forms.IntegerField(
                label=group.label, min_value=0, max_value=9_999_999, required=group == StaffCount.Group.TOTAL
            )
            if known and group in known:
                field.help_text = _("上次 %(count)s 人") % {"count": known[group]}
            self.fields[group.value] = field

    def counts(self) -> dict:
        return {group.value: self.cleaned_data.get(group.value) for group in StaffCount.Group}


class Uscc(forms.CharField):
    """As it is stored: full width, spaces and small letters are put right while the clerk still sees it."""

    def clean(self, value):
        return identity.normal(super().clean(value))


class Registration(forms.Form):
    """The certificate; with a code it is registered, without one it is applied for."""

    uscc = Uscc(
        label=_("统一社会信用代码"),
        max_length=30,
        required=False,
        help_text=_("18位，以81开头；还没有领到证书的留空，先登记为申请中"),
    )
    certificate_no = forms.CharField(label=_("法人资格证书号"), max_length=40, required=False)
    representative = forms.CharField(label=_("法定代表人"), max_length=50, help_text=_("一般是工会主席"))
    address = forms.CharField(label=_("住所"), max_length=200, required=False)
    registrar = forms.CharField(
        label=_("登记机关"), max_length=100, required=False, help_text=_("县级以上总工会，按隶属或经费关系确定")
    )
    registered_on = forms.DateField(label=_("登记日期"), widget=DateInput, required=False)
    valid_to = forms.DateField(label=_("有效期至"), widget=DateInput, required=False)
    on = OnField(label=_("办理日期"))
    document_no = DocumentNo(label=_("文号"), help_text="")

    groups = [
        (_("证书"), ["uscc", "certificate_no", "registered_on", "valid_to", "registrar"]),
        (_("法人"), ["representative", "address"]),
        (_("办理"), ["kind", "on", "document_no"]),
    ]

    def __init__(self, *args, legal_person=None, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        if kinds:
            labels = dict(LegalPersonEvent.Kind.choices)
            self.fields["kind"] = forms.ChoiceField(label=_("事项"), choices=[(kind, labels[kind]) for kind in kinds])
        if legal_person:
            self.initial |= {name: getattr(legal_person, name) for name in self.facts_fields()}

    def facts_fields(self):
        return [name for name in self.fields if name not in ("kind", "on", "document_no")]

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.facts_fields()}


class CancelLegalPerson(forms.Form):
    on = OnField(label=_("注销日期"))
    document_no = DocumentNo(label=_("文号"), help_text=_("登记机关准予注销的文号"), required=True)
    remark = forms.CharField(label=_("原因"), max_length=200, required=False)
