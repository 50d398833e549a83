"""Rounds, their lists, and each gift."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.timeline import story
from zhijia.kernels.people.models import Person
from zhijia.kernels.records.models import ServiceRecord
from zhijia.web.formats import in_yuan
from zhijia.web.pages import (
    Act,
    ActionPage,
    BulkAction,
    DetailPage,
    Event,
    FormPage,
    Link,
    ListPage,
    Sheet,
    Turn,
    found,
)

from . import actions, forms
from .filters import CandidateFilter, GiftFilter, RoundFilter
from .models import Gift, Round
from .tables import CandidateTable, GiftTable, ListedTable, RoundTable

ROUNDS = Round.objects.select_related("unit", "case", "made_by")
GIFTS = Gift.objects.select_related("person", "unit", "round", "round__unit")


class Rounds(ListPage):
    title = _("慰问批次")
    queryset = ROUNDS.counted()
    table = RoundTable
    filters = RoundFilter
    search_fields = ("title", "gifts__person__name", "gifts__person__initials")
    search_hint = _("名称、被慰问人姓名或拼音首字母")
    links = [
        Link(_("登记一人慰问"), "consolation:single", ability="edit"),
        Link(_("新建慰问批次"), "consolation:new", ability="edit", primary=True),
    ]
    sheets = [Sheet("consolation.gifts")]
    empty_text = _("还没有慰问批次。节日慰问、每月生日慰问可以新建批次，个人住院、生育等可以登记一人慰问。")
    empty_link = Link(_("新建慰问批次"), "consolation:new", ability="edit", primary=True)


class RoundNew(FormPage):
    title = _("新建慰问批次")
    intro = _("先定类型、日期和标准，保存后再加入被慰问人；提交审批后名单不能再改。")
    form_class = forms.RoundForm
    submit = _("保存并加入人员")
    done = _("已保存，请加入被慰问人")

    def get_initial(self):
        return {"unit": self.unit, "day": self.today}

    def act(self, form):
        return actions.draw_up(**form.cleaned_data, by=self.request.user, at=self.now)

    def after(self, made):
        return reverse("consolation:candidates", args=[made.pk])


class SingleNew(FormPage):
    """One person on one occasion: drawn up, listed and handed in with one button."""

    title = _("登记一人慰问")
    intro = _("用于住院、生育、结婚、去世、退休等个人慰问。提交后由主席审批。")
    form_class = forms.SingleForm
    submit = _("提交审批")
    done = _("已提交审批")

    def get_initial(self):
        return {"unit": self.unit, "day": self.today}

    def act(self, form):
        return actions.hand_in_single(**form.cleaned_data, by=self.request.user, at=self.now)


class RoundDetail(DetailPage):
    queryset = ROUNDS.counted()
    template_name = "consolation/round.html"

    def number(self, round_):
        return round_.case.number if round_.case else ""

    def turn(self, round_):
        case = round_.case
        if round_.open:
            return Turn(round_.made_by)
        return Turn(case.desk_unit, case.due_on, case.moved_at) if case and case.desk_unit_id else None

    def facts(self, round_):
        rows = [
            (_("慰问类型"), round_.get_occasion_display()),
            (_("慰问单位"), round_.unit),
            (_("慰问日期"), round_.day),
            (_("形式"), round_.get_form_display()),
            (_("每人标准"), in_yuan(round_.standard_fen)),
            (_("人数"), _("%(heads)s 人") % {"heads": round_.heads}),
            (_("合计"), in_yuan(round_.total_fen)),
            (_("经费来源"), round_.fund),
            (_("经办人"), round_.made_by),
        ]
        more = [(_("慰问群体"), round_.group), (_("说明"), round_.note)]
        return rows + [pair for pair in more if pair[1]]

    def actions(self, round_):
        if round_.open:
            return self.while_drawn_up(round_)
        acts = [Act(_("登记发放") if round_.state == Round.State.APPROVED else _("名单与发放"), "consolation:list")]
        if round_.state == Round.State.IN_REVIEW:
            acts.append(
                Act(_("撤回"), "consolation:withdraw", danger=True, confirm=_("撤回后名单将释放，确定撤回吗？"))
            )
        return acts

    def while_drawn_up(self, round_):
        user = self.request.user
        change = actions.may_change(round_, user)
        return [
            Act(_("提交审批"), "consolation:submit", verdict=actions.may_submit(round_, user), primary=True),
            Act(_("从花名册加入"), "consolation:candidates", verdict=change),
            Act(_("加入一人"), "consolation:add", verdict=change),
            Act(_("查看名单"), "consolation:list"),
        ]

    def timeline(self, round_):
        return story(round_.case) if round_.case else []

    def get_context_data(self, **kwargs):
        gifts = self.object.gifts.standing().select_related("person", "unit").order_by("unit__path", "pk")
        return super().get_context_data(gifts=gifts[:50], **kwargs)


class OfRound:
    """A page below one round; the round itself must be within reach."""

    @cached_property
    def round(self):
        rows = ROUNDS.visible_to(self.request.user, self.ability or "view")
        return found(rows.filter(pk=self.kwargs["round"]))

    def check_ability(self):
        super().check_ability()
        self.round  # noqa: B018 - a page below a round one cannot see does not exist


class Candidates(OfRound, ListPage):
    """Members of the round's unit who are not on its list yet."""

    queryset = Person.objects.select_related("home")
    table = CandidateTable
    filters = CandidateFilter
    ability = "edit"
    search_fields = ("name", "initials", "id_tail")
    search_hint = _("姓名、拼音首字母、证件尾号")
    exports = False
    follows_unit = False
    intro = _("勾选后点“加入名单”。不符合标准的人员不会加入，并说明原因。")
    empty_text = _("没有可以加入的会员。")
    bulk = [BulkAction("add", _("加入名单"), act_all="add", icon="user")]

    def get_title(self):
        return _("加入“%(round)s”") % {"round": self.round}

    def get_queryset(self):
        rows = super().get_queryset()
        listed = self.round.gifts.standing().values("person")
        return rows.members().under(self.round.unit.path).exclude(pk__in=listed)

    def add(self, persons, data):
        wishes = [actions.Wish(person) for person in persons]
        listed = actions.list_persons(round_=self.round, wishes=wishes, by=self.request.user, at=self.now)
        said = _("已加入 %(made)s 人") % {"made": len(listed.made)}
        if not listed.refused:
            return said
        reasons = "；".join(str(verdict) for _wish, verdict in listed.refused[:5])
        return _("%(said)s；%(count)s 人没有加入：%(reasons)s") % {
            "said": said,
            "count": len(listed.refused),
            "reasons": reasons,
        }


class AddPerson(FormPage):
    """One person by hand: for what only a form can ask (evidence, the thing that tells two apart)."""

    queryset = ROUNDS
    title = _("加入一人")
    form_class = forms.OnePersonForm
    submit = _("加入名单")
    done = _("已加入名单")

    def act(self, form):
        said = form.cleaned_data
        wish = actions.Wish(said["person"], said["amount_fen"], said["day"], said["thing"], said["evidence"])
        actions.give_one(round_=self.object, wish=wish, by=self.request.user, at=self.now)
        return self.object


class Listed(OfRound, ListPage):
    """The list of one round: take off before approval, hand over afterwards."""

    queryset = GIFTS
    table = ListedTable
    search_fields = ("person__name", "person__initials")
    search_hint = _("姓名、拼音首字母")
    follows_unit = False
    empty_text = _("名单还是空的。")
    bulk = [
        BulkAction("give", _("登记发放"), act_all="give", form_class=forms.GivenForm, verdict="may_give", icon="check"),
        BulkAction("remove", _("移出名单"), act="remove", verdict="may_remove", danger=True),
    ]

    def get_title(self):
        return _("%(round)s：名单与发放") % {"round": self.round}

    def get_queryset(self):
        return super().get_queryset().filter(round=self.kwargs["round"])

    def may_give(self, gift):
        return actions.may_give_out(gift)

    def give(self, gifts, data):
        count = actions.give(gifts=gifts, by=self.request.user, at=self.now, **data)
        return _("已登记发放 %(count)s 人") % {"count": count}

    def may_remove(self, gift):
        return actions.may_change(gift.round, self.request.user)

    def remove(self, gift, data):
        actions.remove_person(gift=gift, by=self.request.user, at=self.now)


class Submit(ActionPage):
    queryset = ROUNDS

    def act(self, round_):
        actions.submit_round(round_=round_, by=self.request.user, at=self.now)
        return _("已提交审批，名单不能再改动")


class Withdraw(ActionPage):
    queryset = ROUNDS

    def act(self, round_):
        actions.withdraw_round(round_=round_, by=self.request.user, at=self.now)
        return _("已撤回，名单上的人员已释放")


class Gifts(ListPage):
    title = _("慰问记录")
    queryset = GIFTS
    table = GiftTable
    filters = GiftFilter
    search_fields = ("person__name", "person__initials", "round__title")
    search_hint = _("姓名、拼音首字母、批次名称")
    links = [Link(_("慰问批次"), "consolation:rounds", ability="view")]
    empty_text = _("还没有慰问记录。")


class MyGifts(Gifts):
    """What the union gave to me."""

    title = _("我收到的慰问")
    ability = None
    exports = False
    follows_unit = False
    links = ()
    filters = None
    search_fields = ()
    empty_text = _("还没有您的慰问记录。")

    def scope(self, rows, ability=None):
        return rows.filter(person__user=self.request.user, state__in=[Gift.State.GIVEN])


class GiftDetail(DetailPage):
    queryset = GIFTS
    ability = None

    def get_title(self):
        return f"{self.object.person.name} · {self.object.round.get_occasion_display()}"

    def facts(self, gift):
        rows = [
            (_("被慰问人"), gift.person),
            (_("所在单位"), gift.unit),
            (_("慰问批次"), gift.round),
            (_("慰问日期"), gift.day),
            (_("慰问金额"), in_yuan(gift.amount_fen)),
            (_("形式"), gift.round.get_form_display()),
            (_("核实依据"), gift.evidence or "—"),
        ]
        if gift.given_on:
            rows += [(_("发放日期"), gift.given_on), (_("签收方式"), gift.get_receipt_display())]
        return rows

    def actions(self, gift):
        user = self.request.user
        acts = (
            [Act(_("查看慰问批次"), "consolation:round", args=(gift.round_id,))] if user.can("view", gift.unit) else []
        )
        if gift.state == Gift.State.GIVEN and user.can("approve", gift.round.unit):
            acts.append(Act(_("冲销"), "consolation:reverse", danger=True))
        return acts

    def derivation(self, gift):
        return gift.amount

    def timeline(self, gift):
        records = ServiceRecord.objects.filter(pk__startswith=f"consolation.gift:{gift.pk}").order_by("recorded_at")
        return [
            Event(_("已记入台账") if record.net == 1 else _("已冲销"), record.recorded_at, note=record.note)
            for record in records
            if record.pk.partition("#")[0] == f"consolation.gift:{gift.pk}"
        ]


class Reverse(FormPage):
    queryset = GIFTS
    ability = "approve"
    title = _("冲销慰问")
    intro = _("冲销会增加一条相反的记录，原记录保留；冲销后该会员可以重新登记。")
    form_class = forms.ReasonForm
    submit = _("确认冲销")
    done = _("已冲销")

    def act(self, form):
        return actions.reverse_gift(gift=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
