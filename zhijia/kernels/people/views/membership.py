"""What happens to a membership: each verb its form, its clause and its verdict."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import DetailPage

from .. import actions
from ..episodes import with_episodes
from ..forms import Admit, Die, EndMembership, MoveWithin, Resume, Retain, Transfer
from ..models import Membership, Person
from ..rules import membership as life
from .base import Dated


class OnMembership(Dated):
    """Allowed as far as the table of R-MEM-01 lets the person's state."""

    queryset = Person.objects.select_related("home", "user")
    verb = ""

    def get_title(self):
        return f"{self.title}：{self.object.name}"

    @property
    def latest(self):
        if not hasattr(self, "_latest"):
            self._latest = actions.latest(self.object)
        return self._latest

    def allowed(self, person):
        state, unit = (self.latest.state, self.latest.unit) if self.latest else (life.NOBODY, "")
        return life.may(state, self.verb, name=person.name, unit=unit)

    def do(self, form):
        self.turn(form.cleaned_data)
        return self.object

    def turn(self, typed):
        raise NotImplementedError


class AdmitAgain(OnMembership):
    title = _("办理入会")
    intro = _("入会须本人申请、基层工会委员会批准，会籍从批准之日算起。退会、除名后可以重新入会，以前的会籍留作历史。")
    form_class = Admit
    verb = life.JOIN
    done = _("已入会")

    def get_initial(self):
        return super().get_initial() | {"unit": self.object.home}

    def turn(self, typed):
        actions.admit(person=self.object, by=self.request.user, **typed)


class Move(OnMembership):
    title = _("转会")
    intro = _("会籍随工作关系走：一次入会，动态接转。从这一天起在新的工会，原来的会籍留作历史，入会日期不变。")
    form_class = Transfer
    verb = life.TRANSFER
    submit = _("办理转会")
    done = _("已转会")

    def turn(self, typed):
        actions.transfer(person=self.object, by=self.request.user, **typed)


class MoveInside(OnMembership):
    title = _("内部调整")
    intro = _("在同一个工会里换分工会、换小组。从这一天起算新的分工会，以前的日子仍算原来的。")
    form_class = MoveWithin
    verb = life.MOVE
    done = _("已调整")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"place": self.latest.unit}

    def turn(self, typed):
        actions.move_within(person=self.object, by=self.request.user, **typed)


class RetainPage(OnMembership):
    title = _("保留会籍")
    intro = _(
        "会员退休、失业的，会籍保留在原单位工会；原单位工会已撤销的，保留在其上级工会。保留期间不缴会费，没有选举权、"
        "被选举权和表决权，不计入在籍会员。内部退养的不变。（中国工会章程，工会会员会籍管理办法）"
    )
    form_class = Retain
    verb = life.RETAIN
    submit = _("保留会籍")
    done = _("已保留会籍")

    def turn(self, typed):
        actions.retain(membership=self.latest, by=self.request.user, **typed)


class ResumePage(OnMembership):
    title = _("恢复会籍")
    intro = _("保留会籍的会员重新就业，会籍恢复到现在工作的单位工会，入会日期不变。")
    form_class = Resume
    verb = life.RESUME
    submit = _("恢复会籍")
    done = _("已恢复会籍")

    def get_initial(self):
        return super().get_initial() | {"unit": self.latest and self.latest.unit}

    def turn(self, typed):
        actions.resume(membership=self.latest, by=self.request.user, **typed)


class End(OnMembership):
    """One way to end a membership; which one says the address."""

    form_class = EndMembership
    state = ""
    done = _("会籍已终止")
    confirm = _("会籍从这一天起终止，不能撤销，只能以后重新入会。日期和依据都核对过了吗？")

    @property
    def verb(self):
        return life.ENDING[self.state]

    @property
    def title(self):
        return WAYS[self.state][0]

    @property
    def submit(self):
        return WAYS[self.state][0]

    @property
    def intro(self):
        return WAYS[self.state][2]

    def turn(self, typed):
        actions.end_membership(membership=self.latest, state=self.state, by=self.request.user, **typed)


class Deceased(End):
    form_class = Die
    state = Membership.State.DECEASED
    confirm = _("登记去世后不能撤销，也不能再办理会籍业务。人和日期都核对过了吗？")


STATE = Membership.State
WAYS = {
    STATE.WITHDRAWN: (
        _("退会"),
        "people:withdraw",
        _("会员有退会自由：由本人向工会小组提出，工会委员会宣布退会并收回会员证。（中国工会章程）"),
    ),
    STATE.LAPSED: (
        _("自动退会"),
        "people:lapse",
        _("没有正当理由连续六个月不缴会费、不参加工会组织生活，经教育拒不改正的，视为自动退会。（中国工会章程）"),
    ),
    STATE.EXPELLED: (
        _("开除会籍"),
        "people:expel",
        _(
            "严重违法犯罪并受到刑事处罚的，经工会小组讨论、基层工会委员会决定，开除会籍，报上一级工会备案。（中国工会章程）"
        ),
    ),
    STATE.DECEASED: (_("登记去世"), "people:deceased", _("会员去世，会籍终止，工作记录同时结束，历史保留。")),
}


class Endings(DetailPage):
    """Which of the four it is: each with what the constitution of the unions asks for."""

    queryset = with_episodes(Person.objects.all())
    ability = "edit"
    template_name = "people/endings.html"

    def get_title(self):
        return gettext("终止会籍：%(name)s") % {"name": self.object.name}

    def history(self, person):
        return []

    def state(self, person):
        return None

    def get_context_data(self, **kwargs):
        person = self.object
        last = person.episodes[0] if person.episodes else None
        state, unit = (last.state, last.unit) if last else (life.NOBODY, "")
        ways = [
            (
                title,
                clause,
                reverse(address, args=[person.pk]),
                life.may(state, life.ENDING[way], name=person.name, unit=unit),
            )
            for way, (title, address, clause) in WAYS.items()
        ]
        back = {"back_url": person.get_absolute_url(), "back_title": person.name}
        return super().get_context_data(ways=ways, **kwargs) | back
