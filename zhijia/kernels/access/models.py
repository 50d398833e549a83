"""Accounts and the roles they hold on units, with dates."""

from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit, under
from zhijia.kernels.org.paths import within

from . import deeds
from .abilities import ROLE_CHOICES, ROLES, roles_with


def topmost(paths) -> list[str]:
    """The paths not already covered by another of them: the fewest ranges that say the same."""
    kept = []
    for path in sorted(set(paths)):
        if not kept or not within(path, kept[-1]):
            kept.append(path)
    return kept


class Seat(NamedTuple):
    """A role held today: in one's own right, or in the place of an absent colleague by that hand-over."""

    role: str
    unit: int
    path: str
    absent: int | None
    hand_over: int | None


class UserQuerySet(ScopedQuerySet):
    """An account stands where it was opened and where its roles stand; one always sees oneself."""

    path = "home__path"

    def visible_to(self, user, ability="view"):
        seen = Q(pk=user.pk) if ability == "view" else Q(pk__in=())
        for path in user.reach(ability):
            seen |= under(self.path, path)
        held = RoleHeld.objects.visible_to(user, ability)
        return self.filter(seen | Q(pk__in=held.values("user")))


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """An account. Its abilities come only from the roles it holds today; is_superuser opens no data."""

    phone = models.CharField(_("手机号"), max_length=11, unique=True, null=True, blank=True)
    name = models.CharField(_("姓名"), max_length=50, blank=True)
    home = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("归口单位")
    )  # whose manager looks after the account
    must_change = models.BooleanField(_("须修改密码"), default=False)  # the password was chosen by somebody else

    objects = AccountManager()

    class Meta:
        verbose_name = verbose_name_plural = _("账号")

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return str(self)

    def get_absolute_url(self):
        return reverse("access:account", args=[self.pk])

    @cached_property
    def seats(self):
        """Every role held today: one query per request."""
        rows = self.roles.on(timezone.localdate())
        rows = rows.values_list("role", "unit_id", "unit__path", "acts_for__user_id", "pk")
        return [Seat(role, unit, path, absent, absent and pk) for role, unit, path, absent, pk in rows]

    @property
    def held(self):
        """(role, unit id, path) of every role held today, one's own or for somebody absent."""
        return [seat[:3] for seat in self.seats]

    def seats_by_desk(self, ability) -> dict[int, list[Seat]]:
        """By unit id; where the user sits in their own right, what they hold for somebody absent does not count."""
        found: dict[int, list[Seat]] = {}
        for seat in self.seats:
            if ability in ROLES[seat.role].abilities:
                found.setdefault(seat.unit, []).append(seat)
        return {unit: [s for s in seats if not s.hand_over][:1] or seats for unit, seats in found.items()}

    def reach(self, ability) -> list[str]:
        """Paths of the subtrees this user may act on; `None` asks where they hold any role at all."""
        return topmost(path for role, _unit, path in self.held if ability is None or ability in ROLES[role].abilities)

    def desks(self, ability):
        """Units at which this user sits with that ability, not counting what lies below."""
        return Unit.objects.filter(pk__in=[unit for role, unit, _p in self.held if ability in ROLES[role].abilities])

    def units(self, ability="view"):
        """Every unit the user may act on."""
        return Unit.objects.visible_to(self, ability)

    def places(self) -> list[str]:
        """Paths at which the account stands: where it holds a role, and where its person belongs."""
        person = getattr(self, "person", None)  # of the people kernel, which stands above this one
        return topmost([path for _role, _unit, path in self.held] + ([person.home_path] if person else []))

    def can(self, ability, where=None) -> bool:
        """Anywhere at all, or at a unit (or path)."""
        reach = self.reach(ability)
        if where is None:
            return bool(reach)
        path = where if isinstance(where, str) else where.path
        return any(within(path, above) for above in reach)


class RoleHeldQuerySet(ScopedQuerySet):
    owner = "user"

    def on(self, day):
        return self.filter(from_on__lte=day).exclude(to_on__lte=day)

    def with_ability(self, ability):
        return self.filter(role__in=roles_with(ability))

    def own(self):
        """Held in one's own right, not for somebody absent."""
        return self.filter(acts_for__isnull=True)

    def standing_in(self):
        return self.filter(acts_for__isnull=False).select_related("unit", "user", "acts_for__user")

    def concerning(self, user):
        """Hand-overs to or from the user, or of units whose accounts they manage."""
        return self.filter(Q(acts_for__user=user) | Q(pk__in=self.of_or_managed_by(user).values("pk")))

    def of_or_managed_by(self, user):
        """One's own roles, and those at units whose accounts one manages."""
        return self.filter(Q(user=user) | Q(pk__in=self.visible_to(user, "manage").values("pk")))

    def sitting_at(self, unit, ability, day):
        """Who could take what lies on that desk."""
        return self.on(day).with_ability(ability).filter(unit=unit, user__is_active=True)


class RoleHeld(models.Model):
    """A role on a unit, from a day to a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles", verbose_name=_("账号"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles", verbose_name=_("单位"))
    role = models.CharField(_("角色"), max_length=20, choices=ROLE_CHOICES)
    from_on = models.DateField(_("起始日期"))
    to_on = models.DateField(_("终止日期"), null=True, blank=True)  # first day without it
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("授予人"))
    ground = models.CharField(_("依据"), max_length=200, blank=True)  # the post, the order or the absence behind it
    acts_for = models.ForeignKey(  # the role whose holder is away
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("代理")
    )

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职角色")
        ordering = ["unit__path", "role", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(to_on__isnull=True),
                name="role_held_once",
                violation_error_message=_("该账号在此单位已有这个角色"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="role_ends_after_it_begins",
                violation_error_message=_("终止日期不能早于起始日期"),
            ),
            models.CheckConstraint(
                condition=Q(acts_for__isnull=True) | Q(to_on__isnull=False),
                name="standing_in_has_an_end",
                violation_error_message=_("代理须有截止日期"),
            ),
        ]

    def __str__(self):
        return f"{self.user}·{self.unit}·{self.get_role_display()}"

    @property
    def last_day(self):
        """What was taken back on its first day stood for a part of that day."""
        return self.to_on and max(self.to_on - timedelta(days=1), self.from_on)

    @property
    def principal(self):
        """Whose role it is: the absent holder's where it is only stood in for."""
        return self.acts_for.user if self.acts_for_id else self.user

    @property
    def deeds_url(self):
        return deeds.address(self)
