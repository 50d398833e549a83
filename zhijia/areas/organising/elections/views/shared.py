"""What pages below one change of term share."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import under
from zhijia.web.pages import Act, found

from .. import actions
from ..models import Constituency, TermChange

CHANGES = TermChange.objects.select_related("unit__superior", "body", "term", "new_term", "made_by")


def to_rule(paper, user) -> list[Act]:
    """The way to the desk on which a paper lies, for whoever sits there."""
    case = paper and paper.case
    if not case or not case.desk_unit_id or not Case.objects.awaiting(user).filter(pk=case.pk).exists():
        return []
    return [Act(_("去批复"), case.get_absolute_url(), args=(), primary=True, icon="check")]


class OfChange:
    """A page below one change; a change one cannot see does not exist."""

    parent = TermChange

    @cached_property
    def change(self):
        return found(self.changes().filter(pk=self.kwargs["change"]))

    def changes(self):
        return CHANGES.visible_to(self.request.user, self.ability or "view")

    def check_ability(self):
        super().check_ability()
        self.change  # noqa: B018 - asked early, so that nothing is shown or done without it

    def came_from(self):
        return self.change.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(change=self.change, **kwargs)


class OfList(OfChange):
    """Pages of delegates are open to the constituencies as well, each for its own."""

    def changes(self):
        user, ability = self.request.user, self.ability or "view"
        reached = super().changes()
        own = Constituency.objects.filter(pk__in=())
        for path in user.reach(ability):
            own |= Constituency.objects.filter(under("place__path", path))
        return reached | CHANGES.filter(pk__in=own.values("change"))

    def may_add(self):
        """For the union as a whole, or for a constituency one edits."""
        user = self.request.user
        whole = actions.may_list(self.change, self.change.unit, user)
        places = [row.place for row in self.change.constituencies.select_related("place")]
        return whole or next((said for place in places if (said := actions.may_list(self.change, place, user))), whole)

    def came_from(self):
        return reverse("elections:delegates", args=[self.change.pk])
