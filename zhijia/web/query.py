"""The query string of a list: what belongs to the list itself, and addresses of the same list seen otherwise."""

from django.http import QueryDict

OWN = ("q", "sort", "page", "size", "cols", "view", "export", "print")  # everything else is a filter's, or ignored
PASSING = ("view", "export", "print")
SIZES = (25, 50, 100, 200)


class Query:
    """Reads never fail: nonsense falls back to the default, unknown names are dropped."""

    def __init__(self, data: QueryDict, known=()):
        self.data = data
        self.known = {*OWN, *known}

    @property
    def text(self):
        return self.data.get("q", "").strip()[:100]

    @property
    def sort(self):
        return self.data.get("sort", "")[:60]

    @property
    def page(self):
        return self.data.get("page", "1")

    @property
    def size(self):
        asked = self.data.get("size", "")
        return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in SIZES else SIZES[0]

    @property
    def columns(self):
        return self.data.getlist("cols")

    def url(self, *, without=(), **changes):
        """`?…` with some parameters changed (None: removed) and the unknown ones dropped."""
        query = QueryDict(mutable=True)
        for name, values in self.data.lists():
            if name in self.known and name not in without and name not in changes and any(values):
                query.setlist(name, [value for value in values if value])
        for name, value in changes.items():
            if value is not None:
                query[name] = str(value)
        return f"?{query.urlencode()}" if query else "?"

    def pairs(self, *without):
        """Hidden fields that carry the rest of the query along when a form is sent."""
        return [(n, v) for n, vs in self.data.lists() if n in self.known and n not in without for v in vs if v]

    def saved(self):
        """What a saved view keeps: everything but the page, the columns and passing wishes."""
        return self.url(without=("page", *PASSING, "cols"))[1:]

    @property
    def full_url(self):
        """This very list, with what a saved view added spelt out."""
        return self.url(without=PASSING)
