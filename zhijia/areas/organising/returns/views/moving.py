"""One verb each."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import ActionPage, FormPage

from .. import actions
from ..forms import ReasonForm
from ..models import Return

RETURNS = Return.objects.select_related("unit", "round__unit", "above__unit")


class Verb(ActionPage):
    queryset = RETURNS
    verb = ""
    said = ""

    def act(self, of):
        getattr(actions, self.verb)(of=of, by=self.request.user, at=self.now)
        return self.said


class Fill(Verb):
    verb, said = "fill", _("已按记录重新取数")


class Submit(Verb):
    verb, said = "submit", _("已提交，等主席签报")


class Withdraw(Verb):
    verb, said = "withdraw", _("已撤回，可以修改")


class Sign(Verb):
    verb, said, ability = "sign", _("已签报"), "approve"


class Approve(Verb):
    verb, said, ability = "approve", _("已审核，计入汇总"), "review"


class Recall(Verb):
    verb, said, ability = "recall", _("已取消免报"), "review"


class Remind(ActionPage):
    queryset = RETURNS
    ability = "review"

    def act(self, of):
        reached = actions.remind(returns=[of], by=self.request.user, at=self.now)
        return gettext("已催报，通知 %(count)s 人") % {"count": reached}


class WithReason(FormPage):
    queryset = RETURNS
    form_class = ReasonForm
    ability = "review"
    verb = ""

    def allowed(self, of):
        return getattr(actions, f"may_{self.verb}")(of, self.request.user)

    def act(self, form):
        verb = getattr(actions, self.verb)
        return verb(of=self.object, reason=form.cleaned_data["reason"], by=self.request.user, at=self.now)


class SendBack(WithReason):
    title, submit, done = _("退回修改"), _("退回"), _("已退回")
    intro = _("写明要改什么，填报人会收到通知。")
    verb = "send_back"


class Reopen(WithReason):
    title, submit, done = _("重新打开"), _("重新打开"), _("已重新打开，数据已从汇总中扣除")
    intro = _("重新打开以后，这份报表的数从汇总里扣除，改好并重新审核后再计入。")
    verb = "reopen"


class Excuse(WithReason):
    title, submit, done = _("免报"), _("免报"), _("已免报")
    intro = _("例如单位正在撤并。免报的单位不计入应报，也不影响汇总上报。")
    verb = "excuse"
