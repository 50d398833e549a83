"""The first congress: its result, the report of it, and what remains to be done once the union is founded."""

from django.db.models import Q
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.web.pages import ActionPage, FormPage

from .. import actions
from ..forms import FollowUpForm, ResultForm
from ..models import FollowUp, Founding
from ..rules import process
from ..showing import FOUNDINGS


class Result(FormPage):
    """The first congress on one sheet."""

    title = gettext_lazy("登记第一次会员（代表）大会")
    queryset = FOUNDINGS
    form_class = ResultForm
    template_name = "founding/result.html"
    submit = gettext_lazy("核对并保存")
    done = gettext_lazy("选举结果核对无误，请上报")

    def allowed(self, founding):
        return actions.may_record(founding, self.request.user, self.today)

    @cached_property
    def members(self):
        return self.object.applications.accepted().order_by("initials", "pk")

    def get_form_kwargs(self):
        seats = list(self.object.seats.order_by("pk"))
        return super().get_form_kwargs() | {"members": self.members, "seats": seats}

    def get_initial(self):
        founding, count = self.object, self.members.count()
        columns = ("meeting", "held_on", "expected", "attended", "issued", "returned", "years")
        kept = {name: getattr(founding, name) for name in columns}
        fresh = {"meeting": process.congress_form(count), "held_on": self.today, "expected": count}
        seats = founding.seats.filter(elected=True)
        named = {f"seats_{body}": seats.filter(body=body).count() or None for body in ("committee", "audit")}
        return {name: value or fresh.get(name) for name, value in kept.items()} | named

    def act(self, form):
        return actions.record_congress(
            founding=self.object,
            lines=list(form.voted(actions.Voted)),
            seats=form.seats(),
            by=self.request.user,
            at=self.now,
            **form.congress(),
        )

    def options(self, name):
        """Every line offers the same members."""
        text = self.request.GET.get("pq", "").strip()[:40]
        found = self.members.filter(Q(name__icontains=text) | Q(initials__istartswith=text))
        return self.picks(found, name)

    def picks(self, found, name):
        field = self.get_form().fields[name.rpartition("-")[2]]
        rows = list(found[:21])
        options = [(row.pk, field.label_from_instance(row)) for row in rows[:20]]
        return render(self.request, "web/widgets/_picks.html", {"options": options, "more": len(rows) > 20})


class Report(ActionPage):
    queryset = Founding.objects.all()

    def act(self, founding):
        actions.report_result(founding=founding, by=self.request.user, at=self.now)
        return _("已上报，等待上级工会批复成立")


class FollowUpDone(FormPage):
    queryset = FollowUp.objects.select_related("founding__founded_unit")
    form_class = FollowUpForm
    done = gettext_lazy("已登记办结")

    def get_title(self):
        return next(one.name for one in process.FOLLOW_UPS if one.code == self.object.code)

    @property
    def intro(self):
        return next(one.note for one in process.FOLLOW_UPS if one.code == self.object.code)

    def get_initial(self):
        return {"done_on": self.object.done_on or self.today, "note": self.object.note}

    def act(self, form):
        return actions.finish_follow_up(follow_up=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
