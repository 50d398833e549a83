"""Joining on a telephone, with every tap counted; and an officer who brings in three hundred."""

import csv
import os
import re
import sys
from contextlib import contextmanager
from datetime import date, timedelta
from time import monotonic

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from zhijia.areas.organising.joining import actions, links, notices
from zhijia.areas.organising.joining.models import Application, Invitation
from zhijia.base.identity import synthetic_id
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Membership
from zhijia.web.qr import path_of

from .house import PHONE, PICTURES, photograph, too_wide

pytestmark = pytest.mark.browser
BORN = date(1992, 6, 1)
PASSWORD = "Ruhui-2026-ok"
HAND = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
ALLOWED = 8


class Thumb:
    """Somebody with one thumb: every touch of the screen counts, what is typed does not."""

    def __init__(self, visitor):
        self.visitor, self.page, self.taps = visitor, visitor.page, 0

    def tap(self, what):
        what.tap()
        self.taps += 1

    def type(self, label, text):
        """Into the box that has the cursor already, else the box is touched first."""
        box = self.page.get_by_label(label, exact=False).first
        if not box.evaluate("node => node === document.activeElement"):
            self.tap(box)
        self.page.keyboard.type(text)

    def press(self, name):
        self.tap(self.visitor.main.get_by_role("button", name=name, exact=True).first)

    def tick(self, words):
        self.tap(self.visitor.main.get_by_role("checkbox", name=re.compile(words)))


def on_the_roll(unit, serial, name="于来"):
    number, phone = synthetic_id(BORN + timedelta(days=serial), serial % 1000), f"136{serial:08d}"
    person = people.register_person(name=name, unit=unit, id_number=number, phone=phone)
    people.employ(person=person, unit=unit, from_on=date(2026, 2, 1), kind="care_worker")
    return person, number, phone


def fill_in(thumb, name, number, phone):
    thumb.type("姓名", name)
    thumb.type("身份证号", number)
    thumb.type("手机号", phone)
    thumb.tick("承认并遵守")
    thumb.tick("处理我的个人信息")
    thumb.press("提交入会申请")


def choose_password(thumb):
    thumb.visitor.reads("已入会")
    thumb.type("登录密码", PASSWORD)
    if os.environ.get("ZHIJIA_PICTURES") == "1":
        photograph(thumb.page, PICTURES / "joining-password.png")
    thumb.press("完成，进入我的工会")
    expect(thumb.page).to_have_url(re.compile("/me/$"))


@contextmanager
def within(seconds, what):
    """The wall time is printed: a figure for the handbook, a limit against the worst."""
    began = monotonic()
    yield
    took = monotonic() - began
    sys.stdout.write(f"{what}: {took:.1f} s\n")
    assert took < seconds


def stays_narrow(visitor):
    assert too_wide(visitor.page) == []


def test_from_the_poster_to_the_member_card(visit, cast):
    """Everybody on the staff roll: scan, three facts, two consents, a password."""
    person, number, phone = on_the_roll(cast.branch, 41)
    me = visit(**HAND)
    me.open(links.address_of(cast.college))
    stays_narrow(me)
    thumb = Thumb(me)
    fill_in(thumb, "于来", number, phone)
    me.reads("已入会")
    stays_narrow(me)
    choose_password(thumb)
    me.reads("于来", "会计学院分工会", "在籍")
    stays_narrow(me)
    assert thumb.taps <= ALLOWED, thumb.taps
    assert Membership.objects.get(person=person).unit == cast.branch
    assert me.troubles == []


@pytest.mark.parametrize("words", ["财经", "ylcj"])
def test_from_the_name_of_the_union_to_the_member_card(visit, cast, words):
    """No poster at hand: a few letters of the name or its pinyin, and the union is offered while one types."""
    _person, number, phone = on_the_roll(cast.branch, 42)
    me = visit(**HAND)
    me.open(reverse("joining:start"))
    thumb = Thumb(me)
    thumb.type("我的单位", words)
    found = me.main.get_by_role("link", name=re.compile("云岭财经职业学院工会"))
    expect(found).to_be_visible()
    stays_narrow(me)
    thumb.tap(found)
    fill_in(thumb, "于来", number, phone)
    choose_password(thumb)
    assert thumb.taps <= ALLOWED, thumb.taps
    assert me.troubles == []


def test_the_code_on_the_poster_is_the_way_in(visit, cast):
    officer = visit(cast.college_officer)
    officer.open(reverse("joining:poster", args=[cast.college.pk]))
    drawn = officer.main.locator(".zj-qr path").get_attribute("d")
    assert drawn == path_of(officer.base + links.address_of(cast.college))[0]
    scanned = visit(**HAND)
    scanned.open(links.address_of(cast.college))
    expect(scanned.page.get_by_label("姓名").first).to_be_visible()
    stays_narrow(scanned)


def test_whose_unit_is_not_found_asks_for_a_union(visit, cast):
    me = visit(**HAND)
    me.open(reverse("joining:start"))
    Thumb(me).type("我的单位", "从没听说过的单位")
    me.reads("没有找到可以网上入会的单位")
    me.follow("找不到单位 → 申请建会")
    expect(me.page).to_have_url(re.compile(reverse("founding:ask") + "$"))
    expect(me.main.get_by_role("textbox").first).to_be_visible()
    stays_narrow(me)
    assert me.troubles == []


def test_whom_the_roll_does_not_know_follows_the_application_without_an_account(visit, cast):
    number = synthetic_id(BORN, 77)
    me = visit(**HAND)
    me.open(links.address_of(cast.college))
    fill_in(Thumb(me), "于新", number[:-1] + ("0" if number[-1] != "0" else "1"), "13600000077")
    me.reads("身份证号第18位不对，请核对")
    expect(me.page.get_by_label("姓名").first).to_have_value("于新")
    me.fill("身份证号", number)
    me.press("提交入会申请")
    me.reads("没有直接核对上职工名册")
    stays_narrow(me)
    me.choose("用工形式", "护工护理员")
    me.fill("岗位", "护理员")
    me.press("提交入会申请")
    me.reads("申请已提交", "单位审核")
    stays_narrow(me)
    application = Application.objects.get()

    desk = visit(cast.college_chair)
    desk.open(f"/flow/{application.pk}/")
    desk.reads("职工名册上没有这个身份证号")
    desk.main.get_by_label("同意", exact=True).check()
    desk.press("提交意见")
    desk.told("审核意见已提交")

    later = visit(**HAND)
    later.open(reverse("joining:ask"))
    later.fill("查询码", application.code)
    later.fill("手机号后4位", "0077")
    later.press("查询")
    later.follow("设置登录密码")
    choose_password(Thumb(later))
    assert [*me.troubles, *desk.troubles, *later.troubles] == []


def test_an_officer_brings_in_three_hundred(visit, cast):
    for serial in range(300):
        on_the_roll(
            cast.branch, 100 + serial, f"新{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}{'一二三四五六七八九'[serial % 9]}"
        )
    officer = visit(cast.college_officer)
    officer.open(reverse("joining:round-new"))
    officer.fill("批次名称", "2026年新进职工")
    officer.press("下一步：选人")
    officer.reads("共 300 条")
    officer.tick_all()
    officer.press("改为选中符合条件的全部 300 条")
    officer.press("邀请入会")
    officer.reads("将办理 300 条")
    with within(10, "inviting 300"):
        officer.press("邀请入会 300 条")
        officer.told("已邀请 300 人")
    officer.follow("返回这一批")
    officer.figure("已邀请", 300)
    with officer.page.expect_download() as kept:
        officer.follow("下载链接（发微信群）")
    lines = list(csv.reader(kept.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert len(lines) == 301 and all("/joining/i/" in line[2] for line in lines[1:])
    with within(20, "300 slips with their codes"):
        officer.follow("打印二维码")
        expect(officer.main.locator(".zj-slip .zj-qr")).to_have_count(300)

    invitation = Invitation.objects.select_related("person").first()
    one = visit(**HAND)
    one.open(links.slip_address(invitation))
    stays_narrow(one)
    thumb = Thumb(one)
    thumb.type("身份证号后6位", invitation.person.id_number.reveal()[-6:])
    thumb.tick("承认并遵守")
    thumb.tick("处理我的个人信息")
    thumb.press("确认入会")
    choose_password(thumb)
    assert thumb.taps <= ALLOWED, thumb.taps
    officer.open(reverse("joining:round", args=[invitation.round_id]))
    officer.figure("已确认入会", 1)
    officer.press("提醒未确认的人")
    officer.told("已记录提醒 299 人")
    assert invitation.round.expires_on == timezone.localdate() + timedelta(days=30)
    assert [*officer.troubles, *one.troubles] == []


def test_a_desk_rules_on_three_hundred_in_one_go(visit, cast):
    now = timezone.now()
    for serial in range(300):
        number = synthetic_id(BORN + timedelta(days=serial), serial)
        asked = actions.Asked(f"申{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}", number, f"137{serial:08d}", "care_worker")
        actions.apply(unit=cast.college, asked=asked, consents=dict(notices.CURRENT), at=now)
    desk = visit(cast.college_chair)
    desk.open(reverse("joining:applications"))
    desk.reads("共 300 条")
    desk.tick_all()
    desk.press("改为选中符合条件的全部 300 条")
    with within(20, "preview of 300 rulings"):
        desk.press("批量同意")
        desk.reads("将办理 300 条")
    with within(60, "300 rulings, 300 memberships"):
        desk.page.set_default_timeout(60_000)
        desk.press("批量同意 300 条")
        desk.told("已同意 300 件")
    assert Membership.objects.filter(unit=cast.college, person__name__startswith="申").count() == 300
    assert desk.troubles == []
