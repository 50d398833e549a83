"""Do the terms make sense as they were typed?"""

from zhijia.base.verdict import Verdict, need

from .terms import Benefit, Kind, Terms


def sound(terms: Terms) -> Verdict:
    """What a typing mistake would break: empty or crossing bands, limits without a sum, caps of benefits nobody has."""
    codes = {benefit.code for benefit in terms.benefits}
    verdict = need(terms.benefits, "至少要有一个补助项目", field="benefits")
    verdict &= need(len(codes) == len(terms.benefits), "补助项目不能重复", field="benefits")
    for benefit in terms.benefits:
        verdict &= sound_benefit(benefit)
    for joint in terms.joint_caps:
        known = len(joint.benefits) > 1 and set(joint.benefits) <= codes
        verdict &= need(known, "合计封顶要选两个以上已填写的补助项目", field="joint_caps")
    return verdict


def sound_benefit(benefit: Benefit) -> Verdict:
    name = benefit.name
    match benefit.kind:
        case Kind.BANDED:
            rated = benefit.bands and all(band.ratio > 0 for band in benefit.bands)
            return need(rated, "“%(name)s”要填写费用分段和每段比例", name=name) & sound_bands(benefit)
        case Kind.BY_COST:
            given = benefit.bands and all(band.lump > 0 for band in benefit.bands)
            return need(given, "“%(name)s”要填写费用分段和每段定额", name=name) & sound_bands(benefit)
        case Kind.PER_DIEM:
            return need(benefit.per_day > 0 or benefit.flat > 0, "“%(name)s”要填写每天补助或定额", name=name)
        case _:
            return need(benefit.lump > 0, "“%(name)s”要填写一次性补助金额", name=name)


def sound_bands(benefit: Benefit) -> Verdict:
    """Each band begins where the one before ends; only the last may be open."""
    ends = [band.upto for band in benefit.bands[:-1]]
    joined = ends == [band.above for band in benefit.bands[1:]]
    rising = all(band.upto is None or band.upto > band.above for band in benefit.bands)
    return need(joined and rising, "“%(name)s”的分段要从小到大、首尾相接，只有最后一段可以不填上限", name=benefit.name)
