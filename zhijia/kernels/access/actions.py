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
def grant_role(*, user, unit, role, from_on, by=None, to_on=None):
    """Nobody gives a role to oneself; giving the same role twice changes nothing."""
    (
        need(role in ROLES, "没有“%(role)s”这个角色", field="role", role=role)
        & need(by is None or by.pk != user.pk, "不能给自己授予角色，请由其他管理员办理", field="user")
        & need(by is None or by.can("manage", unit), "您没有管理该单位账号的权限", field="unit")
        & need(to_on is None or to_on > from_on, "终止日期须晚于起始日期", field="to_on")
    ).or_refuse()
    open_one = RoleHeld.objects.filter(user=user, unit=unit, role=role, to_on__isnull=True).first()
    if open_one:
        return open_one
    held = RoleHeld.objects.create(user=user, unit=unit, role=role, from_on=from_on, to_on=to_on, given_by=by)
    after = {"role": ROLES[role].name, "from_on": from_on, "to_on": to_on}
    note(by=by, verb="access.grant", target=user, unit=unit, after=after)
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
    before = {"role": ROLES[held.role].name, "to_on": held.to_on}
    held.to_on = on
    held.save(update_fields=["to_on"])
    note(by=by, verb="access.end_role", target=held.user, unit=held.unit, before=before, after=before | {"to_on": on})
    return held
