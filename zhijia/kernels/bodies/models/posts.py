"""Who holds which post in a term, from a day to a day; the categories said of them; seats that await a new holder."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Person

from ..rules import composition, posts
from .terms import Term
from .titles import Title


class PostQuerySet(ScopedQuerySet):
    path = "term__body__unit__path"
    owner = "person__user"

    def current(self):
        return self.filter(to_on__isnull=True)

    def as_of(self, day):
        """Posts held at the end of that day."""
        return self.filter(from_on__lte=day).exclude(to_on__lte=day)

    def heads(self):
        return self.filter(title__in=posts.HEADS)

    def vacant_seats(self):
        """Seats of member units whose holder has left a running term and whom nobody has followed."""
        followers = Post.objects.filter(
            term=OuterRef("term"), seat_unit=OuterRef("seat_unit"), from_on__gte=OuterRef("to_on")
        ).exclude(pk=OuterRef("pk"))
        left = self.filter(seat_unit__isnull=False, to_on__isnull=False, term__ended_on__isnull=True)
        return left.filter(~Exists(followers))

    def without_proposal(self):
        return self.exclude(pk__in=SeatProposal.objects.open().values("seat"))


class Post(models.Model):
    """One person in one post of one term. A row is closed with a day and a reason, never overwritten."""

    Title = Title

    class How(models.TextChoices):
        ELECTED = "elected", _("选举")
        BY_ELECTION = "by_election", _("补选")
        CO_OPTED = "co_opted", _("增补")
        APPOINTED = "appointed", _("任命")

    class Time(models.TextChoices):
        FULL = posts.FULL, _("专职")
        PART = posts.PART, _("兼职")
        SECONDED = posts.SECONDED, _("挂职")

    term = models.ForeignKey(Term, models.PROTECT, related_name="posts", verbose_name=_("届"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("人员"))
    title = models.CharField(_("职务"), max_length=20, choices=Title)
    how = models.CharField(_("产生方式"), max_length=20, choices=How, default=How.ELECTED)
    time = models.CharField(_("专兼职"), max_length=20, choices=Time, default=Time.PART)
    duties = models.CharField(_("分工"), max_length=200, blank=True)
    seat_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("委员单位")
    )
    rank = models.CharField(_("行政职级"), max_length=50, blank=True)
    from_on = models.DateField(_("任职日期"))
    to_on = models.DateField(_("离任日期"), null=True, blank=True)  # first day without it
    left_reason = models.CharField(_("离任原因"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    exception = models.CharField(_("非本会会员任职的说明"), max_length=200, blank=True)
    declared = models.BooleanField(_("已声明不属于不得提名的人员"), default=False)
    document_no = models.CharField(_("任职文号"), max_length=60, blank=True)
    role = models.ForeignKey(RoleHeld, models.PROTECT, null=True, editable=False, related_name="posts")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        ordering = ["term", "order", "pk"]
        indexes = [models.Index(fields=["person", "to_on"], name="posts_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "person"],
                condition=Q(to_on__isnull=True),
                name="one_post_in_a_term",
                violation_error_message=_("该人员在这一届已有职务"),
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(to_on__isnull=True, title__in=posts.HEADS),
                name="one_head_of_a_term",
                violation_error_message=_("这一届已有主席（主任、组长）"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="post_ends_after_it_begins",
                violation_error_message=_("离任日期不能早于任职日期"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.term}{self.get_title_display()}"

    def get_absolute_url(self):
        return self.term.body.get_absolute_url()

    @property
    def unit(self):
        return self.term.body.unit

    @property
    def seat_url(self):
        return reverse("bodies:seats")

    @property
    def role_due(self) -> str:
        """The access role the post brings; empty if none."""
        body = self.term.body
        return posts.role_of(body.kind, self.title, body.unit.kind, self.time)

    @cached_property
    def declared_categories(self) -> frozenset[str]:
        return frozenset(row.category for row in self.categories.all())


class PostCategoryQuerySet(ScopedQuerySet):
    path = "post__term__body__unit__path"
    owner = "post__person__user"


class PostCategory(models.Model):
    """What the list says of the holder: front line, model worker … as it was when they took the post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="categories", verbose_name=_("任职"))
    category = models.CharField(
        _("人员类别"), max_length=20, choices=[(code, composition.CATEGORIES[code]) for code in composition.DECLARED]
    )

    objects = PostCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员类别")
        constraints = [models.UniqueConstraint(fields=["post", "category"], name="category_said_once")]

    def __str__(self):
        return self.get_category_display()


class SeatProposalQuerySet(ScopedQuerySet):
    """Seen by the unit that proposes and by the union whose body it is."""

    path = "seat__seat_unit__path"

    def visible_to(self, user, ability="view"):
        held = Post.objects.visible_to(user, ability)
        own = super().visible_to(user, ability)
        return self.filter(Q(pk__in=own.values("pk")) | Q(seat__in=held.values("pk")))

    def open(self):
        return self.filter(state=SeatProposal.State.PROPOSED)


class SeatProposal(models.Model):
    """The holder of a 委员单位 seat has left: the unit names who should follow."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待增补")
        TAKEN = "taken", _("已增补")
        DECLINED = "declined", _("未采纳")

    seat = models.ForeignKey(Post, models.PROTECT, related_name="proposals", verbose_name=_("空缺席位"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("推荐人选"))
    reason = models.CharField(_("推荐说明"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("推荐时间"))
    answer = models.CharField(_("答复"), max_length=200, blank=True)

    objects = SeatProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("席位推荐")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(state="proposed"),
                name="one_open_proposal_for_a_seat",
                violation_error_message=_("这个席位已有推荐人选，等待答复"),
            )
        ]

    def __str__(self):
        return f"{self.person}·{self.seat}"

    @property
    def unit(self):
        return self.seat.seat_unit
