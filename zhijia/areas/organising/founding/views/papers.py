"""The papers of a founding as .docx."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy

from zhijia.web.exporters import attachment
from zhijia.web.pages import DetailPage

from .. import documents
from ..showing import FOUNDINGS

PAPER_NAMES = {
    "request": gettext_lazy("成立工会的请示"),
    "consent": gettext_lazy("同意筹建的批复"),
    "report": gettext_lazy("选举结果报告"),
    "certificate": gettext_lazy("同意成立的批复"),
}


class Paper(DetailPage):
    """One of the papers as a .docx."""

    queryset = FOUNDINGS

    def get(self, request, *args, **kwargs):
        founding, paper = self.get_object(), self.kwargs["paper"]
        if paper not in documents.PAPERS or not documents.ready(founding, paper):
            raise Http404
        return docx(documents.PAPERS[paper](founding, self.today), f"{PAPER_NAMES[paper]}-{founding.name}")


def docx(document, name):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    response = HttpResponse(documents.render(document), content_type=kind)
    response["Content-Disposition"] = attachment(f"{name}.docx")
    return response
