"""Constituencies with their seats."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import ActionPage, FormPage, ListPage, Sheet

from .. import actions, forms
from ..models import Constituency
from ..tables import ConstituencyTable, QuotaTable
from .shared import CHANGES, OfList


class Constituencies(OfList, ListPage):
    queryset = Constituency.objects.with_listed().select_related("place", "change__unit")
    template_name = "elections/constituencies.html"
    follows_unit = False
    empty_text = _("还没有划分选区。点“按会员人数分配”，系统以各分工会为选区，按最大余额法分配名额。")

    @property
    def back(self):
        return reverse("elections:delegates", args=[self.change.pk]), _("会员代表")

    def get_title(self):
        return _("%(change)s：选区和名额") % {"change": self.change}

    @property
    def table(self):
        return QuotaTable if actions.may_quota(self.change, self.request.user) else ConstituencyTable

    @property
    def sheets(self):
        fills = bool(actions.may_quota(self.change, self.request.user))
        whole = [Sheet("elections.constituencies", self.change, self.change.unit, fills)]
        return whole if self.request.user.can("export", self.change.unit) else []

    def scope(self, rows, ability=None):
        """Whoever sees the change sees how the seats are shared out."""
        return rows.filter(change=self.change)

    def get_context_data(self, **kwargs):
        rows = list(self.scoped_rows)
        return super().get_context_data(
            draw=actions.may_quota(self.change, self.request.user), seats=sum(row.seats for row in rows), **kwargs
        )


class Draw(ActionPage):
    queryset = CHANGES

    def act(self, change):
        rows = actions.draw_constituencies(change=change, by=self.request.user, at=self.now)
        return _("已按会员人数分配到 %(count)s 个选区") % {"count": len(rows)}

    def get_success_url(self):
        return reverse("elections:constituencies", args=[self.object.pk])


class Seats(FormPage):
    queryset = Constituency.objects.select_related("change__unit", "place")
    form_class = forms.SeatsForm
    done = _("已调整名额")

    def get_title(self):
        return _("调整名额：%(place)s") % {"place": self.object.place}

    @property
    def intro(self):
        return _("会员 %(members)s 人。各选区合计须等于计划的代表名额 %(seats)s 名。") % {
            "members": self.object.members,
            "seats": self.object.change.delegate_seats,
        }

    def get_initial(self):
        return {"seats": self.object.seats}

    def act(self, form):
        actions.set_seats(constituency=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("elections:constituencies", args=[self.object.change_id])

    def came_from(self):
        return reverse("elections:constituencies", args=[self.object.change_id])
