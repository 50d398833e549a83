import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from docx import Document

from zhijia.areas.office.reports.actions import starting
from zhijia.areas.office.reports.models import FrozenFigure, Paragraph
from zhijia.base.append_only import lifted
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.records.actions import reverse
from zhijia.kernels.records.models import ServiceRecord

# --- report_build ---


def test_a_report_is_built_by_its_code(published, tmp_path, capsys):
    out = tmp_path / "report.docx"
    call_command("report_build", "YL-CJ-2025", "-o", str(out))
    assert "已发布" in capsys.readouterr().out
    texts = [paragraph.text for paragraph in Document(str(out)).paragraphs]
    assert "完成第十九期职工医疗互助，参互400人，补助22人次，补助金9707元。" in texts


def test_its_numbers_are_listed_for_scripts(published, capsys):
    call_command("report_build", "YL-CJ-2025", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["state"] == "published" and len(answer["digest"]) == 64 and answer["findings"] == []
    assert [(f["wording"], f["exact"], f["rows"], f["filters"]) for f in answer["figures"]] == [
        ("400人", "400人", 400, {"occasion": "19"}),
        ("22人次", "22人次", 22, {"occasion": "19"}),
        ("9707元", "9,707.00元", 22, {"occasion": "19"}),
    ]


def test_the_version_in_force_is_built_unless_another_is_asked_for(cast, published, capsys):
    starting.revise(report=published.report, by=published.officer, at=cast.now)
    for more, version in (([], 1), (["--edition", "2"], 2)):
        call_command("report_build", "YL-CJ-2025", "--json", *more)
        assert json.loads(capsys.readouterr().out)["version"] == version


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["NIX", "--json"], "没有代码为“NIX”的报告，现有：YL-CJ-2025"),
        (["YL-CJ-2025"], "请用 -o"),
        (["YL-CJ-2025", "-o", "/no/such/folder/x.docx"], "写不了文件"),
    ],
)
def test_a_wrong_call_gets_one_sentence(published, args, said):
    with pytest.raises(CommandError, match=said) as error:
        call_command("report_build", *args)
    assert error.value.returncode == 2


# --- verify ---


def verify(capsys, *args):
    try:
        call_command("verify", *args, "--json")
        code = 0
    except SystemExit as stop:
        code = stop.code
    return code, json.loads(capsys.readouterr().out)


def test_all_is_well_after_a_difference(cast, published, capsys):
    reverse(record=published.claims[0], reason="重复登记", by=cast.college_officer, at=cast.now)
    code, answer = verify(capsys)
    assert code == 0 and answer["ok"] and {"guards", "database", "records", "reports"} <= set(answer["checks"])


def test_what_was_changed_behind_the_back_is_named(published, capsys):
    Paragraph.objects.filter(section__report=published.report).update(text="参互500人。")
    with lifted(connection):
        FrozenFigure.objects.filter(words="22人次").update(words="32人次")
        ServiceRecord.objects.filter(pk="test.claim:0").update(amount_fen=1)
    code, answer = verify(capsys)
    assert code == 1 and not answer["ok"]
    assert {fault["check"] for fault in answer["faults"]} == {"records", "reports"}
    assert "YL-CJ-2025 第1版" in [fault["where"] for fault in answer["faults"]]
    assert verify(capsys, "--only", "guards")[0] == 0


def test_a_missing_guard_is_named(published, capsys):
    with connection.cursor() as cursor:
        for sql in unguard():
            cursor.execute(sql)
    code, answer = verify(capsys, "--only", "guards")
    assert code == 1 and answer["faults"][0]["where"] == "reports_frozenfigure"


def unguard():
    from zhijia.base.append_only import unguards

    return unguards(connection.vendor, "reports_frozenfigure")


def test_an_unknown_check_gets_one_sentence(db):
    with pytest.raises(CommandError, match="没有“nix”这项核对"):
        call_command("verify", "--only", "nix")


def test_a_person_reads_what_is_wrong(published, capsys):
    Paragraph.objects.filter(section__report=published.report).update(text="改了")
    with pytest.raises(SystemExit):
        call_command("verify")
    said = capsys.readouterr().out
    assert "✓ 数据库约束" in said and "✗ 已发布报告的冻结内容：1 处不符" in said


# --- indicators of reports ---


def test_how_many_numbers_open_to_rows_is_itself_a_number(cast, desk, aid):
    desk.bind("test.claims")
    desk.write("补助{{1}}。走访35人。", source="台账")
    desk.publish()
    scope = Scope(cast.province, cast.today.replace(month=1, day=1), cast.today)
    read = lambda code: indicators[code].value(scope)  # noqa: E731
    assert (read("reports.published"), read("reports.numbers"), read("reports.numbers.bound")) == (1, 2, 1)
    assert read("reports.numbers.share") == 50
    assert indicators["reports.numbers"].rows(scope).count() == 2
