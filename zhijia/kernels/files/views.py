"""The only way to a file: through the rows its reader may see."""

from urllib.parse import quote

from django.http import FileResponse, Http404
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from zhijia.web.pages import Scoped

from .models import Attachment

# A browser refuses to show a PDF in a sandbox.
POLICY = {"": "default-src 'none'; sandbox", "pdf": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"}


class Download(Scoped, SingleObjectMixin, View):
    """Images and PDF open in the browser (`?save=1` saves them), everything else is saved. Never sniffed."""

    queryset = Attachment.objects.all()

    def get(self, request, pk):
        attachment = self.get_object()
        try:
            content = attachment.open()
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(content, content_type=attachment.content_type)
        inline = attachment.shown_in_place and not request.GET.get("save")
        response["Content-Disposition"] = disposition("inline" if inline else "attachment", attachment.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = POLICY["pdf" if attachment.kind == "pdf" else ""]
        response["Cache-Control"] = "private, no-store"
        return response


def disposition(how, name) -> str:
    """RFC 6266 and 5987: an ASCII name for old programs, the real one encoded beside it."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
