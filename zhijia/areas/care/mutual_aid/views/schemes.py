"""Schemes and what each version of their terms says."""

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web.forms import dress
from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage
from zhijia.web.states import State

from .. import actions
from ..forms import SchemeForm, TermsForm
from ..models import Period, Scheme, Terms
from ..tables import SchemeTable


def counted(schemes):
    newest = Period.objects.filter(scheme=OuterRef("pk")).order_by("-number").values("number")[:1]
    return schemes.annotate(newest=Subquery(newest), version_count=Count("versions"))


def badge(terms):
    return State(_("已核定"), "good") if is_verified(terms) else State(_("示例/待核定"), "wait")


def is_verified(terms) -> bool:
    return terms.verified and all(benefit.verified for benefit in terms.benefits.all())


class Schemes(ListPage):
    title = _("互助方案")
    intro = _("一个方案是一套互助办法；条款按生效日期分版，每一期用开期当天的那一版。")
    queryset = counted(Scheme.objects.select_related("unit"))
    table = SchemeTable
    search_fields = ("name", "code")
    links = [Link(_("设立方案"), "mutual_aid:scheme-new", ability="approve", primary=True)]
    follows_unit = False
    exports = False
    empty_text = _("还没有互助方案。由主办工会的负责人设立方案、录入条款后才能开期。")


class SchemeNew(FormPage):
    title = _("设立互助方案")
    form_class = SchemeForm
    ability = "approve"
    submit = _("设立")
    done = _("方案已设立，请录入第一版条款")

    def get_initial(self):
        return {"unit": self.unit}

    def act(self, form):
        return actions.found_scheme(**form.cleaned_data, by=self.request.user, at=self.now)

    def came_from(self):
        return reverse("mutual_aid:schemes")


class SchemePage(DetailPage):
    """The version in force, readable as the document it came from; older ones and periods beside it."""

    queryset = Scheme.objects.select_related("unit")
    template_name = "mutual_aid/scheme.html"
    back = ("mutual_aid:schemes", _("互助方案"))
    side = True

    def number(self, scheme):
        return scheme.code

    def actions(self, scheme):
        verdict = actions.may_run(scheme.unit, self.request.user)
        if not verdict:
            return []
        return [
            Act(_("录入新一版条款"), "mutual_aid:terms-new"),
            Act(_("开启新一期"), "mutual_aid:period-new", primary=True),
        ]

    def get_context_data(self, **kwargs):
        scheme = self.object
        versions = list(read(scheme.versions.all()))
        acting = next((terms for terms in versions if terms.effective_from <= self.today), None)
        return super().get_context_data(
            terms=acting or next(iter(versions), None),
            acting=acting,
            badge=badge(acting or versions[0]) if versions else None,
            versions=[(terms, badge(terms)) for terms in versions],
            periods=scheme.periods.select_related("scheme", "terms"),
            **kwargs,
        )


def read(versions):
    return versions.select_related("scheme").prefetch_related("benefits__bands", "joint_caps")


class TermsPage(DetailPage):
    queryset = Terms.objects.select_related("scheme__unit").prefetch_related("benefits__bands", "joint_caps")
    template_name = "mutual_aid/terms.html"
    context_object_name = "terms"

    def get_title(self):
        return str(self.object)

    def state(self, terms):
        return badge(terms)

    def actions(self, terms):
        return [Act(_("回到方案"), "mutual_aid:scheme", args=(terms.scheme_id,))]


class TermsNew(FormPage):
    title = _("录入新一版条款")
    intro = _("从现行的一版改起；保存后成为新的一版，已开的期仍按原来的条款。")
    queryset = Scheme.objects.select_related("unit")
    form_class = TermsForm
    template_name = "mutual_aid/terms_form.html"
    ability = "approve"
    submit = _("保存为新一版")
    done = _("新一版条款已保存")

    def get_form_kwargs(self):
        latest = self.object.versions.prefetch_related("benefits__bands", "joint_caps").first()
        return super().get_form_kwargs() | {"terms": latest}

    def act(self, form):
        actions.set_terms(scheme=self.object, by=self.request.user, at=self.now, **form.terms())
        return self.object

    def form_invalid(self, form):
        for part in [*form.benefits, *form.bands, *form.lumps]:
            dress(part)
        return super().form_invalid(form)
