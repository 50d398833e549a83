from django.utils.translation import gettext_lazy as _

from zhijia.web.formats import day, yuan
from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage

from . import actions
from .filters import EntryFilter
from .forms import CancelForm, EntryForm
from .models import $Model
from .tables import EntryTable

ENTRIES = $Model.objects.select_related("unit")


class Entries(ListPage):
    title = _("$title")
    queryset = ENTRIES
    table = EntryTable
    filters = EntryFilter
    search_fields = ("name", "unit__name")
    search_hint = _("名称、单位")
    links = [Link(_("登记"), "$label:new", ability="edit", primary=True, icon="plus")]
    empty_text = _("还没有登记过。")
    empty_link = Link(_("登记第一条"), "$label:new", ability="edit")


class Entry(DetailPage):
    queryset = ENTRIES

    def actions(self, entry):
        return [Act(_("撤销"), "$label:cancel", verdict=entry.may_cancel(), danger=True)]

    def facts(self, entry):
        return [
            (_("单位"), entry.unit),
            (_("日期"), day(entry.day)),
            (_("服务人次"), entry.times),
            (_("金额（元）"), yuan(entry.amount_fen)),
        ]


class EntryNew(FormPage):
    title = _("$title")
    form_class = EntryForm
    submit = _("登记")
    done = _("已登记，并计入台账")

    def act(self, form):
        return actions.enter(**form.cleaned_data, by=self.request.user, today=self.today, at=self.now)


class EntryCancel(FormPage):
    title = _("撤销")
    queryset = ENTRIES
    form_class = CancelForm
    submit = _("撤销")
    done = _("已撤销，台账已冲销")

    def allowed(self, entry):
        return entry.may_cancel()

    def act(self, form):
        return actions.cancel(entry=self.object, **form.cleaned_data, by=self.request.user, at=self.now)
