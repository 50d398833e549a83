from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Partner


class PartnerTable(Table):
    columns = [
        Column("name", _("名称"), link=True, note="services"),
        Column("kind", _("类别")),
        Column("unit", _("登记单位"), sort="unit__path"),
        Column("uscc", _("统一社会信用代码"), hidden=True),
        Column("contact", _("联系人")),
        Column("phone", _("联系电话"), sort=False),
        Column("paper_ends", _("资质最早到期"), kind="date"),
        Column("contract_ends", _("合同到期"), kind="date"),
        Column("score", _("平均评分"), kind="number", value=lambda row: row.score and round(row.score, 1)),
        Column(
            "state",
            _("状态"),
            kind="state",
            colours=Partner.state_colours,
        ),
        Column("services", _("合作内容"), hidden=True, sort=False),
    ]
    order = "name"
