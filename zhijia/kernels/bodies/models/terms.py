"""A term 届: who was elected when, for how long, and how it ended."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet

from ..rules import posts, terms
from .bodies import Body


class TermQuerySet(ScopedQuerySet):
    path = "body__unit__path"

    def running(self):
        return self.filter(ended_on__isnull=True)

    def as_of(self, day):
        """The terms that ran at the end of that day, due or overdue."""
        return self.filter(from_on__lte=day).exclude(ended_on__lte=day)

    def overdue(self, day):
        """Terms that had run out on that day and yet ran on."""
        return self.as_of(day).filter(due_on__lt=day)

    def headless(self):
        """Running terms whose chair, director or leader has left and has no successor."""
        same, head = Term.objects.filter(pk=OuterRef("pk")), {"posts__title__in": posts.HEADS}
        now = same.filter(**head, posts__to_on__isnull=True)
        return self.running().filter(Exists(same.filter(**head)), ~Exists(now))


class Term(models.Model):
    """第N届 of a body. It runs until its successor is elected or it is ended; `due_on` says when that should be."""

    class Mode(models.TextChoices):
        DIRECT = "direct", _("会员大会选举")
        DELEGATES = "delegates", _("会员代表大会选举")
        CONSULTATION = "consultation", _("民主协商产生")

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms", verbose_name=_("机构"))
    number = models.PositiveSmallIntegerField(_("届次"))
    from_on = models.DateField(_("选举日期"))
    years = models.PositiveSmallIntegerField(_("任期（年）"))
    seats = models.PositiveSmallIntegerField(_("委员名额"))
    extended_to = models.DateField(_("延期至"), null=True, blank=True)
    extension_no = models.CharField(_("延期批复文号"), max_length=60, blank=True)
    due_on = models.DateField(_("届满日期"), editable=False, db_index=True)  # follows from the three before
    ended_on = models.DateField(_("届终日期"), null=True, blank=True)  # first day on which it no longer ran
    election_mode = models.CharField(_("产生方式"), max_length=20, choices=Mode, default=Mode.DELEGATES)
    document_no = models.CharField(_("批复文号"), max_length=60, blank=True)
    alerted = models.PositiveSmallIntegerField(null=True, editable=False)  # the last stage of R-TERM-01 told: 6 3 1 0

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("届")
        ordering = ["body", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], name="term_number_once", violation_error_message=_("这一届已登记")
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(ended_on__isnull=True),
                name="one_running_term",
                violation_error_message=_("上一届还没有结束"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("from_on")),
                name="term_ends_after_it_begins",
                violation_error_message=_("届终日期不能早于选举日期"),
            ),
        ]

    def __str__(self):
        return f"{self.body}{self.ordinal}"

    def get_absolute_url(self):
        return reverse("bodies:term", args=[self.pk])

    @property
    def unit(self):
        return self.body.unit

    @property
    def ordinal(self) -> str:
        return terms.ordinal(self.number)

    @property
    def span(self) -> terms.Span:
        return terms.Span(self.from_on, self.ended_on, self.ordinal)

    def alert(self, today) -> str:
        """R-TERM-01 in words; empty once it has ended or while there is time."""
        return terms.alert(self.due_on, today) if self.ended_on is None else ""
