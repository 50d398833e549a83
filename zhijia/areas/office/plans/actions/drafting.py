"""A plan on its way to adoption: read from a document or written afresh, then corrected line by line.

Every correction is one entry of the plan's trail with what stood there before; the original text stays beside it.
"""

from dataclasses import replace
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import need
from zhijia.engines.documents.outline import parse_outline
from zhijia.engines.documents.reading import read_document
from zhijia.kernels.files import actions as files
from zhijia.kernels.trail import actions as trail

from ..models import Alignment, Doubt, Node, Plan, Task
from ..rules import lines
from ..rules.lines import FLAT, Kind, Line, Style
from ..rules.reading import doubt_place, lines_of
from .text import locked, place_of, write

# --- beginnings ---


@transaction.atomic
def read_in(*, upload, unit, year, by, at) -> Plan:
    """Keep the file, read its outline, and lay every line of it before the drafter."""
    need(by.can("edit", unit), "您没有为%(unit)s编写计划的权限", field="unit", unit=unit).or_refuse()
    content = upload.read()
    upload.seek(0)
    source = read_document(content, upload.name)
    kept = files.store(upload=upload, unit=unit, by=by, at=at, kinds=("docx", "txt", "pdf"))
    outline = parse_outline(source)
    made = lines_of(outline)
    plan = Plan.objects.create(
        unit=unit,
        year=year or int(outline.date[:4] or timezone.localdate(at).year),
        title=(outline.title or kept.name)[:120],
        genre=outline.kind[:20],
        number=outline.number[:60],
        issued_on=date.fromisoformat(outline.date) if outline.date else None,
        numbering=lines.style_of(made),
        source=kept,
        document=outline.document,
        drafted_by=by,
        drafted_at=at,
    )
    nodes = write(plan, made)
    places = [(said, doubt_place(said, made, source, outline.document)) for said in outline.warnings]
    Doubt.objects.bulk_create(
        Doubt(plan=plan, node=None if place is None else nodes[place], text=said[:300]) for said, place in places
    )
    trail.note(by=by, verb="plans.read", target=plan, after={"lines": len(nodes), "doubts": len(places)}, at=at)
    return plan


def read_text(*, text, name, **given) -> Plan:
    """The same for text at hand, as the demo and tests have it."""
    return read_in(upload=ContentFile(text.encode(), name=name), **given)


@transaction.atomic
def write_new(*, unit, year, title, genre, by, at, seed=None, carry=None, style=Style.PAREN) -> Plan:
    """A plan without a document. `seed`: whose text is copied; `carry`: whose unfinished tasks are taken on."""
    need(by.can("edit", unit), "您没有为%(unit)s编写计划的权限", field="unit", unit=unit).or_refuse()
    need(title.strip(), "请填写标题", field="title").or_refuse()
    plan = Plan.objects.create(
        unit=unit, year=year, title=title.strip(), genre=genre, numbering=style, drafted_by=by, drafted_at=at
    )
    made = copied(seed) if seed else [Line(Kind.PREAMBLE, text=f"{year}年工作的总体要求是：")]
    if carry:
        made += carried(carry, timezone.localdate(at))
    if not any(line.kind == Kind.CHAPTER for line in made):
        made += [Line(Kind.CHAPTER, 1, title="重点工作")]
    write(plan, lines.renumbered(made, style))
    given = {"seed": str(seed or ""), "carry": str(carry or "")}
    trail.note(by=by, verb="plans.write", target=plan, after=given, at=at)
    return plan


def copied(plan) -> list[Line]:
    return [replace(line, pk=None, start=0, end=0, line=0) for line in plan.lines if line.kind != Kind.ENVELOPE]


def carried(plan, today) -> list[Line]:
    """A chapter of last year's open tasks, under the items they came from (catalogue 5.4, step 10)."""
    rows = Task.objects.filter(plan=plan, parent=None).open(today).select_related("measure__parent")
    rows = sorted(rows, key=lambda task: task.measure.seq)
    if not rows:
        return []
    made, item = [Line(Kind.CHAPTER, 1, title=f"{plan.year}年结转任务")], None
    for task in rows:
        if task.measure.parent_id != item:
            item = task.measure.parent_id
            made.append(Line(Kind.ITEM, 2, title=task.measure.parent.words if item else "其他结转任务。"))
        made.append(Line(Kind.MEASURE, 3, text=task.title))
    return made


# --- corrections ---


def log(plan, verb, by, at, before="", after="", reason=""):
    trail.note(
        by=by, verb=f"plans.{verb}", target=plan, before={"text": before}, after={"text": after}, reason=reason, at=at
    )


def rewritten(plan, made, by, at, verb, before, after, reason=""):
    """Written back, numbers kept running where the plan is of our own making, and noted."""
    if plan.source_id is None:
        made = lines.renumbered(made, plan.numbering)
    nodes = write(plan, made)
    log(plan, verb, by, at, before, after, reason)
    return nodes


@transaction.atomic
def edit_line(*, node, kind, level, number, title, text, by, at) -> Node:
    """Another kind, level, number or wording for one line."""
    plan = locked(node.plan, by)
    made, place = plan.lines, place_of(plan, node)
    was = made[place]
    need((title + text).strip(), "条文不能改成空白；不要这一条请用“删除”", field="text").or_refuse()
    level = 1 if kind in FLAT else lines.measure_level(made, place) if kind == Kind.MEASURE else level
    made[place] = replace(was, kind=kind, level=level, number=number.strip(), title=title, text=text)
    return rewritten(plan, made, by, at, "edit", described(was), described(made[place]))[place]


def described(line: Line) -> str:
    return f"［{lines.KIND_NAMES[Kind(line.kind)]}·{line.level}级］{line.said}"


@transaction.atomic
def split_line(*, node, at_character, by, at) -> Node:
    """Cut one line in two; gives the second."""
    plan = locked(node.plan, by)
    made, place = plan.lines, place_of(plan, node)
    lines.may_split(made[place], at_character).or_refuse()
    was = made[place]
    first, second = lines.split(was, at_character, plan.document)
    made[place : place + 1] = [first, second]
    return rewritten(plan, made, by, at, "split", was.said, f"{first.said} ‖ {second.said}")[place + 1]


@transaction.atomic
def merge_line(*, node, by, at) -> Node:
    """Join a line to the one before it."""
    plan = locked(node.plan, by)
    made, place = plan.lines, place_of(plan, node)
    above = made[place - 1] if place else None
    lines.may_merge(above, made[place]).or_refuse()
    joined = lines.merge(above, made[place])
    before = f"{above.said} ‖ {made[place].said}"
    made[place - 1 : place + 1] = [joined]
    return rewritten(plan, made, by, at, "merge", before, joined.said)[place - 1]


@transaction.atomic
def remove_line(*, node, reason, by, at) -> None:
    """Take a line out, with a reason; what stood below it stays."""
    plan = locked(node.plan, by)
    made, place = plan.lines, place_of(plan, node)
    need(reason.strip(), "请写明删除的理由", field="reason").or_refuse()
    was = made.pop(place)
    need(made, "计划不能没有条文").or_refuse()
    rewritten(plan, made, by, at, "remove", described(was), "", reason)


@transaction.atomic
def add_line(*, plan, kind, text, by, at, after=None, level=2) -> Node:
    """A new line behind `after` (and what stands below it, for a chapter or item), else at the end."""
    plan = locked(plan, by)
    need(text.strip(), "请填写文字", field="text").or_refuse()
    made = plan.lines
    place = len(made) if after is None else place_of(plan, after) + 1
    if after is not None and kind in (Kind.CHAPTER, Kind.ITEM):
        up = next((n for n in range(place - 1, -1, -1) if made[n].kind in lines.HOLDERS), None)
        while up is not None and made[up].level > (1 if kind == Kind.CHAPTER else level):
            up = lines.parents(made)[up]
        if up is not None and made[up].level == (1 if kind == Kind.CHAPTER else level):
            place = lines.block(made, up).stop
    level = 1 if kind in (Kind.CHAPTER, *FLAT) else lines.measure_level(made, place) if kind == Kind.MEASURE else level
    heading = kind in (Kind.CHAPTER, Kind.ITEM)
    line = Line(kind, level, title=text.strip() if heading else "", text="" if heading else text.strip())
    made.insert(place, line)
    return rewritten(plan, made, by, at, "add", "", described(line))[place]


@transaction.atomic
def to_text(*, node, by, at) -> Node:
    """Not a measure: part of the item's own text where it follows it directly, other text where it does not."""
    plan = locked(node.plan, by)
    made, place = plan.lines, place_of(plan, node)
    need(made[place].kind == Kind.MEASURE, "只有措施可以改回条目文字").or_refuse()
    was, above = made[place], made[place - 1] if place else None
    if above and above.kind == Kind.ITEM:
        made[place - 1 : place + 1] = [lines.merge(above, was)]
        place -= 1
    else:
        made[place] = replace(was, kind=Kind.OTHER)
    return rewritten(plan, made, by, at, "to_text", described(was), described(made[place]))[place]


@transaction.atomic
def move_line(*, node, behind, by, at) -> Node:
    """A measure to another item, an item to another chapter, with all that stands below."""
    plan = locked(node.plan, by)
    made, place, target = plan.lines, place_of(plan, node), place_of(plan, behind)
    moved = lines.move(made, place, target)
    need(moved != made, "不能移到自己下面", field="behind").or_refuse()
    if made[place].kind == Kind.MEASURE:
        at_now = [line.pk for line in moved].index(node.pk)
        moved[at_now] = replace(moved[at_now], level=lines.measure_level(moved, at_now))
    after = f"{made[place].said} → {made[target].number}{made[target].words[:30]}"
    nodes = rewritten(plan, keep_numbers(plan, moved), by, at, "move", made[place].said, after)
    return next(one for one in nodes if one.pk == node.pk)


@transaction.atomic
def shift_line(*, node, by_places, by, at) -> Node:
    """Up or down among its neighbours; item numbers go on through all chapters as before."""
    plan = locked(node.plan, by)
    made, place = plan.lines, place_of(plan, node)
    shifted = lines.swap(made, place, by_places)
    need(shifted != made, "已经在最前或最后，不能再移").or_refuse()
    word = "上移" if by_places < 0 else "下移"
    nodes = rewritten(
        plan, keep_numbers(plan, shifted), by, at, "move", made[place].said, f"{word}：{made[place].said}"
    )
    return next(one for one in nodes if one.pk == node.pk)


def keep_numbers(plan, made):
    """After a change of order the numbers run on; a document numbered in no style we know keeps its own."""
    return lines.renumbered(made, plan.numbering)


@transaction.atomic
def renumber(*, plan, style, by, at) -> Plan:
    plan = locked(plan, by)
    need(style in lines.STYLE_NAMES, "没有这种编号方式", field="style").or_refuse()
    before = "、".join(line.number for line in plan.lines if line.number)
    plan.numbering = style
    plan.save(update_fields=["numbering"])
    made = lines.renumbered(plan.lines, style)
    write(plan, made)
    log(plan, "renumber", by, at, before, "、".join(line.number for line in made if line.number))
    return plan


@transaction.atomic
def describe(*, plan, by, at, **facts) -> Plan:
    """Title, genre, document number, dates: what stands on the head of the plan."""
    plan = locked(plan, by)
    need(facts.get("title", plan.title).strip(), "请填写标题", field="title").or_refuse()
    before = {name: getattr(plan, name) for name in facts}
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(facts))
    trail.note(by=by, verb="plans.describe", target=plan, before=before, after=facts, at=at)
    return plan


@transaction.atomic
def settle(*, plan, by, at, doubts=None) -> int:
    """Looked at and found right, or put right: these doubts, or all that are left."""
    plan = locked(plan, by)
    open_ = plan.doubts.open()
    if doubts is not None:
        open_ = open_.filter(pk__in=[doubt.pk for doubt in doubts])
    said = "；".join(open_.values_list("text", flat=True))
    count = open_.update(settled_by=by, settled_at=at)
    if count:
        log(plan, "settle", by, at, "", said)
    return count


# --- the plan above ---


@transaction.atomic
def align(*, item, uppers, by, at) -> int:
    """The items of plans above that this item carries out; gives how many are new."""
    plan = locked(item.plan, by)
    foreign = [up for up in uppers if not Plan.objects.standing_over(plan.unit).filter(pk=up.plan_id).exists()]
    need(item.kind == Kind.ITEM and not foreign, "只能对应上级工会已采纳计划的条目", field="uppers").or_refuse()
    known = set(item.alignments.values_list("upper_id", flat=True))
    new = [Alignment(item=item, upper=up) for up in uppers if up.pk not in known]
    Alignment.objects.bulk_create(new)
    if new:
        log(plan, "align", by, at, "", f"{item} ← {'、'.join(str(one.upper) for one in new)}")
    return len(new)


@transaction.atomic
def unalign(*, alignment, by, at) -> None:
    plan = locked(alignment.item.plan, by)
    log(plan, "unalign", by, at, str(alignment), "")
    alignment.delete()
