"""Candidates: the list, one of them, nominated, reviewed, withdrawn; the co-management record of leaders' seats."""

from django.db.models import Case, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.rules.composition import DECLARED
from zhijia.web.pages import Act, BulkAction, DetailPage, Event, FormPage, Link, ListPage, Sheet

from .. import actions, forms
from ..filters import CandidateFilter
from ..models import Candidate, Inspection
from ..queries import field_findings
from ..rules.standing import INSPECTION_NAMES, OFFICE_NAMES
from ..rules.standing import Inspection as InspectionStep
from ..tables import CandidateTable
from .shared import OfChange

PLACE = Case(*(When(office=office, then=n) for n, office in enumerate(OFFICE_NAMES)), default=len(OFFICE_NAMES))
ROWS = Candidate.objects.select_related("person__home", "change__unit", "seat_unit")


class Candidates(OfChange, ListPage):
    queryset = ROWS
    table = CandidateTable
    filters = CandidateFilter
    template_name = "elections/candidates.html"
    follows_unit = False
    search_fields = ("person__name", "person__initials", "position")
    search_hint = _("姓名、拼音首字母、职务")
    empty_text = _("还没有候选人。上级工会同意换届后，经推荐产生的人选在这里列入。")
    bulk = [
        BulkAction(
            "review", _("登记联审结果"), act="review", form_class=forms.ReviewForm, verdict="may_review", icon="check"
        ),
        BulkAction(
            "withdraw", _("退出名单"), act="withdraw", form_class=forms.ReasonForm, verdict="may_change", danger=True
        ),
    ]

    @property
    def back(self):
        return self.change.get_absolute_url(), str(self.change)

    def get_title(self):
        return _("%(change)s：候选人") % {"change": self.change}

    def get_queryset(self):
        return super().get_queryset().filter(change=self.change).annotate(place=PLACE)

    @property
    def links(self):
        args = (self.change.pk,)
        links = [
            Link(
                _("候选人名单（文书）"), "elections:paper", args=(*args, "candidates"), ability="view", icon="file-text"
            )
        ]
        if actions.may_nominate(self.change, self.request.user):
            links.append(Link(_("列入候选人"), "elections:nominate", args=args, ability="edit", primary=True))
        return links

    @property
    def sheets(self):
        fills = bool(actions.may_nominate(self.change, self.request.user))
        return [Sheet("elections.candidates", self.change, self.change.unit, fills)]

    def get_context_data(self, **kwargs):
        fields = [(OFFICE_NAMES[field.office], field) for field in field_findings(self.change)]
        return super().get_context_data(fields=fields, **kwargs)

    def may_review(self, row):
        return actions.may_review(row, self.request.user)

    def review(self, row, data):
        actions.review_many(candidates=[row], by=self.request.user, at=self.now, **data)

    def may_change(self, row):
        return actions.may_nominate(row.change, self.request.user)

    def withdraw(self, row, data):
        row.refresh_from_db()
        if row.state == Candidate.State.STANDING:  # it may have gone with the seat it rested on
            actions.withdraw_candidate(candidate=row, by=self.request.user, at=self.now, **data)


def said_of(form) -> dict:
    """The columns of a candidate that a form gave."""
    said = dict(form.cleaned_data)
    said |= forms.flags(said.pop("classes"))
    said["nominations"] = said["nominations"] or 0
    return said


class Nominate(OfChange, FormPage):
    title = _("列入候选人")
    intro = _("主席、副主席、常委人选先列入委员名单；同一人不能同时列入委员会和经审会。")
    form_class = forms.CandidateForm
    submit = _("列入名单")
    done = _("已列入候选人")

    def allowed(self, obj):
        return actions.may_nominate(self.change, self.request.user)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["office"].choices = [(office.value, OFFICE_NAMES[office]) for office in self.change.offices()]
        person = form.fields["person"]
        person.queryset = person.queryset.under(self.change.unit.path)
        return form

    def act(self, form):
        actions.nominate(change=self.change, by=self.request.user, at=self.now, **said_of(form))
        return self.came_from()

    def came_from(self):
        return reverse("elections:candidates", args=[self.change.pk])


class CandidatePage(DetailPage):
    queryset = ROWS
    template_name = "elections/candidate.html"

    @property
    def back(self):
        return (reverse("elections:candidates", args=[self.object.change_id]), _("候选人"))

    def get_title(self):
        return f"{self.object.person.name} · {self.object.get_office_display()}"

    def facts(self, row):
        rows = [
            (_("姓名"), row.person),
            (_("单位"), row.person.home),
            (_("现任职务"), row.position or "—"),
            (_("拟任职务"), row.get_office_display()),
            (_("人员类别"), row.classes_said or "—"),
            (_("推荐票数"), row.nominations),
            (_("回避申报"), row.get_relation_display() or _("未申报")),
            (_("联审"), row.get_review_display()),
        ]
        more = [
            (_("联审意见"), row.review_note),
            (_("职级"), row.get_rank_display()),
            (_("委员单位"), row.seat_unit),
            (_("退出原因"), row.left_reason),
        ]
        return rows + [pair for pair in more if pair[1]]

    def actions(self, row):
        user = self.request.user
        if not user.can("edit", row.change.unit) or not row.change.open:
            return []
        acts = [Act(_("修改"), "elections:candidate-edit", verdict=actions.may_nominate(row.change, user), icon="edit")]
        if row.leading and user.can("review", row.change.unit):
            acts.append(Act(_("协管记录"), "elections:inspections", icon="clock"))
        return acts

    def get_context_data(self, **kwargs):
        tallies = self.object.tallies.filter(poll__voided_at=None).select_related("poll").order_by("poll")
        return super().get_context_data(tallies=tallies, gap=self.object.rank_gap, **kwargs)


class Edit(FormPage):
    queryset = ROWS
    form_class = forms.CandidateEditForm
    done = _("已修改")

    def get_title(self):
        return _("修改候选人资料：%(name)s") % {"name": self.object.person.name}

    def allowed(self, row):
        return actions.may_nominate(row.change, self.request.user)

    def get_initial(self):
        row = self.object
        names = ("position", "nominations", "relation", "rank", "seat_unit")
        classes = [code for code in DECLARED if getattr(row, code)]
        return {name: getattr(row, name) for name in names} | {"classes": classes}

    def act(self, form):
        return actions.edit_candidate(candidate=self.object, by=self.request.user, at=self.now, **said_of(form))


class Inspections(DetailPage):
    """协管: only for those who examine; facts and opinions of organisations, in order."""

    queryset = ROWS
    ability = "review"
    template_name = "elections/inspections.html"

    def get_title(self):
        return _("协管记录：%(name)s") % {"name": self.object}

    @property
    def back(self):
        return (self.object.get_absolute_url(), self.object.person.name)

    def facts(self, row):
        return [
            (_("人选"), row.person),
            (_("拟任职务"), row.get_office_display()),
            (_("职级"), row.get_rank_display() or _("未填写")),
        ]

    def actions(self, row):
        verdict = actions.may_inspect(row, self.request.user)
        return [Act(_("登记下一环节"), "elections:inspect", verdict=verdict, primary=True)]

    @cached_property
    def records(self):
        rows = Inspection.objects.visible_to(self.request.user, "review").filter(candidate=self.object)
        return {row.step: row for row in rows.select_related("by")}

    def timeline(self, row):
        return [self.event(step, self.records.get(step)) for step in InspectionStep]

    def event(self, step, done):
        name = INSPECTION_NAMES[step]
        if done is None:
            return Event(name, state="next")
        state = "done" if done.said == Inspection.Said.YES else "stopped"
        words = "，".join(part for part in (done.get_said_display(), done.document_no, done.note) if part)
        return Event(name, done.held_on, done.by_whom, words, state)

    def get_context_data(self, **kwargs):
        return super().get_context_data(gap=self.object.rank_gap, **kwargs)


class Inspect(FormPage):
    queryset = ROWS
    ability = "review"
    title = _("登记协管环节")
    intro = _("按动议、联合考察、同级党组织意见、上级工会意见、任免报备的顺序登记。只写环节和结论，不写个人评价。")
    form_class = forms.InspectionForm
    done = _("已登记")

    def allowed(self, row):
        return actions.may_inspect(row, self.request.user)

    def get_initial(self):
        done = set(self.object.inspections.values_list("step", flat=True))
        following = next((step for step in InspectionStep if step not in done), None)
        return {"step": following, "held_on": self.today}

    def act(self, form):
        actions.inspect(candidate=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("elections:inspections", args=[self.object.pk])

    def came_from(self):
        return reverse("elections:inspections", args=[self.object.pk])
