"""Real Chromium for the journeys, and visitors who press and read what stands on the page.

`visit(user)` gives a Visitor who is signed in already; `visit()` one at the door.
"""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from zhijia.base.testing import CHECKOUT

SHOTS = CHECKOUT / "var" / "browser"
PATIENCE = 10_000  # milliseconds for anything to appear
EXPECTED = re.compile(r"status of (404|422)")  # Chromium reports these as errors; the journeys ask for them


class Visitor:
    """Somebody at a browser of their own. Everything is found by the words a person would look for."""

    def __init__(self, context, base):
        self.context, self.base = context, base
        self.page: Page = context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.troubles = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self.hear)

    def hear(self, message):
        if message.type == "error" and not EXPECTED.search(message.text):
            self.troubles.append(f"{self.path}: {message.text}")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base).partition("?")[0].partition("#")[0]

    @property
    def main(self):
        return self.page.locator("main")

    def open(self, path, status=200):
        answer = self.page.goto(self.base + path)
        assert answer.status == status, f"{path}: {answer.status}"

    def sign_in(self, username, password):
        self.open("/accounts/login/")
        self.fill("用户名或手机号", username)
        self.fill("密码", password)
        self.press("登录")
        expect(self.page).not_to_have_url(re.compile("/accounts/login/"))

    # --- what a person does ---

    def press(self, name, inside=None):
        (inside or self.main).get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name, inside=None, exact=True):
        (inside or self.main).get_by_role("link", name=name, exact=exact).first.click()

    def fill(self, label, value, inside=None):
        (inside or self.page).get_by_label(label).first.fill(str(value))

    def choose(self, label, option, inside=None):
        """An option by some of its words: lists of units are indented, others say a count behind."""
        select = (inside or self.main).get_by_label(label).first
        value = select.locator("option").filter(has_text=str(option)).first.get_attribute("value")
        select.select_option(value=value)

    def upload(self, label, path):
        self.main.get_by_label(label).first.set_input_files(str(path))

    def seek(self, label, text):
        """Type into a search box and take the first that is offered."""
        box = self.main.get_by_role("combobox", name=label)
        box.press_sequentially(text, delay=20)
        self.main.get_by_role("option", name=re.compile(re.escape(text))).first.click()

    def search(self, text, left):
        """The search of a list; it answers while one types."""
        self.main.get_by_role("searchbox", name="搜索").first.fill(text)
        self.reads(f"共 {left} 条")

    def tick_all(self):
        self.main.get_by_role("checkbox", name="选择本页全部").check()

    def tick(self, text):
        self.main.get_by_role("row").filter(has_text=text).get_by_role("checkbox").check()

    # --- what a person reads ---

    def reads(self, *texts):
        for text in texts:
            expect(self.main.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def told(self, text):
        expect(self.page.locator("#zj-messages")).to_contain_text(text, timeout=PATIENCE)

    def fact(self, name, value):
        """One line of a list of facts."""
        lines = self.main.locator("dl > div", has=self.page.get_by_text(name, exact=True))
        expect(lines.locator("dd").first).to_have_text(str(value))

    def figure(self, label, value):
        """One of the large numbers on top of a page."""
        shown = self.main.locator(".zj-figure", has=self.page.get_by_text(label, exact=True))
        expect(shown.first).to_contain_text(str(value))

    def shoot(self, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.failed_in_browser = report.failed
    return report


@pytest.fixture
def visit(request, chromium, live_server):
    """Several people at once, each with cookies of their own; their screens are kept when the test fails."""
    visitors = {}

    def arrive(user=None, **device) -> Visitor:
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **device)
        context.set_default_timeout(PATIENCE)
        if user:
            client = Client()  # each their own: signing in as somebody else ends the session before
            client.force_login(user)
            value = client.session.session_key
            context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        visitor = Visitor(context, live_server.url)
        visitors[f"{len(visitors)}-{user or 'visitor'}"] = visitor
        return visitor

    yield arrive
    for name, visitor in visitors.items():
        if getattr(request.node, "failed_in_browser", False) and visitor.page.url != "about:blank":
            visitor.shoot(f"{request.node.name}-{name}")
        visitor.context.close()
