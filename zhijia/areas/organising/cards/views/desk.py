"""Electronic cards as officers see them, and the keys that sign."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.models import Membership
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, FormPage, Link, ListPage, Sheet
from zhijia.web.qr import svg
from zhijia.web.states import State, tone_of

from .. import actions, rules
from ..filters import CardFilter, MemberFilter
from ..forms import ReasonForm
from ..models import Card, CardKey
from ..rules import CardState
from ..tables import CardTable, KeyTable, MemberTable

CARDS = Card.objects.select_related("person__home", "person__user")


class Cards(ListPage):
    title = _("电子会员卡")
    intro = _("会员在手机上出示的动态会员码。挂失、换新、会籍终止的当即失效。")
    queryset = CARDS
    table = CardTable
    filters = CardFilter
    search_fields = ("person__name", "person__initials", "number")
    search_hint = _("姓名、拼音首字母、会员卡号")
    links = [
        Link(_("批量发卡"), "cards:holders", ability="edit", primary=True),
        Link(_("核验会员码"), "cards:verify"),
    ]
    sheets = [Sheet("cards.issue")]
    empty_text = _("还没有发出电子会员卡。会员可以在“我的”里自己领取，也可以由工会批量发放。")
    empty_link = Link(_("批量发卡"), "cards:holders", ability="edit")

    def get_queryset(self):
        return super().get_queryset().shown_on(self.today)

    def search(self, rows, text):
        """A number is read off a card in fours."""
        digits = text.replace(" ", "")
        return rows.filter(number=digits) if rules.number_fault(digits) is None else super().search(rows, text)


class Holders(ListPage):
    """Members without a card: tick some, or all."""

    title = _("批量发放电子会员卡")
    back = ("cards:cards", _("电子会员卡"))
    intro = _("以下在籍会员还没有电子会员卡。发放后，会员登录“我的”就能出示。")
    table = MemberTable
    filters = MemberFilter
    ability = "edit"
    exports = False
    search_fields = ("person__name", "person__initials")
    search_hint = _("姓名、拼音首字母")
    bulk = [BulkAction("issue", _("发放会员卡"), act_all="issue_all", icon="check")]
    empty_text = _("这个范围里的在籍会员都有电子会员卡了。")

    @property
    def queryset(self):
        held = Card.objects.standing().values("person")
        return Membership.objects.active().exclude(person__in=held).select_related("person", "unit")

    def issue_all(self, memberships, data):
        persons = [membership.person for membership in memberships]
        cards, refused = actions.issue_many(persons=persons, by=self.request.user, at=self.now)
        said = gettext("已发放 %(count)s 张") % {"count": len(cards)}
        first = next((str(verdict) for _person, verdict in refused), "")
        more = gettext("；%(count)s 人没有发放（%(first)s）") % {"count": len(refused), "first": first}
        return said + more if refused else said


class CardPage(DetailPage):
    queryset = CARDS
    context_object_name = "card"

    def get_queryset(self):
        return super().get_queryset().shown_on(self.today)

    def state(self, card):
        return word_of(card)

    @property
    def back(self):
        """A member came from the card on the own telephone, an officer from the list."""
        own = self.object.person.user_id == self.request.user.pk
        return ("cards:mine" if own else "cards:cards", _("电子会员卡"))

    def get_title(self):
        return gettext("电子会员卡：%(name)s") % {"name": self.object.person.name}

    def number(self, card):
        return rules.spaced(card.number)

    def facts(self, card):
        return [
            (_("会员"), card.person.name),
            (_("所在单位"), card.person.home.name),
            (_("发卡次序"), gettext("第 %(n)s 张") % {"n": card.version}),
            (_("发卡日期"), card.issued_on),
            (_("有效期至"), card.valid_to),
            (_("停用原因"), card.reason or "—"),
        ]

    def actions(self, card):
        paper = Act(_("打印卡面"), "cards:card-face")
        if not actions.may_issue(card.person, self.request.user):
            return [paper]
        lost, new = rules.may_become(card.state, CardState.LOST), rules.may_become(card.state, CardState.REPLACED)
        ended = rules.may_become(card.state, CardState.ENDED)
        end = Act(_("注销"), "cards:card-end", verdict=ended, danger=True)
        return [
            paper,
            Act(_("换领新卡"), "cards:card-replace", verdict=new, confirm=_("旧卡随即失效，确定换领吗？")),
            Act(
                _("挂失"), "cards:card-lose", verdict=lost, danger=True, confirm=_("挂失后这张卡立即失效，确定挂失吗？")
            ),
            *([end] if self.request.user.can("edit", card.person.home_path) else []),
        ]


def word_of(card) -> State:
    word = rules.CARD_SHOWN[card.shown]
    return State(word, tone_of(word, Card.state_colours, card.shown))


class CardFace(DetailPage):
    """For the wallet: what paper can say, and where to check what it cannot."""

    queryset = CARDS
    template_name = "cards/face.html"
    context_object_name = "card"

    def get_title(self):
        return gettext("打印会员卡：%(name)s") % {"name": self.object.person.name}

    def number(self, card):
        return ""

    def history(self, card):
        return []

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(reverse("cards:verify"))
        good = Card.objects.usable(self.today).filter(pk=self.object.pk).exists()
        picture = svg(address, gettext("核验会员码的网址"))
        return super().get_context_data(usable=good, picture=picture, spaced=rules.spaced(self.object.number), **kwargs)


class OnCard(ActionPage):
    """By the member or by an officer; the action asks which."""

    queryset = CARDS
    ability = "view"

    def get_success_url(self):
        if self.object.person.user_id == self.request.user.pk:
            return reverse("cards:mine")
        return super().get_success_url()


class CardLose(OnCard):
    def act(self, card):
        actions.lose_card(card=card, by=self.request.user, at=self.now)
        return gettext("已挂失，这张卡立即失效；找回手机或换了手机后可以换领新卡")


class CardReplace(OnCard):
    def act(self, card):
        actions.replace_card(card=card, by=self.request.user, at=self.now)
        return gettext("已换领新卡，旧卡失效")


class CardEnd(FormPage):
    queryset = CARDS
    form_class = ReasonForm
    title = _("注销电子会员卡")
    submit = _("注销")
    done = _("已注销")

    def act(self, form):
        return actions.end_card(card=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


# --- keys ---


class Keys(ListPage):
    title = _("会员卡签名密钥")
    intro = _("会员码由正在使用的密钥签名。建议每年更换一次；怀疑泄露时先作废。私钥由本机封存密钥导出，不在数据库里。")
    queryset = CardKey.objects.select_related("by")
    table = KeyTable
    ability = "manage"
    demands = True
    follows_unit = False
    links = [Link(_("更换密钥"), "cards:rotate", ability="manage", primary=True)]
    empty_text = _("还没有密钥；发出第一张电子会员卡时自动生成。")
    bulk = [BulkAction("revoke", _("作废密钥"), ability="manage", act="revoke", form_class=ReasonForm, danger=True)]

    def revoke(self, key, data):
        actions.revoke_key(key=key, by=self.request.user, at=self.now, **data)


class Rotate(FormPage):
    title = _("更换会员卡签名密钥")
    intro = _("新密钥随即开始签名。旧密钥签的码一分钟后自然过期，已缓存名单的核验页下次联网时取到新公钥。")
    ability = "manage"
    form_class = ReasonForm
    submit = _("更换")
    done = _("已更换")
    success_url = "cards:keys"

    def act(self, form):
        actions.rotate_key(by=self.request.user, at=self.now, **form.cleaned_data)

    def came_from(self):
        return reverse("cards:keys")
