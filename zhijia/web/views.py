"""The pages of the frame itself: home, 我的, to-dos, search, unit switcher, look."""

from datetime import timedelta

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import generic

from . import shell
from .pages import Scoped
from .pages.actions import next_url

WEEKDAYS = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))


class Personal(Scoped):
    """Of everybody signed in, about themselves only."""

    ability = None


class Start(Personal, generic.View):
    """/ leads staff to the workbench and members to 我的."""

    def get(self, request):
        staff = shell.workbench(request).staff
        return HttpResponseRedirect(reverse("web:home" if staff else "web:me"))


class Home(Personal, generic.TemplateView):
    title = _("工作台")
    template_name = "web/home.html"

    def get_context_data(self, **kwargs):
        todos = shell.workbench(self.request).todos
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        return super().get_context_data(
            today=self.today,
            weekday=WEEKDAYS[self.today.weekday()],
            greeting=_("%(name)s，您好") % {"name": self.request.user},
            first_todos=todos[:8],
            this_week=[todo for todo in todos if todo.due_on and self.today <= todo.due_on <= sunday],
            **kwargs,
        )


class Me(Personal, generic.TemplateView):
    """我的: card, large entries, my applications, notices."""

    title = _("我的")
    template_name = "web/me.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        asked = lambda sources: [item for source in sources for item in (source.fn(user) or ())]  # noqa: E731
        return super().get_context_data(
            card=next((card for source in shell.member_card if (card := source.fn(user))), None),
            applications=asked(shell.my_applications),
            notices=asked(shell.my_notices),
            today=self.today,
            **kwargs,
        )


class Todos(Personal, generic.TemplateView):
    title = _("待办")
    template_name = "web/todos.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=self.today, **kwargs)


class Bell(Personal, generic.View):
    """The number beside the bell, asked for after the page has come."""

    def get(self, request):
        return render(request, "web/_bell.html", {"count": len(shell.workbench(request).todos)})


class Search(Personal, generic.TemplateView):
    """Ctrl K: people, units, cases, pages, each from a registered source."""

    title = _("搜索")
    limit = 6

    def get_template_names(self):
        return ["web/_hits.html" if self.request.htmx else "web/search.html"]

    @cached_property
    def text(self):
        return self.request.GET.get("q", "").strip()[:50]

    def get_context_data(self, **kwargs):
        return super().get_context_data(text=self.text, groups=list(self.groups()) if self.text else [], **kwargs)

    def groups(self):
        user = self.request.user
        pages = [hit for hit in self.menu_hits() if self.text in str(hit.title)][: self.limit]
        for source in shell.search_sources:
            if source.open_to(user) and (hits := list(source.fn(user, self.text, self.limit))):
                yield source.title, hits[: self.limit]
        if pages:
            yield _("页面"), pages

    def menu_hits(self):
        bench = shell.workbench(self.request)
        for chapter in bench.chapters:
            lines = (line for _heading, lines in chapter.parts for line in lines)
            yield from (shell.Hit(line.title, line.href, chapter.title, chapter.icon) for line in lines)
        yield from (shell.Hit(entry.title, entry.href, _("我的"), entry.icon or "user") for entry in bench.mine)


class Posts(Personal, generic.View):
    http_method_names = ["post"]
    posts_only = True

    def back(self):
        return HttpResponseRedirect(next_url(self.request) or "/")


class ChooseUnit(Posts):
    """Work for another subtree from now on; empty: for all within reach."""

    def post(self, request):
        wanted = request.POST.get("switch_to", "")
        found = request.user.units("view").filter(pk=wanted).first() if wanted.isdigit() else None
        if found:
            request.session[shell.UNIT] = found.pk
        else:
            request.session.pop(shell.UNIT, None)
        return self.back()


class Units(Personal, generic.View):
    """Units below, by name or pinyin initials, for the switcher."""

    def get(self, request):
        from django.db.models import Q

        text = request.GET.get("q", "").strip()[:40]
        units = []
        if text:
            found = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(initials__istartswith=text)
            units = request.user.units("view").filter(found)[:12]
        return render(request, "web/_units.html", {"units": units, "text": text})


class Look(Scoped, generic.View):
    """Light or dark, standard or large: kept in cookies, so that it also holds before signing in."""

    public = True
    http_method_names = ["post"]
    posts_only = True
    year = 365 * 24 * 3600

    def post(self, request):
        response = HttpResponseRedirect(next_url(request) or "/")
        if request.POST.get("theme") in shell.THEMES:
            response.set_cookie(shell.THEME, request.POST["theme"], max_age=self.year, samesite="Lax")
        if request.POST.get("care") in ("0", "1"):
            response.set_cookie(shell.CARE, request.POST["care"], max_age=self.year, samesite="Lax", httponly=True)
        return response
