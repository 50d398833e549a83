"""The union left or the union joined begins."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.text import compact
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.people.models import Membership, Person
from zhijia.web.pages import BulkAction, FormPage, ListPage

from .. import actions
from ..filters import MemberFilter
from ..forms import EnterForm, LeaveForm, WhereTo, asked
from ..models import Transfer
from ..rules import Start, may_begin
from ..tables import MemberTable


class Leave(FormPage):
    title = _("办理会籍转出")
    intro = _("您这一方由此视为同意；对方工会同意或在期限内没有答复，会籍就转过去。")
    form_class = LeaveForm
    submit = _("发起转出")
    done = _("已发起，等待对方工会确认")

    def get_initial(self):
        return {"person": self.request.GET.get("person")}

    def act(self, form):
        data = form.cleaned_data
        return actions.start_transfer(
            person=data["person"], start=Start.OLD, by=self.request.user, at=self.now, **asked(data)
        )

    def came_from(self):
        return reverse("transfers:leaving")


class Enter(FormPage):
    title = _("办理会籍转入")
    intro = _("您这一方由此视为同意；原工会同意或在期限内没有答复，会籍就转过来。")
    form_class = EnterForm
    submit = _("发起转入")
    done = _("已发起，等待原工会确认")
    drafts = False

    def get_initial(self):
        return {"to_unit": self.unit}

    def act(self, form):
        data = form.cleaned_data
        person = known(data["name"], data["id_number"])
        start = {"start": Start.NEW, "by": self.request.user, "at": self.now}
        return actions.start_transfer(person=person, to_unit=data["to_unit"], reason=data["reason"], **start)

    def came_from(self):
        return reverse("transfers:arriving")


def known(name, number):
    """Who holds that number and that name; one sentence for all else, so that nothing is learnt by trying."""
    person = Person.objects.standing().with_id_number(number).select_related("home", "user").first()
    right = person is not None and compact(person.name) == compact(name)
    need(
        right, "没有姓名和身份证号都相符的会员：请与本人核对；还没有入会的请直接办理入会", field="id_number"
    ).or_refuse()
    return person


class Members(ListPage):
    """Tick many, choose once where they go."""

    title = _("批量转出：选择会员")
    back = ("transfers:leaving", _("会籍转出"))
    intro = _("勾选要转到同一个工会的会员，再点“批量转出”。")
    queryset = Membership.objects.active().select_related("person__user", "unit")
    table = MemberTable
    filters = MemberFilter
    ability = "edit"
    search_fields = ("person__name", "person__initials")
    search_hint = _("姓名、拼音首字母")
    bulk = [BulkAction("leave", _("批量转出"), verdict="may_leave", act_all="leave_all", form_class=WhereTo)]
    empty_text = _("没有可以转出的在籍会员。")

    def may_leave(self, membership) -> Verdict:
        return may_begin(membership.person.name, self.open_numbers.get(membership.person_id, ""))

    @property
    def open_numbers(self):
        if not hasattr(self, "_open"):
            self._open = dict(
                Transfer.objects.open()
                .filter(person__in=self.rows.order_by().values("person"))
                .values_list("person", "number")
            )
        return self._open

    def leave_all(self, memberships, data):
        where = asked(data)
        wanted = [actions.Wanted(membership.person, **where) for membership in memberships]
        begun, refused = actions.start_many(wanted=wanted, start=Start.OLD, by=self.request.user, at=self.now)
        for _one, verdict in refused[:1] if not begun else ():
            verdict.or_refuse()
        said = gettext("已发起 %(count)s 件，等待%(unit)s确认") % {"count": len(begun), "unit": where["to_unit"]}
        first = next((str(verdict) for _one, verdict in refused), "")
        more = gettext("；%(count)s 人没有办成（%(first)s）") % {"count": len(refused), "first": first}
        return said + more if refused else said
