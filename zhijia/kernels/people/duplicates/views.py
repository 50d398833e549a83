"""Pairs that look alike, two rows side by side, what was merged, and the way back."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base import masking
from zhijia.base.verdict import need
from zhijia.web import formats
from zhijia.web.pages import Act, BulkAction, DetailPage, FormPage, Link, ListPage
from zhijia.web.states import State

from ..models import DuplicatePair, Membership, Person, PersonMerge
from . import actions, rules
from .filters import MergeFilter, PairFilter
from .finding import find_pairs
from .forms import FindForm, MergeForm, ReasonForm
from .tables import MergeTable, PairTable
from .telling import told

PAIRS = DuplicatePair.objects.select_related("first__home", "first__user", "second__home", "second__user").filter(
    first__merged_into__isnull=True, second__merged_into__isnull=True
)
MERGES = PersonMerge.objects.select_related("kept__home", "merged__home", "by", "undone_by")


class Duplicates(ListPage):
    title = _("疑似重复人员")
    intro = _("可能是同一个人的两份档案。请逐对核对：是同一人的合并，不是的注明，以后不再提示。")
    queryset = PAIRS
    table = PairTable
    filters = PairFilter
    ability = "edit"
    search_fields = ("first__name", "first__initials", "second__name")
    search_hint = _("姓名、拼音首字母")
    links = [
        Link(_("查找重复"), "people:duplicates-find", ability="edit", primary=True, icon="search"),
        Link(_("合并记录"), "people:merges", ability="edit"),
    ]
    bulk = [BulkAction("two", _("批量认定不是同一人"), act="dismiss", verdict="may_dismiss", form_class=ReasonForm)]
    empty_text = _("没有待核对的重复人员。每天夜里自动查找一次，也可以现在查找。")
    empty_link = Link(_("查找重复"), "people:duplicates-find", ability="edit")

    @property
    def rows(self):
        """What waits, unless the filter asks for what was decided."""
        rows = super().rows
        return rows if self.request.GET.get("seen") else rows.filter(dismissed_at__isnull=True)

    def may_dismiss(self, pair):
        return need(pair.dismissed_at is None, "这一对已经认定不是同一人")

    def dismiss(self, pair, data):
        actions.dismiss(pair=pair, by=self.request.user, at=self.now, **data)


class Find(FormPage):
    title = _("查找重复人员")
    intro = _("按身份证号（15位与18位对照）、手机号、姓名加出生日期、姓名加单位查找，只在您选定的单位和下级里查。")
    form_class = FindForm
    submit = _("开始查找")
    done = ""
    drafts = False

    def act(self, form):
        found, new = find_pairs(path=self.unit.path, at=self.now)
        said = gettext("查到 %(found)s 对，其中新发现 %(new)s 对") % {"found": found, "new": new}
        messages.success(self.request, said)
        return reverse("people:duplicates")

    def came_from(self):
        return reverse("people:duplicates")


SHOWN = {
    "id_number": lambda value: masking.id_number(value.reveal()),
    "phone": lambda value: masking.phone(value.reveal()),
    "born_on": formats.day,
}


def said(person, fact):
    value = getattr(person, fact)
    return (SHOWN[fact](value) if fact in SHOWN else str(value)) if value else "—"


def differs(pair, fact):
    """Both know it and not alike: in truth, not only as it is shown, for two numbers may share their stars."""
    first, second = getattr(pair.first, fact), getattr(pair.second, fact)
    if not (first and second):
        return False
    return first.reveal() != second.reveal() if hasattr(first, "reveal") else first != second


def both(pair):
    """Who they are, with where they are: their names are often the same."""
    return {"first": f"{pair.first.name}（{pair.first.home}）", "second": f"{pair.second.name}（{pair.second.home}）"}


class Compare(FormPage):
    """Side by side; what differs is chosen, what only one of them knows is kept."""

    queryset = PAIRS
    template_name = "people/duplicates/compare.html"
    form_class = MergeForm
    submit = _("合并")
    done = _("已合并；可以在合并记录里撤销")
    drafts = False

    def get_title(self):
        return gettext("核对：%(first)s 和 %(second)s") % both(self.object)

    @property
    def episodes(self):
        people = [self.object.first_id, self.object.second_id]
        return list(Membership.objects.filter(person__in=people).select_related("unit").order_by("joined_on", "pk"))

    def get_initial(self):
        """The row with more in it, and of facts the one that is there."""
        pair, standing = self.object, [one for one in self.episodes if one.ended_on is None]
        fuller = max(
            ("first", pair.first), ("second", pair.second), key=lambda one: (weight(one[1]), one[0] == "first")
        )[0]
        other = {"first": "second", "second": "first"}[fuller]
        facts = {f"fact_{fact}": fuller if getattr(getattr(pair, fuller), fact) else other for fact in actions.CHOICES}
        latest = max(standing, key=lambda one: one.joined_on, default=None)
        return {"keep": fuller, "membership": latest and latest.pk, "account": pair.first.user_id, **facts}

    def get_form_kwargs(self):
        pair = self.object
        shown = {
            fact: (said(pair.first, fact), said(pair.second, fact)) for fact in actions.CHOICES if differs(pair, fact)
        }
        standing = [one for one in self.episodes if one.ended_on is None]
        return super().get_form_kwargs() | {"pair": pair, "shown": shown, "episodes": standing}

    def get_context_data(self, **kwargs):
        pair = self.object
        lines = [
            (
                Person._meta.get_field(fact).verbose_name,
                said(pair.first, fact),
                said(pair.second, fact),
                differs(pair, fact),
            )
            for fact in actions.CHOICES
        ]
        sides = [
            (which, person, [one for one in self.episodes if one.person_id == person.pk])
            for which, person in ((_("第一份"), pair.first), (_("第二份"), pair.second))
        ]
        likeness = {"likeness": rules.likeness(pair.signs), "signs": rules.words(pair.signs)}
        return super().get_context_data(lines=lines, sides=sides, pair=pair, **likeness, **kwargs)

    def act(self, form):
        kept, merged = form.kept_and_merged
        chosen = form.chosen
        return actions.merge(kept=kept, merged=merged, chosen=chosen, by=self.request.user, at=self.now)

    def came_from(self):
        return reverse("people:duplicates")


def weight(person):
    return sum(bool(getattr(person, fact)) for fact in (*actions.CHOICES, "user_id"))


class Dismiss(FormPage):
    queryset = PAIRS
    intro = _("写明理由后不再提示这一对。")
    form_class = ReasonForm
    submit = _("认定不是同一人")
    done = _("已记下，不再提示")
    drafts = False

    def get_title(self):
        return gettext("不是同一人：%(first)s 和 %(second)s") % both(self.object)

    def act(self, form):
        actions.dismiss(pair=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("people:duplicates")


class Merges(ListPage):
    title = _("人员合并记录")
    queryset = MERGES
    table = MergeTable
    filters = MergeFilter
    ability = "edit"
    search_fields = ("kept__name", "merged__name", "kept__initials")
    search_hint = _("姓名、拼音首字母")
    links = [Link(_("疑似重复人员"), "people:duplicates", ability="edit")]
    empty_text = _("还没有合并过人员档案。")


class MergePage(DetailPage):
    queryset = MERGES
    ability = "edit"
    template_name = "people/duplicates/merge.html"
    context_object_name = "merge"
    back = ("people:merges", _("人员合并记录"))

    def get_title(self):
        return gettext("合并：%(name)s") % {"name": self.object.kept.name}

    def state(self, merge):
        return State(_("已撤销")) if merge.undone_at else State(_("已合并"), "good")

    def facts(self, merge):
        more = (
            [(_("撤销人"), merge.undone_by), (_("撤销时间"), formats.moment(merge.undone_at))]
            if merge.undone_at
            else []
        )
        return [
            (_("保留的档案"), f"{merge.kept.name}（{merge.kept.home}）"),
            (_("并入的档案"), f"{merge.merged.name}（{merge.merged.home}）"),
            (_("合并时间"), formats.moment(merge.at)),
            (_("办理人"), merge.by or "—"),
            (_("理由"), merge.reason),
            *more,
        ]

    def actions(self, merge):
        open_ = need(merge.undone_at is None, "这次合并已经撤销")
        return [
            Act(_("打开保留的档案"), "people:person", args=(merge.kept_id,)),
            Act(_("撤销合并"), "people:unmerge", verdict=open_, danger=True),
        ]

    def history(self, merge):
        return []

    def get_context_data(self, **kwargs):
        carried, changed = told(self.object)
        return super().get_context_data(carried=carried, changed=changed, **kwargs)


class Undo(FormPage):
    queryset = MERGES
    intro = _("两份档案恢复成合并前的样子。合并以后又改过的，请先退回后来的改动。")
    form_class = ReasonForm
    submit = _("撤销合并")
    done = _("已撤销，两份档案都恢复了")
    drafts = False

    def get_title(self):
        return gettext("撤销合并：%(name)s") % {"name": self.object.kept.name}

    def allowed(self, merge):
        return need(merge.undone_at is None, "这次合并已经撤销")

    def act(self, form):
        return actions.undo(merge=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
