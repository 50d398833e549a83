"""Which value acts where and since when; its versions; a new version."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.org.models import Unit
from zhijia.web import formats
from zhijia.web.pages import Act, DetailPage, Event, FormPage, Link, ListPage, Page
from zhijia.web.states import State

from . import actions, rules
from .filters import ParameterFilter
from .forms import SetParameter
from .lookup import resolve_many
from .models import Parameter
from .registry import keys
from .tables import ParameterTable

TONES = {True: "good", False: "wait"}


class Parameters(ListPage):
    title = _("政策标准：全部版本")
    intro = _("每个数值都有适用单位、起止日期和依据文件；新标准不改旧标准，旧业务仍按当时的标准。")
    queryset = Parameter.objects.select_related("unit")
    table = ParameterTable
    filters = ParameterFilter
    search_fields = ("key", "source", "clause", "unit__name")
    search_hint = _("文号、条款、单位")
    follows_unit = False
    links = [
        Link(_("现行标准"), "policy:acting", icon="checklist"),
        Link(_("设定新标准"), "policy:choose", ability="manage", primary=True),
    ]
    empty_text = _("还没有录入政策标准。")


class Acting(Page):
    """For one unit and one day: the acting value of every key, where it comes from and since when."""

    title = _("现行标准")
    template_name = "policy/acting.html"
    demands = False

    @cached_property
    def units(self):
        return Unit.objects.visible_to(self.request.user).order_by("path")

    @cached_property
    def chosen(self):
        wanted = self.request.GET.get("unit", "")
        return (self.units.filter(pk=wanted).first() if wanted.isdigit() else None) or self.unit or self.units.first()

    @cached_property
    def day(self):
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return self.today

    def rows(self):
        acting = resolve_many(list(keys), unit=self.chosen, on=self.day) if self.chosen else {}
        return [(key, acting.get(key.code)) for key in sorted(keys.values(), key=lambda key: key.code)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rows=self.rows(),
            units=self.units.standing(),
            chosen=self.chosen,
            day=self.day,
            may_manage=self.request.user.can("manage"),
            **kwargs,
        )


class ParameterPage(DetailPage):
    queryset = Parameter.objects.select_related("unit", "set_by")
    template_name = "policy/parameter.html"
    context_object_name = "parameter"

    def get_title(self):
        return self.object.name

    def number(self, parameter):
        return parameter.key

    def state(self, parameter):
        return State(parameter.standing, "quiet" if parameter.unknown else TONES[parameter.verified])

    def facts(self, parameter):
        return [
            (_("取值"), parameter.said),
            (_("适用单位"), parameter.unit.name),
            (_("生效日期"), formats.day(parameter.effective_from)),
            (_("失效日期"), formats.day(parameter.effective_to) or _("长期有效")),
            (_("依据文件"), parameter.source or "—"),
            (_("条款"), parameter.clause or "—"),
            (_("录入人"), parameter.set_by or "—"),
            (_("录入时间"), formats.moment(parameter.set_at) if parameter.set_at else "—"),
        ]

    def actions(self, parameter):
        if not (parameter.declared and self.request.user.can("manage", parameter.unit)):
            return []
        address = f"{reverse('policy:set', args=[parameter.key])}?from={parameter.pk}"
        return [Act(_("设定新版本"), address, primary=True)]

    def versions(self, parameter):
        rows = Parameter.objects.filter(key=parameter.key).visible_to(self.request.user)
        return rows.select_related("unit").order_by("-effective_from")

    def timeline(self, parameter):
        """Versions at this very unit, newest first; the one on this page is marked."""
        return [
            Event(
                row.said,
                at=row.effective_from,
                note=row.cited,
                state="now" if row.pk == parameter.pk else "done",
                url=row.get_absolute_url(),
            )
            for row in self.all_versions
            if row.unit_id == parameter.unit_id
        ]

    @cached_property
    def all_versions(self):
        return list(self.versions(self.object))

    def get_context_data(self, **kwargs):
        parameter = self.object
        return super().get_context_data(
            timeline_title=_("历次版本"),
            table=table_of(parameter),
            elsewhere=[row for row in self.all_versions if row.unit_id != parameter.unit_id],
            **kwargs,
        )


def table_of(parameter):
    """(heads, rows of words) of a table value."""
    key = parameter.declared
    if not (key and key.kind == "table" and isinstance(parameter.value, list)):
        return None
    rows = [
        [rules.said(cell.kind, row.get(cell.code)) or "—" for cell in key.columns]
        if key.columns
        else list(row.values())
        for row in parameter.value
    ]
    return [cell.name for cell in key.columns] or list(parameter.value[0]), rows


class Choose(Page):
    """Which key shall get a new version."""

    title = _("设定新标准")
    template_name = "policy/choose.html"
    ability = "manage"

    def get_context_data(self, **kwargs):
        return super().get_context_data(keys=sorted(keys.values(), key=lambda key: key.code), **kwargs)


class Set(FormPage):
    title = _("设定新标准")
    form_class = SetParameter
    ability = "manage"
    intro = _("新标准从生效日期起代替旧标准；旧标准到那一天为止，按旧标准办过的业务不变。")
    submit = _("设定")
    done = _("已设定")

    @cached_property
    def key(self):
        if self.kwargs["key"] not in keys:
            raise Http404
        return keys[self.kwargs["key"]]

    def get_title(self):
        return gettext("设定新标准：%(key)s") % {"key": self.key.name}

    def allowed(self, _nothing):
        editable = self.key.kind != "table" or self.key.columns
        return need(editable, "这个参数是结构化的表，请用参数文件装入（load_parameters）")

    @cached_property
    def model_version(self):
        """The version whose values the form starts from."""
        wanted = self.request.GET.get("from", "")
        rows = Parameter.objects.filter(key=self.key.code).visible_to(self.request.user)
        return rows.filter(pk=wanted).first() if wanted.isdigit() else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"key": self.key}

    def get_initial(self):
        start = self.model_version
        if start is None:
            return {"effective_from": self.today}
        return {"value": start.value, "unit": start.unit, "clause": start.clause, "effective_from": self.today}

    def act(self, form):
        return actions.set_parameter(key=self.key.code, by=self.request.user, at=self.now, **form.cleaned_data)

    def came_from(self):
        return self.model_version.get_absolute_url() if self.model_version else reverse("policy:parameters")
