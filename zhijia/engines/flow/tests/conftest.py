import pytest

from zhijia.engines.flow import actions
from zhijia.engines.flow.registry import CaseKind, kinds
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.org.models import Unit

ROUTE = [
    Stop("review", "单位初审", kinds=Unit.GRASSROOTS, days=3),
    Stop("review", "省级审核", kinds=(Unit.Kind.PROVINCE,), days=5),
]


class Request(CaseKind):
    code, name, prefix = "test.request", "测试申请", "CS"

    def url(self, case):
        return case.get_absolute_url()

    def withdraw(self, **taken):
        return actions.withdraw(**taken)

    def rule(self, **ruling):
        return actions.rule(**ruling)


@pytest.fixture(autouse=True)
def request_kind():
    kinds[Request.code] = Request()
    yield
    del kinds[Request.code]


@pytest.fixture
def handed_in(cast):
    """A case of 张知远's branch, opened by the branch chair and lying on the college's desk."""

    def make(title="张知远的申请", **more):
        opened = {"unit": cast.branch, "opened_by": cast.branch_chair, "subject": cast.member_user} | more
        case = actions.open_case(kind=Request.code, title=title, route=ROUTE, at=cast.now, **opened)
        return actions.submit(case=case, by=case.opened_by, at=cast.now)

    return make
