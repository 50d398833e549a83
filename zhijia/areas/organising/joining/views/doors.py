"""Each unit's door: open or not, who reviews, whom to ask; and its poster."""

from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web import qr
from zhijia.web.pages import DetailPage, FormPage, Link, ListPage

from .. import actions, links
from ..filters import DoorFilter
from ..forms import DoorSettings
from ..manner import JOINABLE, manner_of
from ..models import Application, Door, Joined
from ..tables import DoorTable

UNITS = Unit.objects.standing().filter(kind__in=JOINABLE)


def count_of(rows):
    """Rows at the unit itself, as a column of its list."""
    counted = rows.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def nearest_door():
    """What the closest unit at or above says, if any says something."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = Door.objects.annotate(here=here).filter(here__startswith=F("unit__path")).order_by("-unit__path")
    return Subquery(above.values("open")[:1], output_field=BooleanField())


class Doors(ListPage):
    title = _("入会设置和海报")
    intro = _("职工扫海报上的二维码，或按单位名称查找，就能在手机上入会。点单位名称修改设置。")
    table = DoorTable
    ability = "review"
    filters = DoorFilter
    search_fields = ("name", "short_name", "initials", "code")
    search_hint = _("名称、拼音首字母、编码")
    links = [Link(_("入会申请"), "joining:applications", icon="inbox")]
    empty_text = _("没有可以入会的基层工会或分工会。")

    @property
    def queryset(self):
        return UNITS.annotate(
            door_open=nearest_door(),
            waiting=count_of(Application.objects.open()),
            came=count_of(Joined.objects.all()),
        )


class DoorPage(FormPage):
    """Open or close, and who looks at applications."""

    queryset = UNITS
    form_class = DoorSettings
    ability = "review"
    done = _("设置已保存")
    template_name = "joining/door.html"
    drafts = False

    def get_title(self):
        return gettext("%(unit)s：网上入会设置") % {"unit": self.object.name}

    def get_initial(self):
        manner = manner_of(self.object, self.today)
        return {"open": manner.open, "contact": manner.contact, "desk": manner.desk}

    def act(self, form):
        actions.set_door(unit=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("joining:door", args=[self.object.pk])

    def came_from(self):
        return reverse("joining:doors")

    def get_context_data(self, **kwargs):
        return super().get_context_data(unit=self.object, address=self.absolute(), **kwargs)

    def absolute(self):
        return self.request.build_absolute_uri(links.address_of(self.object))


class Poster(DetailPage):
    """One A4 page to hang up: the code, three steps, whom to ask."""

    queryset = UNITS
    template_name = "joining/poster.html"
    context_object_name = "unit"

    def get_title(self):
        return gettext("%(unit)s入会二维码") % {"unit": self.object.name}

    def history(self, obj):
        return []

    def state(self, obj):
        return None

    def get_context_data(self, **kwargs):
        unit, manner = self.object, manner_of(self.object, self.today)
        address = self.request.build_absolute_uri(links.address_of(unit))
        start = self.request.build_absolute_uri(reverse("joining:start"))
        label = gettext("扫码加入%(unit)s") % {"unit": unit.name}
        return super().get_context_data(
            code=qr.svg(address, label), address=address, start=start, manner=manner, **kwargs
        )
