"""Lines in and out of the database: read as a list, transformed by rules.lines, written back whole."""

from django.db import transaction

from zhijia.base.verdict import Verdict, need

from ..models import Alignment, Doubt, Node, Plan
from ..rules import lines
from ..rules.lines import Line

COLUMNS = ("kind", "level", "number", "title", "text", "start", "end", "line", "hint")


def may_edit(plan, by) -> Verdict:
    return need(
        plan.standing in Plan.EDITABLE,
        "计划“%(state)s”，条文不能再改；采纳以后需要调整请点“修订”另出新版",
        state=plan.standing_said,
    ) & need(by.can("edit", plan.unit), "您没有为%(unit)s编写计划的权限", unit=plan.unit)


def locked(plan, by) -> Plan:
    """The plan as it is now, held, open to corrections."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit", "case").get(pk=plan.pk)
    may_edit(plan, by).or_refuse()
    if plan.state != plan.standing:
        plan.state = plan.standing
        plan.save(update_fields=["state"])
    return plan


def place_of(plan, node) -> int:
    """Where the line stands now; refused if somebody else has taken it away meanwhile."""
    keys = [one.pk for one in plan.nodes]
    need(node.pk in keys, "这一条刚被别人合并或删除，请刷新后再看").or_refuse()
    return keys.index(node.pk)


@transaction.atomic
def write(plan, made: list[Line]) -> list[Node]:
    """Make the plan say exactly these lines. Known ones are updated, new ones inserted, the rest taken away."""
    known = {node.pk: node for node in plan.node_set.all()}
    nodes = []
    for seq, line in enumerate(made, start=1):
        node = known.pop(line.pk, None) or Node(plan=plan, previous_id=line.previous)
        node.seq = seq
        for name in COLUMNS:
            setattr(node, name, getattr(line, name))
        nodes.append(node)
    Node.objects.bulk_create([node for node in nodes if node.pk is None])
    for node, up in zip(nodes, lines.parents(made), strict=True):
        node.parent = None if up is None else nodes[up]
    Node.objects.bulk_update(nodes, [*COLUMNS, "seq", "parent"], batch_size=100)
    if known:
        take_away(plan, list(known.values()), nodes)
    plan.__dict__.pop("nodes", None)
    return nodes


def take_away(plan, gone: list[Node], left: list[Node]) -> None:
    """Doubts about a line that is gone move to the one now standing in its place."""
    for node in gone:
        heir = next((one for one in reversed(left) if one.start <= node.start), left[0] if left else None)
        Doubt.objects.filter(node=node).update(node=heir)
    keys = [node.pk for node in gone]
    Alignment.objects.filter(item__in=keys).delete()
    Node.objects.filter(pk__in=keys).update(parent=None)
    Node.objects.filter(pk__in=keys).delete()
