"""The cast every test knows: a province, a college with a branch, the college next door that must see nothing."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

# A machine that is busy is no fault of a rule.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Cast(SimpleNamespace):
    """Units: province, college (云岭财经职业学院), branch (会计学院分工会), sibling (云岭理工学院).

    Users: province_officer, province_chair, college_officer, college_chair, branch_chair, accountant, auditor,
    manager (system manager of the province), sibling_officer, member_user. Persons: zhang (of the branch, is
    member_user), li (of the college itself), qian (of the sibling).
    """

    today: date = DAY
    now: datetime = NOON
    password: str = "Yunling-2026"
    extra: dict = field(default_factory=dict)

    def account(self, username, name, unit=None, role=None, **more):
        """One more user, holding the role on the unit since long ago."""
        from zhijia.kernels.access import actions as access

        user = access.open_account(username=username, name=name, password=self.password, **more)
        if role:
            self.grant(user, unit, role)
        return user

    @staticmethod
    def grant(user, unit, role):
        from zhijia.kernels.access.actions import grant_role

        grant_role(user=user, unit=unit, role=role, from_on=date(2020, 1, 1))


def found_units(cast):
    from zhijia.kernels.org.actions import found_unit

    def found(code, name, kind, superior=None):
        return found_unit(code=code, name=name, kind=kind, superior=superior, on=date(2015, 1, 1))

    cast.province = found("YL", "云岭省教科文卫体工会", "province")
    cast.college = found("YL-CJ", "云岭财经职业学院工会", "college", cast.province)
    cast.branch = found("YL-CJ-01", "会计学院分工会", "branch", cast.college)
    cast.sibling = found("YL-LG", "云岭理工学院工会", "university", cast.province)


def open_accounts(cast):
    cast.province_officer = cast.account("province_officer", "方远", cast.province, "officer")
    cast.province_chair = cast.account("province_chair", "高明", cast.province, "chair")
    cast.college_officer = cast.account("college_officer", "周宁", cast.college, "officer", phone="13900000001")
    cast.college_chair = cast.account("college_chair", "郑重", cast.college, "chair")
    cast.branch_chair = cast.account("branch_chair", "孙平", cast.branch, "branch_chair")
    cast.accountant = cast.account("accountant", "钱穗", cast.college, "accountant")
    cast.auditor = cast.account("auditor", "严明", cast.college, "auditor")
    cast.manager = cast.account("manager", "管理员", cast.province, "system_manager")
    cast.sibling_officer = cast.account("sibling_officer", "邻舟", cast.sibling, "officer")
    cast.member_user = cast.account("zhang", "张知远")


def admit_members(cast):
    from zhijia.base.identity import synthetic_id
    from zhijia.kernels.people.actions import register_member

    def member(name, unit, born, serial):
        number = synthetic_id(born, serial)
        return register_member(name=name, unit=unit, joined_on=date(2016, 9, 1), id_number=number)

    cast.zhang = member("张知远", cast.branch, date(1985, 4, 12), 1)
    cast.li = member("李念", cast.college, date(1979, 8, 3), 2)
    cast.qian = member("钱邻", cast.sibling, date(1990, 1, 20), 4)
    cast.zhang.user = cast.member_user
    cast.zhang.save(update_fields=["user"])


@pytest.fixture
def cast(db):
    cast = Cast()
    found_units(cast)
    open_accounts(cast)
    admit_members(cast)
    return cast


@pytest.fixture
def several_writers(transactional_db):
    """For races: several connections that may write at the same time."""
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")


CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--lang=zh-CN",
]


@pytest.fixture(scope="module")
def chromium():
    """Started once a file: its event loop must not outlive the file, the rest of the suite is synchronous."""
    from django.db import connections
    from playwright.sync_api import sync_playwright

    path = os.environ.get("ZHIJIA_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("needs Chromium: install the package “chromium” or set ZHIJIA_CHROMIUM to its path")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
            yield browser
            browser.close()
            connections.close_all()  # those of the loop: nobody would find them once it has ended
