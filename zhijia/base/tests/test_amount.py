import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.amount import Amount, Step, Used

RATE = Used("mutual_aid.rate", "3", "《互助办法》第十二条", verified=False)
FEN = st.integers(0, 10**12)


def aid(paid):
    return (
        Amount.start("自付费用", paid, inputs=(("住院天数", "12 天"),), clause="《互助办法》第十条")
        .minus("起付线", 200_000)
        .times("补助比例", Decimal("0.6"), used=RATE)
        .at_most("年度封顶", 500_000)
    )


def test_why_it_is_this_number():
    assert aid(1_200_000).lines() == [
        "1. 自付费用：12,000.00 元（住院天数 12 天；《互助办法》第十条）",
        "2. 起付线：12,000.00 - 2,000.00 = 10,000.00 元",
        "3. 补助比例：10,000.00 × 60% = 6,000.00 元"
        "（四舍五入到分；《互助办法》第十二条，参数 mutual_aid.rate 第3版，示例/待核定）",
        "4. 年度封顶：6,000.00 与上限 5,000.00 取低 = 5,000.00 元",
    ]
    assert aid(1_200_000).fen == 500_000
    assert str(aid(1_200_000)) == "5,000.00 元"


def test_a_deductible_never_leaves_less_than_nothing():
    low = aid(100_000)
    assert low.fen == 0
    assert "不足时按 0.00 元" in low.lines()[1]
    assert Amount.start("a", 1).minus("b", 2, floor=None).fen == -1


def test_other_steps():
    assert Amount.start("每人", 150_000).times("人数", 3).plus("加发", 1).at_least("下限", 500_000).fen == 500_000
    both = Amount.total("合计", [aid(1_200_000), Amount.start("慰问", 30_000)])
    assert both.fen == 530_000
    assert both.lines()[-1] == "6. 合计：5,000.00 + 300.00 = 5,300.00 元"
    assert Amount.total("合计", []).fen == 0


def test_an_amount_cannot_contradict_its_steps():
    with pytest.raises(ValueError, match="last step"):
        Amount(2, (Step("a", 1),))
    for wrong in (1.0, Decimal(1), True):
        with pytest.raises(TypeError):
            Amount(wrong)


@given(FEN)
def test_it_is_kept_and_comes_back_whole(paid):
    amount = aid(paid)
    kept = json.dumps(amount.to_json(), ensure_ascii=False)
    assert Amount.from_json(kept) == amount
    assert Amount.from_json(json.loads(kept)) == amount


@given(FEN)
def test_every_step_follows_from_the_one_before(paid):
    _, less, shared, capped = (step.result for step in aid(paid).steps)
    assert less == max(0, paid - 200_000)
    assert shared == (less * 6 + 5) // 10
    assert capped == min(shared, 500_000)
