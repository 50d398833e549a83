"""First steps of an import: the file, the template to fill in, which heading is which column."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import View

from zhijia.base.sheets import imports
from zhijia.base.sheets.cells import plain
from zhijia.base.sheets.reading import first_rows
from zhijia.base.sheets.template import write_template
from zhijia.web.pages import FormPage, Scoped

from .. import actions
from ..forms import Columns, Upload, letter_of
from ..models import ImportBatch
from ..sheet import LOOK, opened

SAMPLES = 5  # lines of data shown beside the choice of columns


def named_in(request) -> dict:
    """The one thing, and the unit it lies in, that the address already names."""
    wanted = {name: request.GET.get(name, "") for name in ("unit", "subject")}
    return {name: key for name, key in wanted.items() if key.isdecimal()}


class OfSpec:
    """A page of one declared import; the address names it."""

    @cached_property
    def spec(self):
        try:
            return imports[self.kwargs["spec"]]
        except KeyError:
            raise Http404 from None


class Start(OfSpec, FormPage):
    form_class = Upload
    template_name = "exchange/start.html"
    submit = gettext_lazy("上传")
    done = ""
    drafts = False

    @property
    def ability(self):
        return self.spec.ability

    def get_title(self):
        return gettext("导入%(title)s") % {"title": self.spec.title}

    def get_initial(self):
        return {"unit": self.unit} | named_in(self.request)

    def get_form_kwargs(self):
        subjects = self.spec.subjects(self.request.user, self.unit) if self.spec.subject_label else None
        return {**super().get_form_kwargs(), "spec": self.spec, "subjects": subjects}

    def act(self, form):
        batch = actions.receive(
            spec=self.spec.code,
            upload=form.cleaned_data["file"],
            unit=form.cleaned_data["unit"],
            by=self.request.user,
            at=self.now,
            subject_id=getattr(form.cleaned_data.get("subject"), "pk", None),
        )
        return reverse("exchange:columns", args=[batch.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(spec=self.spec, **kwargs)


class Template(OfSpec, Scoped, View):
    """The empty form with its help line and drop-downs."""

    def get(self, request, spec):
        file = BytesIO()
        write_template(file, self.spec)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"{self.spec.title}（{gettext('模板')}）.xlsx")


class ChooseColumns(FormPage):
    """What was recognised, open to correction. Another sheet or header line is matched anew at once."""

    queryset = ImportBatch.objects.select_related("unit", "file")
    form_class = Columns
    title = gettext_lazy("核对列的对应")
    template_name = "exchange/columns.html"
    submit = gettext_lazy("开始检查")
    done = ""
    drafts = False

    def allowed(self, batch):
        return batch.may_lay_out()

    @cached_property
    def book(self):
        """Names of the sheets and the first lines of the one chosen."""
        with opened(self.object.file) as book:
            rows = first_rows(book, self.object.sheet, self.object.header + LOOK)
            return book.visible, rows

    def get_initial(self):
        places = {f"c_{key}": place for key, place in self.object.places.items()}
        return {"sheet": self.object.sheet, "header": self.object.header, **places}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "batch": self.object, "sheets": self.book[0]}

    def post(self, request, *args, **kwargs):
        if "rematch" in request.POST:
            return self.rematch(self.get_form())
        return super().post(request, *args, **kwargs)

    def rematch(self, form):
        form.is_valid()
        errors = {name for name in ("sheet", "header") if name in form.errors}
        if errors:
            return self.form_invalid(form)
        chosen = form.cleaned_data
        if (chosen["sheet"], chosen["header"]) != (self.object.sheet, self.object.header):
            actions.lay_out(batch=self.object, sheet=chosen["sheet"], header=chosen["header"], by=self.request.user)
        return HttpResponseRedirect(self.request.path)

    def act(self, form):
        chosen = form.cleaned_data
        batch = actions.lay_out(
            batch=self.object,
            sheet=chosen["sheet"],
            header=chosen["header"],
            places=form.places,
            by=self.request.user,
        )
        return actions.start_check(batch=batch, by=self.request.user, at=self.now)

    def get_context_data(self, **kwargs):
        rows = self.book[1][self.object.header :][:SAMPLES]
        used = {place: self.object.spec.label_of(key) for key, place in self.object.places.items()}
        heads = [(letter_of(place), word, used.get(place, "")) for place, word in enumerate(self.object.headings)]
        samples = [[plain(cell)[:40] for cell in row] for row in rows]
        return super().get_context_data(
            batch=self.object,
            heads=heads,
            samples=list(enumerate(samples, start=self.object.header + 1)),
            unused=[word for _letter, word, label in heads if word and not label],
            **kwargs,
        )
