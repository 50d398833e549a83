"""Sizes, terms and shares that the statutes or a union above set; the values entered are examples until verified."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Cell, Key, declare

BANDS = (
    Cell("upto", _("会员人数不超过（空着为不限）"), "count", required=False),
    Cell("least", _("最少人数"), "count"),
    Cell("most", _("最多人数"), "count"),
    Cell("odd", _("须为单数（填“是”）"), "text", required=False),
)
QUOTAS = (
    Cell("label", _("名称")),
    Cell("categories", _("人员类别（用“、”隔开，一人只算一次）")),
    Cell("at_least", _("不低于"), "ratio", required=False),
    Cell("at_most", _("不高于"), "ratio", required=False),
    Cell("severity", _("不合要求时（不得提交/提醒）")),
    Cell("clause", _("依据"), "text", required=False),
)
YEARS = (Cell("years", _("任期（年）"), "count"),)
AREAS = (Cell("area", _("分工事项")),)

declare(
    Key("bodies.committee_size", _("工会委员会委员人数"), "table", columns=BANDS),
    Key("bodies.standing_size", _("常务委员会人数"), "table", columns=BANDS),
    Key("bodies.audit_size", _("经费审查委员会人数"), "table", columns=BANDS),
    Key("bodies.delegate_number", _("会员代表大会代表人数"), "table", columns=BANDS),
    Key("bodies.committee_at", _("应建工会委员会的会员人数"), "count", _("人")),
    Key("bodies.women_committee_at", _("应建女职工委员会的女会员人数"), "count", _("人")),
    Key("bodies.term_years_grassroots", _("基层工会委员会任期"), "table", columns=YEARS),
    Key("bodies.term_years_above", _("地方和产业工会委员会任期"), "table", columns=YEARS),
    Key("bodies.extension_months", _("延期换届最长月数"), "count", _("个月")),
    Key("bodies.vacancy_months", _("主席空缺后补选的月数"), "count", _("个月")),
    Key("bodies.young_age", _("青年的年龄上限"), "count", _("周岁")),
    Key("bodies.committee_quotas", _("工会委员会人员构成"), "table", columns=QUOTAS),
    Key("bodies.standing_quotas", _("常务委员会人员构成"), "table", columns=QUOTAS),
    Key("bodies.delegate_quotas", _("会员代表构成"), "table", columns=QUOTAS),
    Key("bodies.duty_areas", _("领导班子分工事项"), "table", columns=AREAS),
)
