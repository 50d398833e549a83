"""Reach, the clock and the frame that every page shares."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import generic

from zhijia.web import shell


def found(rows):
    """The one row an address names, out of rows already narrowed to one's reach; none: the page does not exist."""
    for row in rows[:1]:
        return row
    raise Http404


class Scoped:
    """What lies outside the user's reach does not exist for a page: lists omit it, details answer 404."""

    ability = "view"  # None: any signed-in person, on rows that are their own
    public = False  # True: no sign-in needed; rows then come from queryset.public()
    names_units = False  # True: it tells anybody the names of units, which are no secret (ADR 20); never of people
    demands = False  # True: refuse the whole page to who holds the ability nowhere
    title = ""
    help = ""  # address of the page of the handbook that explains this page
    chapter = ""  # which chapter of the menu is open; found from the address if empty

    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        return login_not_required(view) if cls.public else view

    def dispatch(self, request, *args, **kwargs):
        if not self.public:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            self.check_ability()
        return super().dispatch(request, *args, **kwargs)

    def check_ability(self):
        if self.demands and self.ability and not self.request.user.can(self.ability):
            raise PermissionDenied(_("您的岗位没有办理这项业务的权限；如有需要，请与本单位系统管理员联系"))

    @cached_property
    def now(self):
        """The clock is read once for the whole request."""
        return timezone.now()

    @property
    def today(self):
        return timezone.localdate(self.now)

    @property
    def unit(self):
        """The unit whose subtree the user works for just now; None for a member or a visitor."""
        return shell.workbench(self.request).unit

    def get_queryset(self):
        return self.scope(super().get_queryset())

    def scope(self, rows, ability=None):
        user = self.request.user
        if self.public and not user.is_authenticated:
            return self._ask(rows, "public")()
        return self._ask(rows, "visible_to")(user, ability or self.ability or "view")

    def _ask(self, rows, method):
        if not hasattr(rows, method):
            raise ImproperlyConfigured(f"{rows.model.__name__} has no {method}(): {type(self).__name__} cannot show it")
        return getattr(rows, method)

    def get_title(self):
        return self.title

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.get_title(), help_url=self.help, **kwargs)


class Page(Scoped, generic.TemplateView):
    """A plain page: a template and what `get_context_data` adds."""

    demands = True
