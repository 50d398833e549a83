from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import ActionPage, FormPage

from .. import actions
from ..forms import DoubleForm
from ..models import DoubleCount, Return


class DoubleNew(FormPage):
    queryset = Return.objects.filter(form=Return.Form.ABOVE).select_related("unit", "round__unit", "above__unit")
    form_class = DoubleForm
    title = _("登记重复扣减")
    intro = _("几个下级都报了、汇总只能算一次的数，在这里扣除。")
    submit, done = _("登记"), _("已登记，汇总数已更新")

    def allowed(self, of):
        return actions.may_edit(of, self.request.user)

    def act(self, form):
        actions.declare_double(of=self.object, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.object


class DoubleDrop(ActionPage):
    queryset = DoubleCount.objects.select_related("of__unit")

    def act(self, double):
        self.success_url = double.of.get_absolute_url()
        actions.drop_double(double=double, by=self.request.user, at=self.now)
        return _("已撤销，汇总数已更新")
