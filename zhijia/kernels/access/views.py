"""Accounts as managers keep them, and what each person may see of their own."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from zhijia.base.verdict import need
from zhijia.kernels.org.models import Unit
from zhijia.web import formats
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Scoped
from zhijia.web.states import State

from . import actions, deeds
from .abilities import ABILITIES, ROLES
from .filters import AccountFilter, DeputyFilter
from .forms import EditAccount, EndRole, GivePassword, GrantRole, HandOver, OpenAccount
from .models import RoleHeld, User
from .tables import AccountTable, DeputyTable


class Accounts(ListPage):
    title = _("账号")
    ability = "manage"
    table = AccountTable
    filters = AccountFilter
    search_fields = ("username", "name", "phone")
    search_hint = _("用户名、姓名、手机号")
    links = [
        Link(_("岗位与权限"), "access:roles", icon="shield"),
        Link(_("代理一览"), "access:deputies", icon="users"),
        Link(_("开立账号"), "access:open", ability="manage", primary=True),
    ]
    follows_unit = False
    empty_text = _("没有符合条件的账号。")

    def get_queryset(self):
        held = RoleHeld.objects.on(self.today).select_related("unit")
        return self.scope(User.objects.select_related("home").prefetch_related(Prefetch("roles", held, "held_now")))


def can_do(user) -> list:
    """(ability in words, units whose subtrees it covers), for every ability the account holds today."""
    reach = {ability: user.reach(ability) for ability in ABILITIES}
    units = {unit.path: unit for unit in Unit.objects.at({path for paths in reach.values() for path in paths})}
    return [(ABILITIES[ability], [units[path] for path in paths]) for ability, paths in reach.items() if paths]


class AccountPage(DetailPage):
    queryset = User.objects.select_related("home")
    template_name = "access/account.html"
    ability = "manage"
    context_object_name = "account"

    @cached_property
    def second_factor(self):
        return self.object.authenticator_set.exists()

    def state(self, account):
        return State(_("启用"), "good") if account.is_active else State(_("停用"), "quiet")

    def facts(self, account):
        return [
            (_("姓名"), account.name or "—"),
            (_("用户名"), account.username),
            (_("手机号"), formats.masked(account.phone) or "—"),
            (_("归口单位"), account.home or "—"),
            (_("上次登录"), formats.moment(account.last_login) if account.last_login else _("从未登录")),
            (_("两步验证"), _("已设置") if self.second_factor else _("未设置")),
            (_("密码"), _("等待本人修改") if account.must_change else _("本人已设")),
        ]

    def actions(self, account):
        may = actions.may_manage(self.request.user, account)
        on = account.is_active
        switch = Act(
            _("停用") if on else _("启用"),
            "access:switch",
            verdict=may,
            danger=on,
            confirm=_("停用后本人不能登录，已办的事保留。确定停用吗？") if on else "",
        )
        return [
            Act(_("授予角色"), "access:grant", primary=True),
            Act(_("修改资料"), "access:edit", verdict=may),
            Act(_("重设密码"), "access:password", verdict=may),
            Act(
                _("解除两步验证"),
                "access:drop-factor",
                verdict=may & need(self.second_factor, "没有设置两步验证"),
                confirm=_("确认是本人遗失了验证设备？解除后凭密码即可登录。"),
            ),
            switch,
        ]

    def get_context_data(self, **kwargs):
        roles = self.object.roles.select_related("unit", "given_by", "acts_for__user")
        user = self.request.user
        roles = deeds.told(roles.order_by("to_on", "unit__path", "from_on"), user)
        return super().get_context_data(
            roles=[(held, user.can("manage", held.unit)) for held in roles],
            can_do=can_do(self.object),
            **kwargs,
        )


class Open(FormPage):
    title = _("开立账号")
    intro = _("会员本人的账号请在花名册中“开通账号”，会自动与人员关联。")
    form_class = OpenAccount
    ability = "manage"
    submit = _("开立")
    done = _("账号已开立，请把用户名和初始密码告诉本人")
    drafts = False

    def act(self, form):
        typed = dict(form.cleaned_data)
        role = typed.pop("role")
        user = actions.open_account(**typed, by=self.request.user)
        if role:
            actions.grant_role(user=user, unit=typed["unit"], role=role, from_on=self.today, by=self.request.user)
        return user

    def came_from(self):
        return reverse("access:accounts")


class OnAccount(FormPage):
    """A form about one account that the user manages."""

    queryset = User.objects.select_related("home")
    ability = "manage"
    drafts = False

    def allowed(self, account):
        return actions.may_manage(self.request.user, account)


class Edit(OnAccount):
    title = _("修改账号资料")
    form_class = EditAccount

    def get_initial(self):
        return {"name": self.object.name, "phone": self.object.phone}

    def act(self, form):
        return actions.edit_account(user=self.object, by=self.request.user, **form.cleaned_data)


class Password(OnAccount):
    title = _("重设密码")
    form_class = GivePassword
    done = _("密码已重设，请告诉本人；首次登录时须修改")

    def act(self, form):
        account = actions.set_password(user=self.object, by=self.request.user, **form.cleaned_data)
        get_adapter().lift_lock(self.request, account)
        return account


class Grant(OnAccount):
    title = _("授予角色")
    form_class = GrantRole
    submit = _("授予")
    done = _("已授予")

    def allowed(self, account):
        return need(account.is_active, "账号已停用，请先启用")

    def get_initial(self):
        return {"from_on": self.today}

    def act(self, form):
        actions.grant_role(user=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class End(FormPage):
    title = _("终止角色")
    queryset = RoleHeld.objects.select_related("user", "unit")
    form_class = EndRole
    ability = "manage"
    submit = _("终止")
    done = _("已终止")

    def get_title(self):
        return gettext("终止角色：%(held)s") % {"held": self.object}

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return actions.end_role(held=self.object, by=self.request.user, **form.cleaned_data).user

    def came_from(self):
        return self.object.user.get_absolute_url()


class HandOverPage(FormPage):
    """请人代理: by the holder, or for them by who manages the accounts."""

    title = _("安排代理")
    intro = _("外出、休假期间请一位同事代办。代理到截止日期自动失效；代理人办理的每件事都记在代理人名下。")
    queryset = RoleHeld.objects.select_related("user", "unit", "acts_for__user")
    form_class = HandOver
    ability = None
    demands = False
    submit = _("安排代理")
    done = _("已安排代理")

    def get_queryset(self):
        return self.queryset.of_or_managed_by(self.request.user)

    def allowed(self, held):
        return actions.may_hand_over(held, self.request.user) & need(
            held.to_on is None or held.to_on > self.today, "该角色已终止，不能再代理"
        )

    def get_title(self):
        held = self.object
        words = {"name": held.user, "unit": held.unit, "role": held.get_role_display()}
        return gettext("请人代理：%(name)s（%(unit)s%(role)s）") % words

    def get_initial(self):
        return {"from_on": self.today}

    def act(self, form):
        typed = form.cleaned_data
        return actions.hand_over(
            held=self.object,
            to=typed["to"],
            from_on=typed["from_on"],
            to_on=typed["until"] + timedelta(days=1),
            reason=typed["reason"],
            by=self.request.user,
        )

    def after(self, made):
        mine = self.object.user_id == self.request.user.pk
        return reverse("access:mine") if mine else self.object.user.get_absolute_url()

    def came_from(self):
        return self.after(None)


class TakeBack(ActionPage):
    """收回代理: either side, or who manages the accounts."""

    queryset = RoleHeld.objects.standing_in()
    ability = None
    success_url = "access:mine"

    def get_queryset(self):
        return RoleHeld.objects.standing_in().concerning(self.request.user)

    def act(self, held):
        actions.take_back(held=held, on=self.today, by=self.request.user)
        return gettext("代理已收回")


class Deputies(ListPage):
    """代理一览: whose work is done by whom, now and before."""

    title = _("代理一览")
    table = DeputyTable
    filters = DeputyFilter
    search_fields = ("user__name", "acts_for__user__name", "ground")
    search_hint = _("姓名、事由")
    ability = "manage"
    back = ("access:accounts", _("账号"))
    queryset = RoleHeld.objects.standing_in()
    empty_text = _("没有人安排代理。外出前，可在“我的账号”里请同事代理自己的岗位。")

    def get_queryset(self):
        return deeds.told(super().get_queryset(), self.request.user)


class Switch(ActionPage):
    queryset = User.objects.select_related("home")
    ability = "manage"

    def act(self, account):
        changed = actions.switch_account(user=account, active=not account.is_active, by=self.request.user)
        return gettext("已启用") if changed.is_active else gettext("已停用")


class DropFactor(ActionPage):
    queryset = User.objects.select_related("home")
    ability = "manage"

    def act(self, account):
        actions.drop_second_factor(user=account, by=self.request.user)
        return gettext("已解除两步验证")


class Roles(Scoped, TemplateView):
    """The table of roles, as it acts: for everybody to read."""

    ability = None
    title = _("岗位与权限")
    template_name = "access/roles.html"

    def get_context_data(self, **kwargs):
        rows = [
            (role.name, role.does, [word for ability, word in ABILITIES.items() if ability in role.abilities])
            for role in ROLES.values()
        ]
        return super().get_context_data(rows=rows, **kwargs)


LOOKED_BACK = timedelta(days=90)  # how long one's own account still shows a hand-over that has ended


class Mine(Scoped, TemplateView):
    """One's own account: what it may do, password, second factor, devices."""

    ability = None
    title = _("我的账号")
    template_name = "access/mine.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        given = RoleHeld.objects.standing_in().filter(acts_for__user=user.pk, to_on__gt=self.today - LOOKED_BACK)
        return super().get_context_data(
            roles=deeds.told(user.roles.on(self.today).select_related("unit", "acts_for__user"), user),
            given=[(held, held.to_on > self.today) for held in deeds.told(given, user).order_by("-from_on", "pk")],
            can_do=can_do(user),
            second_factor=user.authenticator_set.exists(),
            sessions=user.usersession_set.count(),
            **kwargs,
        )
