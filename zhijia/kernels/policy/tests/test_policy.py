"""Which value acts where and when; versions follow each other; values fit their kind."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.base.verdict import Refused
from zhijia.kernels.policy import rules
from zhijia.kernels.policy.actions import load_parameters, set_parameter
from zhijia.kernels.policy.fields import PercentField, TableField
from zhijia.kernels.policy.lookup import resolve, resolve_many
from zhijia.kernels.policy.models import Parameter
from zhijia.kernels.policy.registry import Cell, Key, keys

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed

BANDS = (Cell("from_fen", "起", "money"), Cell("to_fen", "止", "money", required=False), Cell("rate", "比例", "ratio"))


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    for key in (
        Key("test.cap", "测试上限", "money", "元"),
        Key("test.rate", "测试比例", "ratio"),
        Key("test.bands", "测试分段", "table", columns=BANDS),
        Key("test.days", "测试天数", "days", note="公示几天"),
    ):
        monkeypatch.setitem(keys, key.code, key)


def put(cast, value, since, unit=None, key="test.cap", **more):
    return set_parameter(key=key, unit=unit or cast.province, value=value, effective_from=since, at=cast.now, **more)


def test_the_nearest_value_above_acts_by_the_day_that_matters(cast):
    put(cast, 100, date(2020, 1, 1))
    put(cast, 200, date(2025, 1, 1))
    put(cast, 150, date(2024, 7, 1), unit=cast.college)

    def at(unit, day):
        return resolve("test.cap", unit=unit, on=day).value

    assert at(cast.branch, date(2024, 6, 30)) == 100
    assert at(cast.branch, date(2024, 7, 1)) == 150
    assert at(cast.branch, date(2026, 1, 1)) == 150
    assert at(cast.sibling, date(2024, 12, 31)) == 100
    assert at(cast.sibling, date(2025, 1, 1)) == 200


def test_where_nothing_is_entered_or_known_the_rule_refuses(cast):
    with pytest.raises(Refused, match="没有“测试上限”的标准，请先录入"):
        resolve("test.cap", unit=cast.branch, on=cast.today)
    put(cast, None, date(2020, 1, 1), unknown=True)
    with pytest.raises(Refused, match="标准不详"):
        resolve("test.cap", unit=cast.branch, on=cast.today)


def test_many_keys_cost_one_query(cast, django_assert_num_queries):
    put(cast, 100, date(2020, 1, 1))
    put(cast, "0.65", date(2020, 1, 1), key="test.rate")
    with django_assert_num_queries(1):
        found = resolve_many(["test.cap", "test.rate", "test.days"], unit=cast.branch, on=cast.today)
    assert {code: row.value for code, row in found.items()} == {"test.cap": 100, "test.rate": "0.65"}


def test_a_new_version_ends_the_one_before_and_an_earlier_one_fits_in_between(cast):
    first = put(cast, 100, date(2020, 1, 1))
    last = put(cast, 300, date(2024, 1, 1))
    middle = put(cast, 200, date(2022, 1, 1))
    first.refresh_from_db()
    assert (first.effective_to, middle.effective_to, last.effective_to) == (date(2022, 1, 1), date(2024, 1, 1), None)
    with pytest.raises(Refused, match="2022-01-01起已有"):
        put(cast, 250, date(2022, 1, 1))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 2000), min_size=1, max_size=6, unique=True))
def test_versions_never_overlap_and_leave_no_gap(cast, order):
    """Whatever the order in which they are entered."""
    Parameter.objects.all().delete()
    for day in order:
        put(cast, day, date(2020, 1, 1) + timedelta(day))
    spans = list(Parameter.objects.order_by("effective_from").values_list("effective_from", "effective_to"))
    assert [end for _start, end in spans] == [*(start for start, _end in spans[1:]), None]


@pytest.mark.parametrize(
    ("key", "value", "more", "sentence"),
    [
        ("test.none", 1, {}, "没有“test.none”这个参数"),
        ("test.cap", None, {}, "请填写取值"),
        ("test.cap", -1, {}, "整数（分）"),
        ("test.cap", "100", {}, "整数（分）"),
        ("test.cap", True, {}, "整数（分）"),
        ("test.rate", 0.65, {}, "小数文字"),
        ("test.rate", "abc", {}, "小数文字"),
        ("test.rate", "NaN", {}, "小数文字"),
        ("test.days", 1.5, {}, "整数（天）"),
        ("test.bands", [{"from_fen": 0}], {}, "表格的列"),
        ("test.bands", [{"from_fen": 0, "rate": "0.5", "more": 1}], {}, "表格的列"),
        ("test.bands", [], {}, "表格的列"),
        ("test.cap", 1, {"verified": True}, "须注明依据文件"),
        ("test.cap", 1, {"effective_to": date(2019, 1, 1)}, "失效日期须晚于"),
    ],
)
def test_a_value_that_cannot_be_is_refused(cast, key, value, more, sentence):
    with pytest.raises(Refused, match=sentence):
        put(cast, value, date(2020, 1, 1), key=key, **more)


def test_values_are_said_as_an_office_writes_them():
    said = [
        rules.said(*pair)
        for pair in (("money", 150000, "元"), ("ratio", "0.65"), ("days", 5), ("count", 2, "次"), ("table", [{}, {}]))
    ]
    assert said == ["1,500.00元", "65%", "5天", "2次", "2行"]


@given(st.integers(0, 10**6))
def test_per_cent_typed_is_the_ratio_stored(tenths):
    typed = f"{tenths / 1000:.3f}"
    stored = PercentField().clean(typed)
    assert rules.is_ratio(stored)
    assert float(PercentField().prepare_value(stored) if "." in stored else float(stored) * 100) == pytest.approx(
        float(typed)
    )


def test_a_table_is_typed_row_by_row():
    field = TableField(BANDS, label="分段")
    typed = [
        {"from_fen": "0", "to_fen": "1,000.00", "rate": "50"},
        {"from_fen": "1000", "to_fen": "", "rate": "60%"},
        {"from_fen": "", "to_fen": "", "rate": " "},
    ]
    assert field.clean(typed) == [
        {"from_fen": 0, "to_fen": 100000, "rate": "0.5"},
        {"from_fen": 100000, "to_fen": None, "rate": "0.6"},
    ]
    with pytest.raises(Exception, match="第2行“比例”"):
        field.clean([typed[0], {"from_fen": "1", "to_fen": "", "rate": "很多"}])


@pytest.fixture
def officer(client, cast):
    put(cast, 100000, date(2020, 1, 1), source="某工发〔2020〕1号", clause="第三条", verified=True)
    put(cast, 120000, date(2026, 1, 1), unit=cast.sibling)
    client.force_login(cast.college_officer)
    return client


def test_an_officer_sees_what_acts_where_since_when_and_by_which_clause(officer, cast):
    page = officer.get(reverse("policy:acting")).content.decode()
    for word in ("测试上限", "1,000.00元", "2020-01-01", "某工发〔2020〕1号", "第三条", "已核定", "未录入"):
        assert word in page
    before = officer.get(reverse("policy:acting"), {"on": "2019-12-31"}).content.decode()
    assert "1,000.00元" not in before


def test_policy_binds_downwards_but_not_sideways(officer, cast):
    own = Parameter.objects.get(unit=cast.province)
    other = Parameter.objects.get(unit=cast.sibling)
    assert officer.get(own.get_absolute_url()).status_code == 200
    assert officer.get(other.get_absolute_url()).status_code == 404
    listed = officer.get(reverse("policy:parameters")).content.decode()
    assert "1,200.00" not in listed
    assert officer.get(reverse("policy:set", args=["test.cap"])).status_code == 403


def test_lists_cost_the_same_for_few_and_many(officer, cast):
    def cost(name):
        with CaptureQueriesContext(connection) as queries:
            officer.get(reverse(name))
        return len(queries)

    few = cost("policy:parameters"), cost("policy:acting")
    for n in range(3):
        put(cast, n, date(2021, 1, 1 + n))
    assert (cost("policy:parameters"), cost("policy:acting")) == few


def test_a_manager_sets_a_new_version_of_each_kind(client, cast):
    client.force_login(cast.manager)
    first = put(cast, 100000, date(2020, 1, 1))
    assert client.get(reverse("policy:choose")).status_code == 200
    start = client.get(reverse("policy:set", args=["test.cap"]), {"from": first.pk}).content.decode()
    assert 'value="1,000.00"' in start
    common = {"unit": cast.province.pk, "effective_from": "2026-01-01", "source": "某工发〔2026〕2号", "verified": "on"}
    typed = {
        "test.cap": {"value": "1500"},
        "test.rate": {"value": "65"},
        "test.days": {"value": "5"},
        "test.bands": {"value-0-from_fen": "0", "value-0-to_fen": "", "value-0-rate": "60"},
    }
    for key, value in typed.items():
        answer = client.post(reverse("policy:set", args=[key]), common | value)
        assert answer.status_code == 302, answer.content.decode()
        assert client.get(answer.url).status_code == 200
    found = resolve_many(list(typed), unit=cast.branch, on=cast.today)
    assert {code: row.value for code, row in found.items()} == {
        "test.cap": 150000,
        "test.rate": "0.65",
        "test.days": 5,
        "test.bands": [{"from_fen": 0, "to_fen": None, "rate": "0.6"}],
    }
    entry = Entry.objects.about(found["test.cap"]).get()
    assert [(c.before, c.after) for c in entry.changes.all()][0] == ("1,000.00元", "1,500.00元")
    page = client.get(found["test.cap"].get_absolute_url()).content.decode()
    assert page.index("1,500.00元") < page.index("1,000.00元")


def test_a_wrong_cell_keeps_the_table_as_typed(client, cast):
    client.force_login(cast.manager)
    typed = {
        "unit": cast.province.pk,
        "effective_from": "2026-01-01",
        "value-0-from_fen": "一百",
        "value-0-to_fen": "7",
        "value-0-rate": "60",
    }
    page = client.post(reverse("policy:set", args=["test.bands"]), typed)
    assert page.status_code == 422
    assert "第1行“起”" in page.content.decode()
    assert 'value="一百"' in page.content.decode()


def test_loading_twice_changes_nothing(cast, tmp_path, capsys):
    rows = [
        {"key": "test.cap", "effective_from": "2020-01-01", "value": 100, "source": "甲"},
        {"key": "test.cap", "effective_from": "2024-01-01", "value": 200},
        {"key": "test.rate", "effective_from": "2020-01-01", "unknown": True},
    ]
    assert load_parameters(rows, unit=cast.province, at=cast.now) == (3, 0)
    file = tmp_path / "p.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    call_command("load_parameters", str(file), unit="YL")
    assert "新装入 0 项，已有且相同 3 项" in capsys.readouterr().out
    rows[0]["value"] = 101
    file.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(CommandError, match="2020-01-01起已有"):
        call_command("load_parameters", str(file), unit="YL")
    with pytest.raises(CommandError, match="没有编码为“XX”的单位"):
        call_command("load_parameters", str(file), unit="XX")
    file.write_text("[1]", encoding="utf-8")
    with pytest.raises(CommandError, match="列表"):
        call_command("load_parameters", str(file), unit="YL")


def test_one_bad_row_loads_nothing(cast):
    rows = [
        {"key": "test.cap", "effective_from": "2020-01-01", "value": 100},
        {"key": "test.days", "effective_from": "2020-01-01", "value": "x"},
    ]
    with pytest.raises(Refused):
        load_parameters(rows, unit=cast.province)
    assert not Parameter.objects.exists()


@pytest.mark.django_db
def test_an_upgrade_brings_only_keys_the_unit_does_not_have(cast):
    """What an office has set stays, even where the platform's own example of that day differs."""
    call_command("load_parameters", unit="YL")
    stood = Parameter.objects.filter(unit=cast.province)
    keys = sorted(set(stood.values_list("key", flat=True)))
    own, gone = stood.filter(key=keys[0]), stood.filter(key=keys[1])
    own.exclude(pk=own.first().pk).delete()
    gone.delete()
    before = list(own.values_list("pk", "effective_from"))
    call_command("load_parameters", unit="YL", missing=True)
    assert list(own.all().values_list("pk", "effective_from")) == before
    assert stood.filter(key=keys[1]).exists()
