"""Terms to begin with: a demonstration table and one published plan. An office adopts, corrects or replaces them.

The demonstration's fees and deductible are published, its bands and cap are not: the whole version says 示例/待核定.
"""

from decimal import Decimal

from .rules import Kind

YUAN = 100
LARGE_CAP = 10_000 * YUAN


def bands(*ends_and_shares):
    """Consecutive bands from nothing: (upper end in yuan or None, share)."""
    above = 0
    for end, share in ends_and_shares:
        upto = end * YUAN if end else None
        yield {"above": above, "upto": upto, "ratio": Decimal(share)}
        above = upto


DEMO_BANDS = {
    "source": "职工医疗互助活动实施办法（示例）",
    "clause": "补助起点和缴费标准按公开文件，分段比例和封顶待核定",
    "verified": False,
    "fee_first": 150 * YUAN,
    "fee_renewal": 120 * YUAN,
    "claim_days": 180,
    "benefits": [
        {
            "code": "inpatient",
            "kind": Kind.BANDED,
            "name": "住院补助",
            "deductible": 800 * YUAN,
            "cap": 30_000 * YUAN,
            "bands": list(bands((5_000, "0.2"), (10_000, "0.3"), (30_000, "0.4"), (None, "0.5"))),
        }
    ],
}

PROVINCIAL = {
    "source": "省级产业工会职工大病医疗互助保障办法",
    "clause": "第九期：住院、重大疾病和合计限额",
    "verified": True,
    "fee_first": 110 * YUAN,
    "fee_renewal": 110 * YUAN,
    "personal_min": 12 * YUAN,
    "benefits": [
        {
            "code": "inpatient",
            "kind": Kind.PER_DIEM,
            "name": "住院补助",
            "flat": 300 * YUAN,
            "flat_days": 6,
            "per_day": 50 * YUAN,
            "max_days": 40,
            "cap": 2_000 * YUAN,
        },
        {
            "code": "critical",
            "kind": Kind.BY_DIAGNOSIS,
            "name": "重大疾病补助",
            "lump": 25_000 * YUAN,
            "once": True,
            "excludes": "A",
        },
        {
            "code": "large_cost",
            "kind": Kind.BY_COST,
            "name": "大额费用补助",
            "cap": LARGE_CAP,
            "verified": False,  # that it exists and what caps it follows from the joint limit; where it begins does not
            "excludes": "A",
            "bands": [{"above": 50_000 * YUAN, "upto": None, "lump": LARGE_CAP}],
        },
    ],
    "joint_caps": [
        (("inpatient", "critical"), 27_000 * YUAN),
        (("inpatient", "large_cost"), 12_000 * YUAN),
    ],
}
