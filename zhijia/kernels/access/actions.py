"""Accounts and roles given, handed over and ended. Every verb leaves a line in the trail."""

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import need

from . import rules
from .abilities import ROLES
from .models import RoleHeld, User


def may_manage(by, user):
    """Whoever manages the home of the account and every unit at which it holds a role."""
    units = set(user.roles.filter(to_on__isnull=True).values_list("unit__path", flat=True))
    units |= {user.home.path} if user.home else set()
    ok = by is None or (by.can("manage") and all(by.can("manage", path) for path in units))
    return need(ok, "您没有管理这个账号的权限：它在您管理范围以外还有角色")


def _not_taken(username=None, phone=None, but=None):
    others = User.objects.exclude(pk=but and but.pk)
    taken = username and others.filter(username__iexact=username).exists()
    busy = phone and others.filter(phone=phone).exists()
    return need(not taken, "用户名“%(username)s”已被使用，请换一个", field="username", username=username) & need(
        not busy, "手机号%(phone)s已绑定其他账号", field="phone", phone=phone
    )


@transaction.atomic
def open_account(*, username, name, phone=None, password=None, by=None, unit=None):
    """A new account without any role: it sees nothing but itself until one is given."""
    (rules.may_be_called(username) & rules.phone_fault(phone) & _not_taken(username, phone)).or_refuse()
    user = User.objects.create_user(
        username=username, password=password, name=name, phone=phone or None, home=unit, must_change=by is not None
    )
    note(by=by, verb="access.open", target=user, unit=unit, after={"username": username, "name": name})
    return user


@transaction.atomic
def edit_account(*, user, name, phone, by):
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    phone = phone or None
    (may_manage(by, user) & rules.phone_fault(phone) & _not_taken(phone=phone, but=user)).or_refuse()
    before = {"name": user.name, "phone": user.phone}
    user.name, user.phone = name, phone
    user.save(update_fields=["name", "phone"])
    note(
        by=by, verb="access.edit", target=user, before=before, after={"name": name, "phone": phone}, unit=home_of(user)
    )
    return user


@transaction.atomic
def set_password(*, user, password, by):
    """A manager hands out a new password; its owner must replace it when signing in."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    (may_manage(by, user) & need(by.pk != user.pk, "修改自己的密码请到“我的账号”")).or_refuse()
    user.set_password(password)
    user.must_change = True
    user.save(update_fields=["password", "must_change"])
    note(by=by, verb="access.reset_password", target=user, unit=home_of(user))
    return user


@transaction.atomic
def switch_account(*, user, active, by):
    """An account is never deleted: what it did keeps its name. Switched off, it cannot sign in."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    (may_manage(by, user) & need(by.pk != user.pk, "不能停用自己的账号")).or_refuse()
    user.is_active = active
    user.save(update_fields=["is_active"])
    note(by=by, verb="access.reopen" if active else "access.close", target=user, unit=home_of(user))
    return user


@transaction.atomic
def drop_second_factor(*, user, by):
    """The telephone was lost: the owner signs in by password alone and sets up a new one."""
    from allauth.mfa.models import Authenticator

    (may_manage(by, user) & need(by.pk != user.pk, "解除自己的两步验证请到“我的账号”")).or_refuse()
    dropped = Authenticator.objects.filter(user=user).delete()[0]
    need(dropped, "该账号没有设置两步验证").or_refuse()
    note(by=by, verb="access.unlock", target=user, unit=home_of(user))
    return user


@transaction.atomic
def move_account(*, user, unit):
    """The account goes along with its owner; roles do not, they are given and ended by themselves."""
    User.objects.filter(pk=user.pk).update(home=unit)


def home_of(user):
    """Where the trail files what was done to an account."""
    if user.home:
        return user.home
    held = user.roles.filter(to_on__isnull=True).select_related("unit").order_by("unit__path").first()
    return held and held.unit


@transaction.atomic
def grant_role(*, user, unit, role, from_on, by=None, to_on=None, ground=""):
    """Nobody gives a role to oneself; giving it twice changes nothing. `ground`: the post or order behind it."""
    (
        need(role in ROLES, "没有“%(role)s”这个角色", field="role", role=role)
        & need(by is None or by.pk != user.pk, "不能给自己授予角色，请由其他管理员办理", field="user")
        & need(by is None or by.can("manage", unit), "您没有管理该单位账号的权限", field="unit")
        & need(to_on is None or to_on > from_on, "终止日期须晚于起始日期", field="to_on")
    ).or_refuse()
    open_one = RoleHeld.objects.own().filter(user=user, unit=unit, role=role, to_on__isnull=True).first()
    if open_one:
        return open_one
    held = RoleHeld.objects.create(
        user=user, unit=unit, role=role, from_on=from_on, to_on=to_on, given_by=by, ground=ground
    )
    after = {"role": ROLES[role].name, "from_on": from_on, "to_on": to_on}
    note(by=by, verb="access.grant", target=user, unit=unit, after=after, reason=ground)
    return held


@transaction.atomic
def end_role(*, held, on, by=None):
    """The role is no longer held from that day; the row stays as history."""
    held = RoleHeld.objects.select_for_update(of=("self",)).get(pk=held.pk)
    (
        need(held.to_on is None or on < held.to_on, "该角色已于%(day)s终止", day=held.to_on)
        & need(on >= held.from_on, "终止日期不能早于起始日期%(day)s", field="on", day=held.from_on)
        & need(by is None or by.can("manage", held.unit), "您没有管理该单位账号的权限")
    ).or_refuse()
    _close(held, on, by)
    for deputy in held.deputies.filter(to_on__gt=on):  # nobody stands in for a role that is no more
        _close(deputy, max(on, deputy.from_on), by)
    return held


def _close(held, on, by):
    before = {"role": ROLES[held.role].name, "to_on": held.to_on}
    held.to_on = on
    held.save(update_fields=["to_on"])
    note(by=by, verb="access.end_role", target=held.user, unit=held.unit, before=before, after=before | {"to_on": on})


def may_hand_over(held, by):
    """The holder, or who manages the accounts of the unit; never a role one only stands in for."""
    mine = by.pk == held.user_id
    return need(mine or by.can("manage", held.unit), "只有本人或系统管理员可以安排代理") & need(
        held.acts_for_id is None, "代理来的角色不能再转给别人代理，请由%(name)s本人另行安排", name=held.principal
    )


@transaction.atomic
def hand_over(*, held, to, from_on, to_on, reason, by):
    """While its holder is away somebody else acts with the role, from a day to a day, both included. It is logged."""
    held = RoleHeld.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=held.pk)
    clash = held.deputies.filter(from_on__lt=to_on, to_on__gt=from_on).select_related("user").first()
    (may_hand_over(held, by) & rules.may_stand_in(held, to, from_on, to_on) & _free_of(clash)).or_refuse()
    made = RoleHeld.objects.create(
        user=to,
        unit=held.unit,
        role=held.role,
        from_on=from_on,
        to_on=to_on,
        given_by=by,
        ground=reason,
        acts_for=held,
    )
    after = {"role": ROLES[held.role].name, "acts_for": str(held.user), "from_on": from_on, "to_on": to_on}
    note(by=by, verb="access.hand_over", target=to, unit=held.unit, after=after, reason=reason)
    return made


def _free_of(clash):
    return need(
        clash is None,
        "%(from_on)s至%(to_on)s已由%(name)s代理，请先收回或改选日期",
        field="from_on",
        from_on=clash and clash.from_on,
        to_on=clash and clash.to_on,
        name=clash and clash.user,
    )


@transaction.atomic
def take_back(*, held, on, by):
    """The absent holder is back, or the deputy gives up: the rest of the hand-over falls away."""
    held = RoleHeld.objects.select_for_update(of=("self",)).select_related("acts_for").get(pk=held.pk)
    parties = held.acts_for_id and {held.user_id, held.acts_for.user_id}
    (
        need(parties, "这不是代理")
        & need(parties and (by.pk in parties or by.can("manage", held.unit)), "只有双方本人或系统管理员可以收回代理")
        & need(held.to_on > on, "这次代理已于%(day)s结束", day=held.to_on)
    ).or_refuse()
    _close(held, max(on, held.from_on), by)
    return held
