"""A committee of the college with a chair who has an account, and the standards that act there."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.base.verdict import Refused
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.bodies import actions
from zhijia.kernels.people.actions import register_member
from zhijia.kernels.policy.actions import load_defaults

ELECTED = date(2022, 5, 20)


@pytest.fixture
def standards(cast):
    load_defaults(unit=cast.province, at=cast.now)


@pytest.fixture
def people(cast):
    """Twelve more members of the college."""
    names = ("安澜", "白桦", "陈溪", "邓岭", "樊清", "高原", "何川", "江流", "孔山", "林泉", "马原", "宁静")
    sexes = ("男", "女") * 6
    return [
        register_member(name=name, unit=cast.college, joined_on=date(2016, 9, 1), sex=sex, born_on=date(1980, 1, 1))
        for name, sex in zip(names, sexes, strict=True)
    ]


def given(person, title="member", **more):
    return actions.PostGiven(person, title, **more)


@pytest.fixture
def committee(cast, standards):
    return actions.found_body(unit=cast.college, kind="committee", founded_on=date(2016, 6, 1))


@pytest.fixture
def term(cast, committee, people):
    """第三届 since 2022-05-20 for five years, nine seats; 张知远, who has an account, is chair."""
    members = [given(cast.zhang, "chair"), given(people[0], "vice_chair", time="full", duties="财务资产")]
    members += [given(person) for person in people[1:7]]
    return actions.open_term(
        body=committee, number=3, from_on=ELECTED, years=5, seats=9, members=members, document_no="云工发〔2022〕5号"
    )


def at(name, *args):
    return reverse(f"bodies:{name}", args=args)


def seen(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(at(name, *args), query)


def sent(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(at(name, *args), data)


def text(answer):
    return answer.content.decode()


def roles(user, day):
    return list(RoleHeld.objects.filter(user=user).on(day).values_list("role", "unit__code"))


def refused(call, *parts, **facts):
    with pytest.raises(Refused) as caught:
        call(**facts)
    for part in parts:
        assert part in str(caught.value)
    return caught.value.reasons[0].field
