"""The list being edited: who is added, removed or classified, and what that does to the shares."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.views import View

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person
from zhijia.web.pages import Scoped

from ..forms.listing import drawn, read
from ..rules.posts import TITLES
from ..standards import QUOTAS


class ListCheck(Scoped, View):
    """The list of a form as it stands, with the numbers anew. Nothing is kept."""

    http_method_names = ["post"]
    posts_only = True
    ability = "view"

    def post(self, request):
        data = request.POST
        name = next((field.removesuffix("-unit") for field in data if field.endswith("-unit")), "people")
        unit = self.scope(Unit.objects.all()).filter(pk=number(data.get(f"{name}-unit"))).first()
        if unit is None:
            raise Http404
        people = self.scope(Person.objects.all())
        lines = [line for line in read(data, name, people) if str(line.person.pk) != data.get("drop")]
        listing, kind = data.get(f"{name}-listing", ""), data.get(f"{name}-kind", "")
        context = drawn(
            name,
            lines,
            unit=unit,
            listing=listing if listing in QUOTAS else "",
            kind=kind if kind in TITLES else "",
            seats=number(data.get("seats")) or None,
            on=day_of(data.get("from_on")) or day_of(data.get(f"{name}-on")) or self.today,
            among=among(data.get(f"{name}-among")),
        )
        return render(request, "bodies/_list.html", context)


def number(text) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0


def among(text):
    """12/61: the women and the members among whom the list is elected; shown only, checked anew when it is saved."""
    women, _of, members = (text or "").partition("/")
    return (number(women), number(members)) if number(members) else None


def day_of(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
