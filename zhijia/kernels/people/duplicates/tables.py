from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from . import rules


def stars(person):
    return f"****{person.id_tail}" if person.id_tail else ""


class PairTable(Table):
    columns = [
        Column("first.name", _("姓名"), link=True, note="first.home"),
        Column("first_tail", _("证件尾号"), value=lambda pair: stars(pair.first), sort=False),
        Column("second.name", _("相似的人员"), note="second.home"),
        Column("second_tail", _("其证件尾号"), value=lambda pair: stars(pair.second), sort=False),
        Column("likeness", _("相似程度"), value=lambda pair: rules.likeness(pair.signs), sort=False),
        Column("signs", _("相同和不同之处"), value=lambda pair: rules.words(pair.signs), sort=False),
        Column("found_at", _("发现时间"), kind="datetime", hidden=True),
        Column("dismissed_at", _("认定不是同一人的时间"), kind="datetime", hidden=True),
        Column("reason", _("理由"), hidden=True),
    ]
    order = "first.name"


class MergeTable(Table):
    columns = [
        Column("kept.name", _("保留的档案"), link=True, note="kept.home"),
        Column("merged.name", _("并入的档案"), note="merged.home"),
        Column("at", _("合并时间"), kind="datetime"),
        Column("by", _("办理人"), sort=False),
        Column("reason", _("理由")),
        Column(
            "state",
            _("状态"),
            kind="state",
            value=lambda merge: _("已撤销") if merge.undone_at else _("已合并"),
            sort=False,
        ),
    ]
    order = "-at"
