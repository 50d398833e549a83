"""Identity, telephone and reasons, without a database."""

from datetime import date

import pytest

from zhijia.base.identity import synthetic_id
from zhijia.kernels.people import rules

NUMBER = synthetic_id(date(1985, 4, 12), 1)  # an odd serial: a man


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, None),
        ({"number": NUMBER, "born_on": date(1985, 4, 12), "sex": "男"}, None),
        ({"number": NUMBER, "born_on": date(1985, 4, 13)}, "born_on"),
        ({"number": NUMBER, "sex": "女"}, "sex"),
        ({"number": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")}, "id_number"),
        ({"number": "530102"}, "id_number"),
        ({"phone": "13800138000"}, None),
        ({"phone": "0871-65123456"}, None),
        ({"phone": "12345"}, "phone"),
    ],
)
def test_what_was_typed_agrees_with_the_number(facts, field):
    verdict = rules.sound(**facts)
    assert [reason.field for reason in verdict.reasons] == ([field] if field else [])


def test_birth_and_sex_come_out_of_the_number():
    assert rules.derived(NUMBER) == {"born_on": date(1985, 4, 12), "sex": "男"}
    assert rules.derived("wrong") == {}


@pytest.mark.parametrize(
    ("reason", "ok"), [("", False), ("看看", False), ("   看一下  ", False), ("办理住院补助", True)]
)
def test_a_secret_is_opened_for_a_reason(reason, ok):
    assert bool(rules.may_open(reason)) is ok
