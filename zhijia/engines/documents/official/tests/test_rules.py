from dataclasses import replace
from datetime import date

import pytest

from zhijia.base.verdict import Refused
from zhijia.engines.documents.official import Attachment, Heading, Manuscript, Paragraph, check, check_number
from zhijia.engines.documents.official.tests.samples import notice, report, request


@pytest.mark.parametrize("document", [notice(), request(), report(), notice(number=None)])
def test_a_proper_document_may_be_issued(document):
    assert check(document).reasons == ()


@pytest.mark.parametrize(
    ("changed", "field", "clause"),
    [
        ({"kind": "便条"}, "kind", "第八条"),
        ({"issuer_mark": " "}, "issuer_mark", "第九条第四项"),
        ({"number": "云教工[2026]6号"}, "number", "7.2.5"),
        ({"number": "云教工（2026）6号"}, "number", "六角括号"),
        ({"number": "云教工〔2026〕06号"}, "number", "不编虚位"),
        ({"number": "云教工〔2026〕第6号"}, "number", "不加“第”"),
        ({"number": "云教工〔26〕6号"}, "number", "7.2.5"),
        ({"number": ""}, "number", "7.2.5"),
        ({"title": "关于做好工作的通知。"}, "title", "不加标点"),
        ({"title": ""}, "title", "第九条第七项"),
        ({"title": "关于做好工作的意见"}, "title", "结尾"),
        ({"body": ()}, "body", "7.3.3"),
        ({"body": (Heading(2, "标题", number="(一)"),)}, "body", "7.3.3"),
        ({"body": (Heading(3, "标题", number="1、"),)}, "body", "“1、”"),
        ({"body": (Paragraph("请于2026年03月10日前报送。"),)}, "body", "7.3.5.4"),
        ({"body": (Heading(1, "时间", follow="定于3月08日。"),)}, "body", "虚位"),
        ({"secrecy": "秘密★1年"}, "copy_no", "第九条第一项"),
        ({"secrecy": "内部"}, "secrecy", "7.2.2"),
        ({"copy_no": "12"}, "copy_no", "7.2.1"),
        ({"urgency": "很急"}, "urgency", "第九条第三项"),
        ({"attachments": (Attachment("名单。"),)}, "attachments", "7.3.4"),
        ({"attachments": (Attachment(""),)}, "attachments", "7.3.4"),
        ({"signed_by": ()}, "signed_by", "第十一项"),
        ({"issued_on": None}, "issued_on", "第十二项"),
        ({"printed_on": date(2026, 3, 1)}, "printed_on", "第十七项"),
        ({"printed_by": ""}, "printed_by", "7.4.3"),
    ],
)
def test_a_fault_is_named_beside_its_field_with_its_clause(changed, field, clause):
    found = [reason for reason in check(notice(**changed)).reasons if reason.field == field]
    assert found
    assert clause in "".join(reason.say() for reason in found)


def test_upward_documents_name_who_signed_them():
    assert [reason.field for reason in check(request(signatories=())).reasons] == ["signatories"]


@pytest.mark.parametrize("addressees", [("省教科文卫体工会", "省总工会"), ("省教科文卫体工会、省总工会：",)])
def test_a_request_goes_to_one_superior(addressees):
    verdict = check(request(addressees=addressees))
    assert "只主送一个上级机关" in str(verdict)
    assert "第十五条" in str(verdict)


def test_a_request_goes_to_somebody():
    assert [reason.field for reason in check(request(addressees=())).reasons] == ["addressees"]


@pytest.mark.parametrize("words", ["妥否，请批示。", "现将方案报上，请予批准。", "恳请批复。"])
def test_a_report_carries_no_request(words):
    document = request(kind="报告", title="关于工会工作的报告", body=(Paragraph(words),))
    assert "报告中不得夹带请示事项" in str(check(document))


def test_a_report_may_ask_to_be_read():
    document = request(kind="报告", title="关于工会工作的报告", body=(Paragraph("特此报告，请审阅。"),))
    assert check(document)


def test_all_reasons_come_at_once_and_refuse():
    verdict = check(replace(notice(), number="云教工[2026]6号", title="无", issued_on=None))
    assert {reason.field for reason in verdict.reasons} == {"number", "title", "issued_on"}
    with pytest.raises(Refused):
        verdict.or_refuse()


def test_texts_without_red_head_have_their_rules_too():
    fields = [reason.field for reason in check(Manuscript("工作报告。", (), dated="2026年04月08日")).reasons]
    assert fields == ["title", "body", "body"]


@pytest.mark.parametrize("number", ["云教工〔2020〕94号", "云教科文卫体工〔2026〕6号"])
def test_numbers_as_they_should_be(number):
    assert check_number(number)
