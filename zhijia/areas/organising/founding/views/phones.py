"""A telephone that somebody has to ring: a reason first, then the number, once, on a page that is kept nowhere."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import Refused
from zhijia.web.pages import FormPage

from .. import actions
from ..forms import PhoneReasonForm
from ..models import Ask, Target


class Phone(FormPage):
    form_class = PhoneReasonForm
    ability = "view_private"
    template_name = "founding/phone.html"
    submit = gettext_lazy("查看")
    drafts = False

    def get_title(self):
        return _("查看联系电话：%(name)s") % {"name": self.object.name}

    def form_valid(self, form):
        try:
            text = actions.reveal_phone(row=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        response = self.render_to_response(self.get_context_data(form=form, text=text))
        response["Cache-Control"] = "no-store, private"
        return response


class LetterPhone(Phone):
    queryset = Ask.objects.select_related("unit")


class TargetPhone(Phone):
    queryset = Target.objects.select_related("unit")
