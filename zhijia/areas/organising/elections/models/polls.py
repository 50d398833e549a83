"""What was counted at the congress and at the first plenaries (R-ELEC-01)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..rules import standing
from .candidates import Candidate
from .changes import OfChange, OfChangeQuerySet, TermChange


class PollQuerySet(OfChangeQuerySet):
    def standing(self):
        return self.filter(voided_at__isnull=True)


class Poll(OfChange):
    """One vote for one office; a further round follows a tie or too few elected."""

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="polls", verbose_name=_("换届选举"))
    office = models.CharField(_("选举职务"), max_length=12, choices=standing.OFFICE_NAMES.items())
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    held_on = models.DateField(_("选举日期"))
    seats = models.PositiveSmallIntegerField(_("应选人数"))
    expected = models.PositiveIntegerField(_("应到人数"))
    attended = models.PositiveIntegerField(_("实到人数"))
    issued = models.PositiveIntegerField(_("发出选票"))
    returned = models.PositiveIntegerField(_("收回选票"))
    void = models.PositiveIntegerField(_("其中废票"), default=0)
    scrutineers = models.CharField(_("监票人"), max_length=100)
    left_open = models.PositiveSmallIntegerField(_("大会同意暂缺"), default=0)
    left_open_reason = models.CharField(_("暂缺说明"), max_length=200, blank=True)
    outcome = models.JSONField(_("计算过程"))  # elected, runoff, short, needed and the lines of the derivation, frozen
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("选举结果")
        ordering = ["change", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "office", "round"],
                condition=Q(voided_at__isnull=True),
                name="one_poll_a_round",
                violation_error_message=_("这一轮选举结果已登记"),
            ),
            models.CheckConstraint(
                condition=Q(attended__lte=F("expected"))
                & Q(issued__lte=F("attended"))
                & Q(returned__lte=F("issued"))
                & Q(void__lte=F("returned")),
                name="ballots_fit_the_meeting",
                violation_error_message=_("应到、实到、发票、收票、废票应当依次不增"),
            ),
        ]

    def __str__(self):
        round = gettext("（第%s轮）") % self.round if self.round > 1 else ""
        return f"{self.change}·{self.get_office_display()}{round}"

    def get_absolute_url(self):
        return reverse("elections:poll", args=[self.pk])

    @property
    def short(self) -> int:
        """Seats still to be filled, by another round or by leave of the meeting."""
        return self.outcome["short"] - self.left_open


class TallyQuerySet(OfChangeQuerySet):
    path = "poll__change__unit__path"


class Tally(models.Model):
    """The votes one candidate had in one poll."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="tallies", verbose_name=_("选举结果"))
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="tallies", verbose_name=_("候选人"))
    approve = models.PositiveIntegerField(_("赞成"))
    oppose = models.PositiveIntegerField(_("反对"), default=0)
    abstain = models.PositiveIntegerField(_("弃权"), default=0)
    elected = models.BooleanField(_("当选"), default=False)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("得票")
        ordering = ["poll", "-approve", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "candidate"], name="tally_once_a_poll")]

    def __str__(self):
        return f"{self.candidate.person} {self.approve}"

    @property
    def unit(self):
        return self.poll.change.unit
