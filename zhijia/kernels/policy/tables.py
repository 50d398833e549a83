from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


class ParameterTable(Table):
    columns = [
        Column("name", _("参数"), link=True, sort="key"),
        Column("said", _("取值"), sort=False),
        Column("unit", _("适用单位"), sort="unit__path"),
        Column("effective_from", _("生效日期"), kind="date"),
        Column("effective_to", _("失效日期"), kind="date"),
        Column(
            "standing",
            _("核定"),
            kind="state",
            sort="verified",
            colours={_("已核定"): "good", _("示例/待核定"): "wait", _("标准不详"): "quiet"},
        ),
        Column("source", _("依据文件"), note="clause"),
        Column("key", _("参数代码"), hidden=True),
    ]
    order = "name"
