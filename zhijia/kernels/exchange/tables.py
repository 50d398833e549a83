from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import ImportBatch


class BatchTable(Table):
    columns = [
        Column("made_at", _("上传时间"), kind="datetime", link=True),
        Column("title", _("导入项目"), sort="spec_code", note="file.name"),
        Column("unit", _("单位"), sort="unit__path"),
        Column("state", _("状态"), kind="state", colours=ImportBatch.state_colours),
        Column("total", _("数据行"), kind="number"),
        Column("created", _("新增"), kind="number"),
        Column("updated", _("更新"), kind="number"),
        Column("bad", _("错误"), kind="number"),
        Column("duplicate", _("重复"), kind="number", hidden=True),
        Column("by", _("经办人"), sort="by__name"),
    ]
    order = "-made_at"


class FaultTable(Table):
    columns = [
        Column("line", _("行"), kind="number", sort="line"),
        Column("label", _("列"), sort="column"),
        Column("shown", _("填写内容"), sort=False),
        Column("message", _("原因"), sort=False),
    ]
    order = "line"
