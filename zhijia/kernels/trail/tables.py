from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


class EntryTable(Table):
    columns = [
        Column("at", _("时间"), kind="datetime", link=True),
        Column("who", _("经办人"), sort="by_name"),
        Column("says", _("事项"), sort="verb"),
        Column("target_text", _("对象")),
        Column("summary", _("变化"), sort=False),
        Column("reason", _("理由")),
        Column("unit", _("单位"), sort="unit_path"),
    ]
    order = "-at"
