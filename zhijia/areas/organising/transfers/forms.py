from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import UnionField, unions
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.forms import IdNumber
from zhijia.kernels.people.models import Person

from .actions.starting import TERRITORIAL


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        said = {"name": person.name, "home": person.home, "tail": person.id_tail or "—"}
        return gettext("%(name)s（%(home)s，证件尾号 %(tail)s）") % said


DESTINATION = [
    (_("新单位已有工会"), ["to_unit"]),
    (_("新单位还没有工会"), ["employer", "parked_at"]),
    (_("说明"), ["reason"]),
]


class WhereTo(forms.Form):
    """To a union, or, where the new employer has none, to whoever looks after its territory or trade.

    As it stands, who goes is known: the member who applies, or all that were ticked.
    """

    to_unit = UnionField(
        label=_("转入工会"),
        required=False,
        queryset=unions().select_related("superior"),
    )
    employer = forms.CharField(
        label=_("新单位名称"), required=False, max_length=80, help_text=_("新单位还没有工会时才填")
    )
    parked_at = UnionField(
        label=_("会籍暂存到"),
        required=False,
        queryset=unions().filter(kind__in=TERRITORIAL).select_related("superior"),
        help_text=_("新单位所在地的市、县工会，或上级产业工会；新单位建会后再转过去"),
    )
    reason = forms.CharField(
        label=_("接转原因"), max_length=200, required=False, help_text=_("例如：工作调动、应聘到新单位")
    )

    groups = DESTINATION

    def clean(self):
        data = super().clean()
        to_unit, employer, parked = data.get("to_unit"), (data.get("employer") or "").strip(), data.get("parked_at")
        if self.errors:
            return data
        if to_unit and (employer or parked):
            self.add_error("to_unit", _("新单位有工会的只选转入工会，没有工会的只填下面两项，请清空其中一处"))
        elif not to_unit and not employer and not parked:
            self.add_error("to_unit", _("请选择转入工会；新单位还没有工会的，请填下面两项"))
        elif not to_unit and not employer:
            self.add_error("employer", _("请填写新单位名称"))
        elif not to_unit and not parked:
            self.add_error("parked_at", _("请选择由哪个工会代管会籍"))
        return data


def asked(data) -> dict:
    """What the action takes, from what was typed."""
    to_unit, employer = data["to_unit"] or data["parked_at"], data["employer"].strip()
    return {"to_unit": to_unit, "employer": employer, "reason": data["reason"]}


class LeaveForm(WhereTo):
    """The union left starts, for one of its members."""

    person = PersonField(label=_("会员"), queryset=Person.objects.members().select_related("home").order_by("name"))
    field_order = ["person", "to_unit", "employer", "parked_at", "reason"]
    groups = [(_("谁转出"), ["person"]), *DESTINATION]


class EnterForm(forms.Form):
    """The union joined starts: it must know whom it means, for it cannot look at other unions' rolls."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = IdNumber(label=_("身份证号"), help_text=_("完整填写，与姓名一起核对；不显示对方单位的其他资料"))
    to_unit = forms.ModelChoiceField(
        label=_("转入单位"), queryset=Unit.objects.standing().order_by("path"), help_text=_("可以直接转到分工会")
    )
    reason = forms.CharField(label=_("接转原因"), max_length=200, required=False)

    groups = [(_("谁转入"), ["name", "id_number"]), (_("转到哪里"), ["to_unit", "reason"])]


class RefuseForm(forms.Form):
    note = forms.CharField(
        label=_("理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("会员本人会看到：请写明为什么不同意、该怎么办"),
    )
