"""The monthly bulletin of a drive as an official document."""

from zhijia.engines.documents.official import Attachment, Column, Manuscript, OfficialDocument, Paragraph, Table

from . import counting

HEADS = (
    Column("名次", "centre"),
    Column("单位"),
    Column("职工人数", "number"),
    Column("目标", "number"),
    Column("已入会", "number"),
    Column("本次新增", "number"),
    Column("入会率", "number"),
    Column("完成目标", "number"),
)


def percent(value) -> str:
    return "—" if value is None else f"{value}%"


def cells(total) -> tuple:
    numbers = (total.staff, total.target, total.joined, total.gained)
    return (*map(str, numbers), percent(total.rate), percent(total.reached))


def bulletin(drive, day, lines) -> OfficialDocument:
    ranking, total = counting.ranking(lines), counting.Total(None, lines)
    rows = tuple((str(place), one.unit.name, *cells(one)) for place, one in enumerate(ranking, 1))
    table = Manuscript(title="各单位进度", body=(Table(HEADS, rows, total=("", "合计", *cells(total))),))
    behind = [one.unit.name for one in ranking if one.behind]
    body = [
        f"截至{said(day)}，“{drive.title}”共给{len(ranking)}个单位下达目标{total.target}人，{drive.group_names}职工{total.staff}人，"
        f"已入会{total.joined}人，入会率{percent(total.rate)}，完成目标的{percent(total.reached)}，行动以来新增{total.gained}人。",
        *[
            f"{name}：职工{part.staff}人，已入会{part.joined}人，入会率{percent(part.rate)}。"
            for name, part in counting.by_group(lines)
        ],
    ]
    if behind:
        body.append(f"落后于进度的单位：{'、'.join(behind)}。请抓紧推进，按期完成目标。")
    name = drive.unit.name
    return OfficialDocument(
        kind="通报",
        issuer_mark=f"{name}文件",
        title=f"关于{drive.title}进度的通报",
        number=None,
        addressees=("所属各级工会",),
        body=tuple(Paragraph(text) for text in body),
        attachments=(Attachment("各单位进度", table),),
        signed_by=(name,),
        issued_on=day,
        sealed=False,
    )


def said(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
