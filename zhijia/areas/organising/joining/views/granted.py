"""What this browser may go on with: the person who has just joined, the application just handed in or asked for.

Kept in the session, for half an hour: whoever takes over a telephone later begins anew.
"""

from zhijia.kernels.people.models import Person

from ..showing import APPLICATIONS

PERSON, APPLICATION, LASTS = "joining_person", "joining_application", 1800


class PublicFace:
    """Pages without sign-in: they show nothing but what the address or this browser was given."""

    public = True
    names_units = True  # what one joins has a name; a stranger looks for it
    ability = None
    demands = False
    drafts = False
    done = ""

    def scope(self, rows, ability=None):
        return rows.none()

    def grant(self, key, row):
        self.request.session[key] = {"pk": row.pk, "at": self.now.timestamp()}

    def _granted(self, key, rows):
        kept = self.request.session.get(key) or {}
        fresh = self.now.timestamp() - kept.get("at", 0) < LASTS
        return rows.filter(pk=kept["pk"]).first() if kept and fresh else None

    @property
    def granted_person(self):
        return self._granted(PERSON, Person.objects.standing().select_related("home", "user"))

    @property
    def granted_application(self):
        return self._granted(APPLICATION, APPLICATIONS.select_related("person__user"))

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response
