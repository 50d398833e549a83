"""Reviews, their lines, and who can see a person."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.kernels.access.abilities import roles_with
from zhijia.kernels.people.models import Person
from zhijia.kernels.trail.models import Entry
from zhijia.web.links import held_back
from zhijia.web.pages import Act, ActionPage, BulkAction, FormPage, Link, ListPage, found

from . import actions, forms
from .filters import LineFilter, ReviewFilter, WatcherFilter
from .models import Line, Review
from .rules import END, KEEP
from .tables import LineTable, ReviewTable, WatcherTable
from .watchers import watchers_of


class Reviews(ListPage):
    title = _("账号复核")
    intro = _("每季度看一遍谁还有哪些角色：该留的保留，该停的终止。每季度第一天自动开始，也可以提前手工开始。")
    queryset = Review.objects.counted().select_related("unit")
    table = ReviewTable
    filters = ReviewFilter
    ability = "manage"
    search_fields = ("unit__name", "unit__initials", "quarter")
    search_hint = _("单位、季度（如 2026-1）")
    links = [Link(_("开始本季度复核"), "account_review:open", ability="manage", primary=True)]
    empty_text = _("还没有做过账号复核。")
    empty_link = Link(_("开始本季度复核"), "account_review:open", ability="manage", primary=True)


class Open(FormPage):
    title = _("开始本季度复核")
    form_class = forms.OpenReview
    ability = "manage"
    submit = _("开始")
    done = _("已列出全部角色，请逐个复核")

    def get_initial(self):
        return {"unit": self.unit}

    def act(self, form):
        return actions.open_review(unit=form.cleaned_data["unit"], by=self.request.user, at=self.now)

    def came_from(self):
        return reverse("account_review:reviews")


LINES = Line.objects.select_related("review", "held__user", "held__unit", "by")


class Judged(ListPage):
    """Lines that are kept or ended, one by one or many at once."""

    table = LineTable
    filters = LineFilter
    search_fields = ("held__user__name", "held__user__username", "held__unit__name", "held__unit__initials")
    search_hint = _("姓名、用户名、单位")
    empty_text = _("没有符合条件的角色。")

    def may_judge(self, line):
        ended = need(line.verdict != END, "已在本次复核中终止")
        return actions.may_judge(line, self.request.user, note="…") & ended

    def keep(self, line, data):
        actions.judge(line=line, verdict=KEEP, by=self.request.user, at=self.now)

    def end(self, line, data):
        actions.judge(line=line, verdict=END, by=self.request.user, at=self.now, note=data["note"])


def judging(ability):
    return [
        BulkAction("keep", _("保留"), ability=ability, act="keep", verdict="may_judge"),
        BulkAction("end", _("终止"), ability=ability, act="end", verdict="may_judge", form_class=forms.WhyEnd),
    ]


class ManagerLines(Judged):
    """Whoever manages accounts is looked at by the chair."""

    title = _("管理员角色复核")
    intro = _("系统管理员不能复核自己的角色，由主席在这里保留或终止。")
    ability = "approve"
    bulk = judging("approve")
    queryset = LINES.filter(review__closed_on__isnull=True, role__in=roles_with("manage"))
    empty_text = _("没有等您复核的管理员角色。")


class Lines(Judged):
    """The page of one review is the list of its roles."""

    parent = Review
    ability = "manage"
    back = ("account_review:reviews", _("账号复核"))
    template_name = "account_review/review.html"
    bulk = judging("manage")

    @cached_property
    def review(self):
        rows = self.scope(Review.objects.counted().select_related("unit", "closed_by"))
        return found(rows.filter(pk=self.kwargs["pk"]))

    def get_queryset(self):
        return self.scope(LINES.filter(review=self.review))

    def get_title(self):
        return gettext("账号复核：%(review)s") % {"review": self.review}

    def get_context_data(self, **kwargs):
        review = self.review
        left = need(review.left == 0, "还有%(count)s个角色没有复核", count=review.left)
        close = Act(
            _("办结复核"),
            "account_review:close",
            primary=True,
            verdict=left,
            confirm=_("办结后不能再改，确定吗？"),
        )
        acts = [] if review.closed_on else [close.bound(review)]
        return super().get_context_data(review=review, acts=acts, greyed=held_back(acts), **kwargs)


class Close(ActionPage):
    queryset = Review.objects.all()
    ability = "manage"

    def act(self, review):
        actions.close_review(review=review, by=self.request.user, at=self.now)
        return _("复核已办结")


class Watchers(ListPage):
    """谁能看到此人: for whoever may see the person, and for the person."""

    parent = Person
    table = WatcherTable
    filters = WatcherFilter
    template_name = "account_review/watchers.html"
    ability = "view"
    follows_unit = False
    search_fields = ("user__name", "user__username", "unit__name")
    search_hint = _("姓名、用户名、单位")
    empty_text = _("没有任何账号能看到此人的资料。")

    @cached_property
    def person(self):
        return found(Person.objects.visible_to(self.request.user).select_related("home").filter(pk=self.kwargs["pk"]))

    def get_queryset(self):
        return watchers_of(self.person, self.today)

    @property
    def back(self):
        return self.person.get_absolute_url(), self.person.name

    def get_title(self):
        return gettext("谁能看到%(name)s") % {"name": self.person.name}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, looks=looks_at(self.person), **kwargs)


def looks_at(person):
    """Each time a secret of the person was opened: by whom, when and why."""
    return Entry.objects.about(person).filter(verb="reveal").told()[:50]
