"""The demonstration union as people see it: a member with a telephone, and every main page in every light and width."""

import os
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from zhijia.areas.care.consolation.models import Round
from zhijia.areas.care.mutual_aid.models import Claim, Period
from zhijia.areas.office.plans.models import Plan, Task
from zhijia.areas.office.reports.models import Report
from zhijia.base.testing import newest
from zhijia.engines.flow.models import Case
from zhijia.kernels.exchange.models import ImportBatch
from zhijia.kernels.people.models import Person

from ..furniture import beside_tests
from ..world import clock, clone, using
from .conftest import Visitor
from .house import PHONE, PICTURES, WIDE, hindrances, photograph, served, ticket, too_wide

pytestmark = pytest.mark.browser


# name of the picture → who looks, at which address; a folder adds its own: `PAGES` in its tests/pictures.py
PAGES = {
    "workbench": ("college", lambda: "/home/"),
    "dashboard-unit": ("college", lambda: "/dashboard/"),
    "roster-list": ("college", lambda: "/people/"),
    "roster-person": ("college", lambda: newest(Person, home__code="YL-CJ-01")),
    "roster-import": ("college", lambda: newest(ImportBatch, state="checked")),
    "approvals-case": ("college_chair", lambda: newest(Case, state="in_review", unit__code="YL-CJ")),
    "consolation-round": ("college", lambda: newest(Round, unit__code="YL-CJ")),
    "mutual_aid-claims": ("college", lambda: "/mutual_aid/claims/"),
    "mutual_aid-claim": ("college", lambda: newest(Claim, state="paid", unit__code="YL-CJ")),
    "mutual_aid-form": ("college", lambda: "/mutual_aid/claims/new/"),
    "mutual_aid-period": ("province", lambda: newest(Period, number=19)),
    "plans-plan": ("college", lambda: newest(Plan, state="adopted", unit__code="YL-CJ")),
    "plans-task": ("college", lambda: newest(Task, unit__code="YL-CJ")),
    "reports-report": ("college", lambda: newest(Report, state="published", unit__code="YL-CJ")),
    "reports-writing": ("college", lambda: newest(Report, state="consulting", unit__code="YL-CJ") + "write/"),
    "policy-acting": ("college", lambda: "/policy/"),
    "phone": ("member", lambda: "/me/"),
    "mutual_aid-mine": ("member", lambda: "/mutual_aid/mine/"),
    "mutual_aid-apply": ("member", lambda: "/mutual_aid/mine/apply/"),
    "start-login": ("", lambda: "/accounts/login/"),
    "start-nothing-here": ("college", lambda: "/people/999999999/"),
}
ON_A_PHONE = {"phone", "mutual_aid-mine", "mutual_aid-apply"}
for _label, folder in beside_tests("pictures"):
    PAGES |= folder.PAGES
    ON_A_PHONE |= getattr(folder, "ON_A_PHONE", set())


@pytest.fixture
def union(chromium, world_database, db):
    """The address of the union; what a journey does there stays in its copy."""
    with using(world_database), clone("visited") as name, using(name), clock(), served() as address:
        yield address


@pytest.fixture
def device(chromium, union):
    """device(username, viewport=…) → a Visitor; nobody may have heard a complaint of the browser."""
    come = []

    def arrive(username="", **how):
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **how)
        context.set_default_timeout(10_000)
        if username:
            context.add_cookies([ticket(username, union)])
        come.append(Visitor(context, union))
        return come[-1]

    yield arrive
    for visitor in come:
        visitor.context.close()
        assert visitor.troubles == []


# --- a member with a telephone ---


def test_a_member_asks_for_aid_on_the_phone(device):
    """Cover, own claim with its sum worked out, and where it now lies: three taps from the first page."""
    me = device(viewport=PHONE, has_touch=True, is_mobile=True)
    me.sign_in("member", "Yunling-2026")
    me.open("/me/")
    me.main.get_by_role("link", name="医疗互助").first.click()
    me.reads("第十九期", "保障期")
    with stays_narrow(me):
        me.follow("申请补助")
        me.fill("就诊医院", "云岭省中医医院")
        me.fill("入院日期", "2026-11-02")
        me.fill("出院日期", "2026-11-09")
        me.fill("医疗总费用", "12000")
        me.fill("政策范围内自付", "4000")
        sum_ = me.page.locator("#zj-preview b").first
        expect(sum_).to_be_visible()
        foretold = sum_.inner_text()
        me.press("提交申请")
        me.reads("云岭省中医医院", "单位初审", foretold)
    me.open("/me/")
    me.reads("我的申请", "现在在")


def test_a_stay_outside_the_period_is_refused_and_what_was_typed_stays(device):
    me = device("member", viewport=PHONE)
    me.open("/mutual_aid/mine/apply/")
    me.fill("就诊医院", "云岭省中医医院")
    me.fill("入院日期", "2024-11-02")
    me.fill("出院日期", "2024-11-09")
    me.fill("医疗总费用", "12000")
    me.fill("政策范围内自付", "4000")
    me.press("提交申请")
    me.reads("不在保障期")
    expect(me.page.get_by_label("就诊医院").first).to_have_value("云岭省中医医院")


@contextmanager
def stays_narrow(visitor):
    yield
    assert too_wide(visitor.page) == []


# --- every main page, for everybody ---


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_main_pages_stand_in_nobodys_way(device, scheme, size):
    wrong = []
    for username in dict.fromkeys(who for who, _address in PAGES.values()):
        visitor = device(username, viewport=size, color_scheme=scheme)
        for name, (who, address) in PAGES.items():
            if who == username:
                visitor.page.set_viewport_size(size)
                visitor.page.goto(visitor.base + address())
                wrong += [f"{name} {fault}" for fault in (*hindrances(visitor.page), *sticking_out(visitor.page))]
                if os.environ.get("ZHIJIA_PICTURES") == "1" and scheme == "light":
                    take(visitor.page, name)
    assert not wrong, "\n".join(wrong)


def test_a_chart_drawn_for_a_wide_screen_never_pushes_a_narrow_one(device):
    """A telephone that is turned shows one frame with the old drawing; a slow one shows it for long."""
    me = device("college", viewport=WIDE)
    me.page.add_init_script("addEventListener('resize', (event) => event.stopImmediatePropagation(), true)")
    me.open("/dashboard/")
    expect(me.page.locator("[data-chart] svg")).to_be_visible()
    me.page.set_viewport_size(PHONE)
    assert me.page.locator("[data-chart] svg").bounding_box()["width"] > PHONE["width"]
    assert too_wide(me.page) == []


def sticking_out(page):
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        yield from (f"{size['width']} sticks out: {what}" for what in too_wide(page))


def take(page, name):
    page.set_viewport_size(PHONE if name in ON_A_PHONE else WIDE)
    photograph(page, PICTURES / f"{name}.png")
