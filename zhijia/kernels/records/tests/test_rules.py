import json
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.kernels.records import rules
from zhijia.kernels.records.registry import Kind, origins, url_of
from zhijia.kernels.records.rules import Fact

FACT = Fact("a.b:1", "a.b", date(2026, 3, 10), 7, "0001", 3, 1, 970700, occasion="住院")


def test_a_fact_reads_the_same_as_its_json():
    listed = [*FACT]
    listed[2] = "2026-03-10"
    assert FACT.digest == sha256(json.dumps(listed, separators=(",", ":")).encode()).hexdigest()


@given(st.text(), st.text(), st.none() | st.integers(), st.integers())
def test_any_text_reads_the_same_as_json_would_write_it(fund, note, person, fen):
    fact = FACT._replace(fund=fund, note=note, person_id=person, amount_fen=fen)
    listed = [*fact]
    listed[2] = "2026-03-10"
    assert fact.digest == sha256(json.dumps(listed, separators=(",", ":")).encode()).hexdigest()


@pytest.mark.parametrize("name", rules.CONTENT)
def test_every_field_is_in_the_fingerprint(name):
    other = {"day": date(2026, 3, 11), "unit_id": 8, "person_id": 4, "times": 2, "amount_fen": 1, "net": -1}
    assert FACT._replace(**{name: other.get(name, "else")}).digest != FACT.digest


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "no.such"}, "kind"),
        ({"source": ""}, "source"),
        ({"source": "a.b:" + "1" * 60}, "source"),
        ({"source": "a.b:1#reversal"}, "source"),
        ({"times": 0}, "times"),
        ({"fund": "会费" * 30}, "fund"),
    ],
)
def test_what_may_not_be_recorded_says_which_field(change, field):
    fact = FACT._replace(**change)
    verdict = rules.may_record(fact, {"a.b"})
    assert [reason.field for reason in verdict.reasons] == [field]
    assert rules.checker({"a.b"})(fact) == verdict


def test_a_fact_may_be_recorded():
    assert rules.may_record(FACT, {"a.b"})


def test_the_same_fact_may_stand_though_its_unit_has_moved_since():
    assert rules.may_stand(FACT, FACT._replace(unit_path="00020001"))
    assert not rules.may_stand(FACT, FACT._replace(amount_fen=1))


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"net": -1, "taken": False, "reason": "重复"}, "这是一条冲销记录"),
        ({"net": 1, "taken": True, "reason": "重复"}, "已经冲销过"),
        ({"net": 1, "taken": False, "reason": " "}, "请填写冲销原因"),
        ({"net": 1, "taken": False, "reason": "重" * 201}, "不超过200字"),
    ],
)
def test_what_may_not_be_reversed(case, says):
    assert says in str(rules.may_reverse(**case))


def test_a_reversal_nets_out_on_the_same_day_and_place():
    turned = rules.reversal_of(FACT, source="a.b:1#reversal", reason=" 重复登记 ")
    assert (turned.times, turned.amount_fen, turned.net) == (-1, -970700, -1)
    assert (turned.day, turned.unit_path, turned.codes) == (FACT.day, FACT.unit_path, FACT.codes)
    assert (turned.reverses_id, turned.note) == ("a.b:1", "重复登记")


def test_a_code_without_a_word_shows_as_it_is():
    kind = Kind("a.b", "甲", occasions={"birthday": "生日"})
    assert (kind.word("occasion", "birthday"), kind.word("occasion", "x")) == ("生日", "x")


def test_a_source_leads_to_the_page_of_its_business(monkeypatch):
    monkeypatch.setitem(origins, "org.unit", "org:unit")
    assert url_of("org.unit:88").endswith("/88/")
    assert url_of("org.unit:88#reversal") == url_of("org.unit:88")
    assert [url_of(text) for text in ("org.unit", "else:1", "org.unit:x")] == ["", "", ""]
