"""The card on one telephone, the check on another, with and without a network: in real Chromium."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from zhijia.areas.organising.cards import actions, codes
from zhijia.areas.organising.cards.models import Card
from zhijia.kernels.people.models import Membership

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
GOOD, BAD = "会员码有效", "不能确认"


@pytest.fixture
def card(transactional_db, cast):
    now = datetime.now(UTC)
    return actions.issue_card(person=cast.zhang, by=cast.member_user, at=now)


@pytest.fixture
def phone(chromium, live_server):
    """Another telephone each time; `trouble` collects what its console complained of."""
    opened = []

    def another(user=None):
        context = chromium.new_context(**PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
        if user:
            client = Client()
            client.force_login(user)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.trouble = []
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        opened.append(context)
        return page

    yield another
    for context in opened:
        context.close()


def code(card, ago=0):
    unit = Membership.objects.active().get(person=card.person).unit
    return codes.code_for(card, unit, datetime.now(UTC) - timedelta(seconds=ago))


def reads(page, head, *words):
    answer = page.locator("#zj-answer")
    expect(answer.locator("h2")).to_have_text(head)
    for word in words:
        expect(answer).to_contain_text(word)


def prepared(page, live_server):
    """The page opened once with a network: list, keys and itself are kept."""
    page.goto(live_server.url + reverse("cards:verify"))
    expect(page.locator("#zj-ready")).to_contain_text("可以离线核验")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "async () => Boolean(await (await caches.open('zj-cards-1')).match('/cards/verify/'))"
        " && Boolean(await (await caches.open('zj-cards-1')).match('/cards/verify/dead.txt'))"
    )


def paste(page, text):
    page.fill("textarea", text)
    page.get_by_role("button", name="核验", exact=True).click()


def test_the_card_shows_a_code_and_another_one_after_half_a_minute(card, cast, phone, live_server):
    page = phone(cast.member_user)
    page.clock.install()
    page.goto(live_server.url + reverse("cards:mine"))
    picture = page.locator("#zj-code svg")
    expect(picture).to_be_visible()
    first = picture.get_attribute("data-code")
    expect(page.locator("#zj-code-left")).to_contain_text("秒内有效")
    page.wait_for_timeout(1_100)
    page.clock.run_for(31_000)
    expect(picture).not_to_have_attribute("data-code", first)
    page.context.set_offline(True)
    page.clock.run_for(62_000)
    expect(page.locator("#zj-code")).to_have_class("cards-code cards-stale")
    expect(page.locator("#zj-code-left")).to_contain_text("旧码不能用")
    assert not page.trouble


def test_a_code_scanned_by_the_telephone_s_own_camera_opens_the_page_and_is_checked(card, phone, live_server):
    page = phone()
    page.goto(f"{live_server.url}{reverse('cards:verify')}#{code(card)}")
    reads(page, GOOD, "张**", "会计学院分工会", "已联网核对")
    assert "张知远" not in page.content() and not page.trouble


def test_without_a_network_it_is_checked_all_the_same_and_says_of_what_day_the_list_is(card, phone, live_server):
    page = phone()
    prepared(page, live_server)
    page.context.set_offline(True)
    paste(page, code(card))
    today = timezone.localdate(datetime.now(UTC))
    reads(page, GOOD, "张**", f"离线核对：不在停用名单里。名单是刚刚的（{today:%Y-%m-%d}")
    expect(page.locator("textarea")).to_have_value("")
    expect(page.get_by_role("button", name="核验", exact=True)).to_be_enabled(timeout=2_000)
    paste(page, code(card, ago=90))
    reads(page, BAD, "截图无效")
    body, _dot, signature = code(card).partition(".")
    paste(page, f"{body[:-4]}AAAA.{signature}")
    expect(page.locator("#zj-answer h2")).to_have_text(BAD)
    paste(page, f"{body}.{'A' * len(signature)}")
    reads(page, BAD, "可能是伪造的")
    assert not page.trouble


def test_the_page_itself_opens_without_a_network_once_it_was_opened(card, phone, live_server):
    page = phone()
    prepared(page, live_server)
    page.reload()  # from now on the worker answers for the page
    expect(page.locator("#zj-ready")).to_be_visible()
    page.context.set_offline(True)
    page.goto(f"{live_server.url}{reverse('cards:verify')}#{code(card)}")
    reads(page, GOOD, "张**", "离线核对")


def later(page, **time):
    """The telephone, without a network, so much later by its own clock."""
    page.context.set_offline(True)
    page.clock.install(time=datetime.now(UTC) + timedelta(**time))
    page.reload()


@pytest.mark.parametrize(
    ("time", "head", "words"),
    [
        ({"hours": 5}, GOOD, "名单是5小时前的"),
        ({"days": 3}, GOOD, "名单是3天前的"),
        ({"days": 8}, "签名有效，名单太旧", "停用名单是8天前的"),
    ],
)
def test_without_a_network_the_age_of_the_list_is_said_and_one_too_old_is_doubted(
    card, phone, live_server, time, head, words
):
    page = phone()
    prepared(page, live_server)
    page.reload()
    expect(page.locator("#zj-ready")).to_be_visible()
    later(page, **time)
    expect(page.locator("#zj-ready")).to_contain_text(words[-4:])
    paste(page, code(card, ago=-timedelta(**time).total_seconds()))
    reads(page, head, words, "张**")
    assert not page.trouble


@pytest.mark.parametrize(("minutes", "words"), [(5, "本机时间快了5分钟"), (-5, "本机时间慢了5分钟")])
def test_a_clock_that_is_wrong_is_told_and_only_matters_without_a_network(card, phone, live_server, minutes, words):
    page = phone()
    page.clock.install(time=datetime.now(UTC) + timedelta(minutes=minutes))
    prepared(page, live_server)
    expect(page.locator("#zj-clock")).to_contain_text(words)
    paste(page, code(card))
    reads(page, GOOD, "已联网核对")
    page.context.set_offline(True)
    paste(page, code(card))
    reads(page, BAD, "现在没有网络，是按本机时间")


def test_a_new_key_is_asked_for_and_not_called_a_forgery(card, cast, phone, live_server):
    page = phone()
    prepared(page, live_server)
    actions.rotate_key(by=cast.manager, at=datetime.now(UTC), reason="年度更换")
    page.context.set_offline(True)
    paste(page, code(card))
    reads(page, BAD, "会员码用的是新密钥", "请联网打开一次本页")
    page.context.set_offline(False)
    paste(page, code(card))
    reads(page, GOOD, "已联网核对")


def test_a_picture_of_the_code_is_refused_with_a_network_too(card, phone, live_server):
    page = phone()
    page.goto(f"{live_server.url}{reverse('cards:verify')}#{code(card, ago=61)}")
    reads(page, BAD, "会员码已过期", "截图无效")


def test_a_lost_card_dies_at_once_online_and_offline_with_the_next_list(card, cast, phone, live_server):
    page = phone()
    prepared(page, live_server)
    fresh = code(card)
    actions.lose_card(card=card, by=cast.member_user, at=datetime.now(UTC))
    paste(page, fresh)
    reads(page, BAD, "已挂失、换新或注销")
    page.context.set_offline(True)  # still with the list of before
    paste(page, code(Card.objects.get()))
    reads(page, GOOD, "离线核对")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#zj-ready")).to_be_visible()
    page.context.set_offline(True)
    paste(page, code(Card.objects.get()))
    reads(page, BAD, "已挂失、换新或注销")
