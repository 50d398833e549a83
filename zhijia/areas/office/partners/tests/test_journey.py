"""A law firm is entered, shows its licence, is taken in by the chair, signs, is marked and goes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhijia.areas.office.partners import actions, rules
from zhijia.areas.office.partners.models import Partner
from zhijia.base.verdict import Refused
from zhijia.kernels.exchange.actions import import_file
from zhijia.kernels.inbox.models import Deadline
from zhijia.kernels.indicators.base import Scope, indicators

LICENCE = rules.NEEDS_PAPER["law_firm"]


@pytest.fixture
def firm(cast):
    return actions.enter(unit=cast.college, name="云岭明法律师事务所", kind="law_firm", by=cast.college_officer)


def with_licence(cast, firm):
    valid_to = cast.today + timedelta(days=300)
    actions.keep_paper(partner=firm, name=LICENCE, valid_to=valid_to, by=cast.college_officer, at=cast.now)
    return firm


def taken_in(cast, firm):
    firm = actions.propose(partner=with_licence(cast, firm), by=cast.college_officer, at=cast.now)
    return actions.rule(case=firm.case, by=cast.college_chair, ruling="approve", at=cast.now)


def signed(cast, firm):
    to_on = cast.today + timedelta(days=200)
    return actions.sign(
        partner=firm, title="法律服务", from_on=cast.today, to_on=to_on, by=cast.college_officer, at=cast.now
    )


def test_without_a_licence_it_is_not_proposed(cast, firm):
    with pytest.raises(Refused, match=LICENCE):
        actions.propose(partner=firm, by=cast.college_officer, at=cast.now)


def test_from_the_register_to_the_farewell(cast, firm):
    firm = taken_in(cast, firm)
    assert firm.state == rules.ADMITTED and firm.admitted_on == cast.today
    contract = signed(cast, firm)
    assert Deadline.objects.open().get(source=f"partners.contract:{contract.pk}").due_on == contract.to_on
    actions.evaluate(partner=firm, year=2026, score=88, by=cast.college_officer, on=cast.today)
    with pytest.raises(Refused, match="还有1份合同"):
        actions.let_go(partner=firm, on=cast.today, reason="期满", by=cast.college_officer, at=cast.now)
    later = cast.today + timedelta(days=30)
    actions.end_contract(contract=contract, on=later, by=cast.college_officer, at=cast.now)
    gone = actions.let_go(partner=firm, on=later, reason="期满不续", by=cast.college_officer, at=cast.now)
    assert gone.state == rules.LEFT and not Deadline.objects.open().filter(source__startswith="partners.").exists()
    scope = Scope(cast.college, date(2026, 1, 1), cast.today)
    assert indicators["partners.working"].value(scope) == 1
    assert indicators["partners.working"].value(Scope(cast.college, date(2026, 1, 1), later)) == 0
    assert indicators["partners.contracts"].value(scope) == 1


def test_returned_it_is_put_right_and_proposed_again(cast, firm):
    firm = actions.propose(partner=with_licence(cast, firm), by=cast.college_officer, at=cast.now)
    firm = actions.rule(case=firm.case, by=cast.college_chair, ruling="return", note="补充合作内容", at=cast.now)
    assert firm.state == rules.PROPOSED
    again = actions.propose(partner=firm, by=cast.college_officer, at=cast.now)
    assert again.state == rules.IN_REVIEW


def test_who_declared_an_interest_neither_rules_nor_marks(cast, firm):
    firm = actions.propose(partner=with_licence(cast, firm), by=cast.college_officer, at=cast.now)
    actions.declare(partner=firm, relation="配偶任职", by=cast.college_chair, on=cast.today)
    with pytest.raises(Refused, match="利益关系"):
        actions.rule(case=firm.case, by=cast.college_chair, ruling="approve", at=cast.now)


def test_renewing_a_paper_keeps_its_history(cast, firm, client):
    with_licence(cast, firm)
    valid_to = cast.today + timedelta(days=900)
    actions.keep_paper(partner=firm, name=LICENCE, valid_to=valid_to, by=cast.college_officer, at=cast.now)
    assert firm.papers.get().valid_to == valid_to
    client.force_login(cast.college_officer)
    assert "登记资质" in client.get(firm.get_absolute_url()).content.decode()


def test_the_pages_say_what_is_wrong_beside_the_field(cast, firm, client):
    client.force_login(cast.college_officer)
    page = reverse("partners:new")
    typed = {"unit": cast.college.pk, "name": "云岭书店", "kind": "merchant", "uscc": "91350100M000100Y44"}
    answer = client.post(page, typed)
    assert answer.status_code == 422 and "云岭书店" in answer.content.decode()
    assert client.post(page, typed | {"uscc": "91350100m000100y43"}).status_code == 302
    assert Partner.objects.get(name="云岭书店").uscc == "91350100M000100Y43"
    assert "已登记" in client.post(page, typed | {"uscc": ""}).content.decode()


def test_a_neighbour_finds_nothing(cast, firm, client):
    client.force_login(cast.sibling_officer)
    assert client.get(firm.get_absolute_url()).status_code == 404
    assert firm.name not in client.get(reverse("partners:partners")).content.decode()


def test_the_register_goes_out_and_comes_back_unchanged(cast, firm, client, tmp_path):
    client.force_login(cast.college_officer)
    sheet = tmp_path / "名录.csv"
    answer = client.get(reverse("partners:partners") + "?export=csv&cols=name,kind,uscc,contact,phone,services")
    sheet.write_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    batch = import_file(spec="partners.partners", path=sheet, unit=cast.college, by=cast.college_officer, at=cast.now)
    assert (batch.created, batch.updated, batch.unchanged) == (0, 0, 1), list(batch.faults.values())
    lines = ["名称,类别,合作内容", "云岭明法律师事务所,律师事务所,法律援助", "云岭书店,商户,图书"]
    sheet.write_text("\n".join(lines), encoding="utf-8-sig")
    batch = import_file(spec="partners.partners", path=sheet, unit=cast.college, by=cast.college_officer, at=cast.now)
    assert (batch.created, batch.updated) == (1, 1)


def test_the_sheet_taken_away_is_the_one_brought_in(cast, firm, client, tmp_path):
    client.force_login(cast.college_officer)
    assert "导出可再导入的合作单位名录" in client.get(reverse("partners:partners")).content.decode()
    taken = {"unit": cast.college.pk, "way": "csv"}
    answer = client.post(reverse("exchange:current", args=["partners.partners"]), taken)
    sheet = tmp_path / "名录.csv"
    sheet.write_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    batch = import_file(spec="partners.partners", path=sheet, unit=cast.college, by=cast.college_officer, at=cast.now)
    assert (batch.created, batch.updated, batch.unchanged) == (0, 0, 1), list(batch.faults.values())
