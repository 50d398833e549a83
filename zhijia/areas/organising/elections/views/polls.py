"""Results: entered beside the arithmetic that decides them, read with their derivation, struck if entered wrongly."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import Act, DetailPage, FormPage

from .. import actions, forms
from ..models import Poll
from ..rules.standing import OFFICE_NAMES, Office
from ..rules.steps import Step
from .shared import OfChange
from .voting import goes_on

POLLS = Poll.objects.select_related("change__unit", "made_by")


class Record(OfChange, FormPage):
    form_class = forms.PollForm
    template_name = "elections/poll_form.html"
    submit = _("登记结果")
    done = _("已登记选举结果")

    @cached_property
    def office(self):
        if self.kwargs["office"] not in OFFICE_NAMES:
            raise Http404
        return Office(self.kwargs["office"])

    def allowed(self, obj):
        return actions.may_record(self.change, self.office, self.request.user)

    def get_title(self):
        return _("登记选举结果：%(office)s") % {"office": OFFICE_NAMES[self.office]}

    @property
    def intro(self):
        return _("应选 %(seats)s 人。得到应到会人数过半数赞成票的当选，系统按票数核对。") % {
            "seats": actions.seats_left(self.change, self.office)
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rows": actions.in_order_of_ballot(self.change, self.office)}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        field = form.fields["write_in"]
        field.queryset = field.queryset.under(self.change.unit.path)
        return form

    def get_initial(self):
        planned = min(self.change.meeting_on or self.today, self.today)
        return {"held_on": self.change.elected_on or planned, "expected": self.electors(self.change)}

    def electors(self, change) -> int:
        """The congress; for the first plenary those just elected, for a vacancy those who sit."""
        if change.step == Step.FIRST_SESSION:
            base = Office.AUDIT if self.office == Office.AUDIT_CHAIR else Office.COMMITTEE
            return change.candidates.filter(office=base, state="elected").count()
        if not change.regular:
            return change.term.posts.current().count()
        return change.delegate_seats if change.by_delegates else change.members

    def act(self, form):
        said = dict(form.cleaned_data)
        person, votes = said["write_in"], said["write_in_votes"] or 0
        names = ("held_on", "expected", "attended", "issued", "returned", "void", "scrutineers")
        return actions.record_poll(
            change=self.change,
            office=self.office,
            votes=form.votes(),
            write_ins=[actions.WriteIn(person, votes)] if person else [],
            by=self.request.user,
            at=self.now,
            **{name: said[name] for name in names},
        )


class PollPage(DetailPage):
    queryset = POLLS
    template_name = "elections/poll.html"

    @property
    def back(self):
        return (self.object.change.get_absolute_url(), str(self.object.change))

    def facts(self, poll):
        rows = [
            (_("选举职务"), poll.get_office_display()),
            (_("轮次"), poll.round),
            (_("选举日期"), poll.held_on),
            (_("应选人数"), _("%(n)s 人") % {"n": poll.seats}),
            (_("应到、实到"), _("%(all)s 人、%(here)s 人") % {"all": poll.expected, "here": poll.attended}),
            (_("发出、收回、废票"), _("%(issued)s 张、%(returned)s 张、%(void)s 张") % vars(poll)),
            (_("监票人"), poll.scrutineers),
            (_("登记人"), poll.made_by),
        ]
        if poll.left_open:
            rows.append((_("暂缺"), _("%(left_open)s 人（%(left_open_reason)s）") % vars(poll)))
        return rows

    def actions(self, poll):
        user = self.request.user
        if poll.voided_at or not user.can("edit", poll.change.unit) or not poll.change.open:
            return []
        acts = []
        if poll.short:
            acts.append(Act(_("再次投票"), "elections:record", args=(poll.change_id, poll.office), primary=True))
            if not poll.outcome["runoff"]:
                acts.append(Act(_("登记暂缺"), "elections:leave-open"))
        else:
            acts += goes_on(poll.change, user)
        verdict = actions.may_void(poll, user)
        return [*acts, Act(_("作废重录"), "elections:void-poll", verdict=verdict, danger=True)]

    def get_context_data(self, **kwargs):
        tallies = self.object.tallies.select_related("candidate__person__home").order_by("-approve", "pk")
        return super().get_context_data(poll=self.object, tallies=tallies, lines=self.object.outcome["lines"], **kwargs)


class LeaveOpen(FormPage):
    queryset = POLLS
    title = _("登记暂缺")
    intro = _("当选人数接近应选名额、经大会同意不再另行选举的，登记暂缺的名额。")
    form_class = forms.ReasonForm
    submit = _("登记暂缺")
    done = _("已登记暂缺")

    def allowed(self, poll):
        return actions.may_leave_open(poll, self.request.user)

    def act(self, form):
        return actions.leave_open(poll=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Void(FormPage):
    queryset = POLLS
    title = _("作废选举结果")
    intro = _("录入有误时作废重录。作废的结果仍保留可查。")
    form_class = forms.ReasonForm
    submit = _("确认作废")
    done = _("已作废，请重新登记")

    def allowed(self, poll):
        return actions.may_void(poll, self.request.user)

    def act(self, form):
        actions.void_poll(poll=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object.change
