"""Units that take their people along: here, because the org kernel knows no people."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.forms import DissolveUnit, MoveUnit
from zhijia.kernels.org.models import Unit

from .. import actions
from ..forms import MergeUnit, SplitUnit
from .base import Dated


class MoveUnitPage(Dated):
    """Here, because the people of a unit move with it."""

    title = _("调整组织隶属")
    queryset = Unit.objects.standing()
    form_class = MoveUnit
    ability = "manage"
    done = _("已调整，下级单位和人员一并划转")

    def get_title(self):
        return gettext("调整组织隶属：%(unit)s") % {"unit": self.object.name}

    def do(self, form):
        return actions.move_unit(unit=self.object, by=self.request.user, **form.cleaned_data)


class DissolveUnitPage(Dated):
    title = _("撤销单位")
    intro = _("撤销须先把下级单位划走、把会员转出。撤销后不能再登记业务，以前的记录照旧。")
    queryset = Unit.objects.standing()
    form_class = DissolveUnit
    ability = "manage"
    submit = _("撤销")
    done = _("已撤销")

    def get_title(self):
        return gettext("撤销单位：%(unit)s") % {"unit": self.object.name}

    def do(self, form):
        return actions.dissolve_unit(unit=self.object, by=self.request.user, **form.cleaned_data)


class MergeUnitPage(Dated):
    title = _("合并到另一个单位")
    intro = _(
        "从生效之日起，这个单位撤销，下级单位、会员、职工和账号一并划转到接收单位；以前的日期仍按当时的单位统计。"
        "这个单位上的岗位角色同时终止，由接收单位另行授予。"
    )
    queryset = Unit.objects.standing()
    form_class = MergeUnit
    ability = "manage"
    submit = _("合并")
    done = _("已合并，下级单位和人员一并划转")

    def get_title(self):
        return gettext("合并单位：%(unit)s") % {"unit": self.object.name}

    def do(self, form):
        return actions.merge_unions(units=[self.object], by=self.request.user, **form.cleaned_data)


class SplitUnitPage(Dated):
    title = _("分立出新单位")
    intro = _("从这个单位分出一个新单位：选中的下级单位连同人员划转过去，没有选的留在原单位；以前的日期不变。")
    queryset = Unit.objects.standing()
    form_class = SplitUnit
    ability = "manage"
    submit = _("分立")
    done = _("已分立")

    def get_title(self):
        return gettext("分立单位：%(unit)s") % {"unit": self.object.name}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"unit": self.object}

    def do(self, form):
        typed = dict(form.cleaned_data)
        goers = [*typed.pop("units", ()), *typed.pop("people")]
        on, document_no = typed.pop("on"), typed.pop("document_no")
        into = [({name: value for name, value in typed.items() if value}, goers)]
        return actions.split_union(unit=self.object, into=into, on=on, document_no=document_no, by=self.request.user)[0]
