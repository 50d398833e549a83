"""What a page says about a body on a day: what is due, vacant, missing or unusual. Warnings, each with its ground."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .listing import composition_of
from .models import Body, Post
from .queries import roll_of
from .rules import posts as rules
from .rules import sizes
from .rules import terms as terms_rules
from .standards import Standards, counted

BELOW = ("branch", "group")
LATE, WAIT, INFO = "late", "wait", "info"


@dataclass(frozen=True)
class Advice:
    text: str
    tone: str = WAIT


class Standing:
    """A body as it stands at the end of a day: its term, its posts, and what is to be said of them."""

    def __init__(self, body, day):
        self.body, self.day = body, day
        self.standards = Standards(body.unit, day)
        self.term = body.terms.as_of(day).first()
        self.posts = self._posts() if self.term else []
        self.roll = roll_of(body.unit, day)
        self.members, self.women = counted(self.roll)
        self.composition = composition_of(self.term, day, self.standards) if self.term else None

    def _posts(self):
        rows = self.term.posts.as_of(self.day).select_related("person__home", "person__user", "seat_unit", "role")
        posts = list(rows.prefetch_related("categories").order_by("order", "pk"))
        for post in posts:
            post.term = self.term
        return posts

    @property
    def head(self):
        return next((post for post in self.posts if post.title in rules.HEADS), None)

    @property
    def leads(self) -> bool:
        """The committee of a whole union: branches and groups have no ranks, no division of duties to speak of."""
        return self.body.kind == Body.Kind.COMMITTEE and self.body.unit.kind not in BELOW

    @property
    def advice(self) -> list[Advice]:
        if self.term is None:
            return [Advice(_("现在没有在任的一届，请登记换届结果"), LATE)] if not self.body.dissolved_on else []
        return [
            *self._term(),
            *self._head(),
            *self._seats(),
            *self._size(),
            *self._holders(),
            *self._duties(),
        ]

    def _term(self):
        said = terms_rules.alert(self.term.due_on, self.day)
        if said:
            late = terms_rules.stage(self.term.due_on, self.day) == terms_rules.OVERDUE
            yield Advice(said, LATE if late else WAIT)

    def _head(self):
        if self.head or self.body.kind not in rules.TITLES:
            return
        word = Post.Title(next(title for title in rules.TITLES[self.body.kind] if title in rules.HEADS)).label
        left = self.term.posts.heads().filter(to_on__lte=self.day).order_by("-to_on").first()
        if left is None:
            yield Advice(_("还没有登记%(title)s") % {"title": word})
            return
        due = terms_rules.add_months(left.to_on, self.standards.vacancy_months)
        facts = {"title": word, "name": left.person, "left": left.to_on, "due": due}
        late = LATE if self.day > due else WAIT
        yield Advice(_("%(title)s空缺：%(name)s于%(left)s离任，应在%(due)s前补选") % facts, late)

    def _seats(self):
        for seat in self.term.posts.vacant_seats().without_proposal().select_related("person", "seat_unit"):
            facts = {"unit": seat.seat_unit, "name": seat.person, "day": seat.to_on}
            yield Advice(_("委员单位%(unit)s的席位空缺（%(name)s于%(day)s离任），等该单位推荐接替人选") % facts)
        free = self.term.seats - len(self.posts)
        if free > 0:
            yield Advice(
                _("名额%(seats)s人，在任%(held)s人，空缺%(free)s人")
                % {
                    "seats": self.term.seats,
                    "held": len(self.posts),
                    "free": free,
                },
                INFO,
            )

    def _size(self):
        wanted = self.standards.size_of(self.body.kind, self.members)
        said = sizes.advice(self.term.seats, wanted, _("委员名额"), self.members)
        if said:
            yield Advice(said)
        if self.body.kind == Body.Kind.WOMEN and not sizes.needs_women_committee(
            self.women, self.standards.women_committee_at
        ):
            yield Advice(
                _("女会员%(women)s人，不足%(least)s人的设女职工委员即可")
                % {
                    "women": self.women,
                    "least": self.standards.women_committee_at,
                },
                INFO,
            )

    def _holders(self):
        keys = [post.person_id for post in self.posts if not post.exception]
        members = set(self.roll.filter(person__in=keys).values_list("person", flat=True))
        gone = [post.person.name for post in self.posts if post.person_id in set(keys) - members]
        if gone:
            facts = {"names": _("、").join(gone), "unit": self.body.unit}
            yield Advice(_("%(names)s已不是%(unit)s的会员，请登记离任") % facts, LATE)
        if not self.leads:
            return
        silent = [post.person.name for post in self.posts if not post.declared]
        if silent:
            yield Advice(
                _("尚未声明不属于行政主要负责人、法定代表人及其近亲属：%(names)s（工会法第十条）")
                % {"names": _("、").join(silent)},
                INFO,
            )
        for post in self.posts:
            if post.title == rules.CHAIR and not post.rank:
                facts = {"name": post.person}
                yield Advice(_("主席%(name)s未填行政职级；主席一般按同级党政副职配备") % facts, INFO)

    def _duties(self):
        if not self.leads:
            return
        free = rules.without_owner(self.standards.duty_areas, [post.duties for post in self.posts])
        if free:
            yield Advice(_("还没有人分管：%(areas)s") % {"areas": _("、").join(free)}, INFO)
