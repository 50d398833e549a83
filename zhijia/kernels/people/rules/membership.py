"""The life of a membership, as a table (R-MEM-01; 工会会员会籍管理办法: 一次入会、动态接转). Domain 1.9.

A membership is a row of episodes. Whatever happens to it closes the open episode and mostly opens the next; nothing
is ever rewritten. At most one episode is open per person (R-MEM-02).
"""

from dataclasses import dataclass

from zhijia.base.verdict import Verdict, need

# states of an episode; the first two are open
ACTIVE, RETAINED = "active", "retained"
TRANSFERRED, MOVED, KEPT, RESUMED = "transferred", "moved", "kept", "resumed"
WITHDRAWN, LAPSED, EXPELLED, DECEASED = "withdrawn", "lapsed", "expelled", "deceased"
OPEN = (ACTIVE, RETAINED)
PASSED_ON = (TRANSFERRED, MOVED, KEPT, RESUMED)  # the membership goes on in the next episode
LEFT = (WITHDRAWN, LAPSED, EXPELLED)  # it does not; the person may join anew
NOBODY = ""  # never a member
STATES = (NOBODY, *OPEN, *PASSED_ON, *LEFT, DECEASED)

# how an episode began
JOINED, TRANSFERRED_IN, MOVED_IN, MERGED_IN = "joined", "transferred_in", "moved", "merged"
RETAINED_IN, RESUMED_IN = "retained", "resumed"

# what may happen
JOIN, ARRIVE, TRANSFER, MOVE, MERGE = "join", "arrive", "transfer", "move", "merge"
RETAIN, RESUME, WITHDRAW, LAPSE, EXPEL, DIE = "retain", "resume", "withdraw", "lapse", "expel", "die"
VERBS = (JOIN, ARRIVE, TRANSFER, MOVE, MERGE, RETAIN, RESUME, WITHDRAW, LAPSE, EXPEL, DIE)
ENDING = {WITHDRAWN: WITHDRAW, LAPSED: LAPSE, EXPELLED: EXPEL, DECEASED: DIE}
ENTERING = {JOINED: JOIN, TRANSFERRED_IN: ARRIVE}


@dataclass(frozen=True)
class Step:
    """What a verb makes of the open episode, and what it opens."""

    closes: str = ""
    opens: str = ""
    entry: str = ""


JOINING = Step(opens=ACTIVE, entry=JOINED)
ARRIVING = Step(opens=ACTIVE, entry=TRANSFERRED_IN)

STEPS = {
    **{(state, JOIN): JOINING for state in (NOBODY, *PASSED_ON, *LEFT)},  # 退会、开除后可以重新入会
    **{(state, ARRIVE): ARRIVING for state in (NOBODY, *PASSED_ON, *LEFT)},
    (ACTIVE, TRANSFER): Step(TRANSFERRED, ACTIVE, TRANSFERRED_IN),
    (ACTIVE, MOVE): Step(MOVED, ACTIVE, MOVED_IN),
    (ACTIVE, MERGE): Step(TRANSFERRED, ACTIVE, MERGED_IN),
    (ACTIVE, RETAIN): Step(KEPT, RETAINED, RETAINED_IN),
    (ACTIVE, WITHDRAW): Step(WITHDRAWN),
    (ACTIVE, LAPSE): Step(LAPSED),
    (ACTIVE, EXPEL): Step(EXPELLED),
    (ACTIVE, DIE): Step(DECEASED),
    (RETAINED, MOVE): Step(MOVED, RETAINED, RETAINED_IN),  # a retained episode stays one: it never counts as full
    (RETAINED, MERGE): Step(TRANSFERRED, RETAINED, RETAINED_IN),
    (RETAINED, RESUME): Step(RESUMED, ACTIVE, RESUMED_IN),
    (RETAINED, WITHDRAW): Step(WITHDRAWN),
    (RETAINED, EXPEL): Step(EXPELLED),
    (RETAINED, DIE): Step(DECEASED),
}
MOVES = {  # the same by state: what may become of an episode
    state: {step.closes for (before, _verb), step in STEPS.items() if before == state and step.closes}
    for state in STATES
    if state
}

# why not, and what to do instead; first the verbs that need saying by themselves
AGAINST = {
    (ACTIVE, JOIN): "%(name)s已是“%(unit)s”的在籍会员，请先办理转会",
    (ACTIVE, ARRIVE): "%(name)s已是“%(unit)s”的在籍会员，请先办理转会",
    (ACTIVE, RESUME): "%(name)s是在籍会员，不需要恢复会籍",
    (RETAINED, JOIN): "%(name)s的会籍保留在“%(unit)s”，请办理恢复会籍",
    (RETAINED, ARRIVE): "%(name)s的会籍保留在“%(unit)s”，请办理恢复会籍",
    (RETAINED, TRANSFER): "%(name)s的会籍在保留期间，不能转会；已有新单位的，请办理恢复会籍",
    (RETAINED, RETAIN): "%(name)s的会籍已经保留",
    (RETAINED, LAPSE): "保留会籍期间不缴会费，不按自动退会处理",
}
NOT_A_MEMBER = "%(name)s不是在籍会员，请先办理入会"
DEAD = "%(name)s已登记为已故，不能再办理会籍业务；如系误登，请联系系统管理员核对"


def may(state: str, verb: str, *, name="", unit="") -> Verdict:
    """Whether somebody whose last episode is in that state may do it."""
    against = AGAINST.get((state, verb)) or (DEAD if state == DECEASED else NOT_A_MEMBER)
    field = "person" if verb in (JOIN, ARRIVE) else ""
    return need((state, verb) in STEPS, against, field=field, name=name, unit=unit)


def step(state: str, verb: str) -> Step:
    return STEPS[state, verb]


def may_begin(on, last_ended_on) -> Verdict:
    """Episodes of one person do not overlap: on no day is one counted twice (R-MEM-02)."""
    return need(
        last_ended_on is None or on >= last_ended_on,
        "上一段会籍到%(day)s才终止，日期不能早于这一天",
        field="on",
        day=last_ended_on,
    )


def may_end(on, joined_on) -> Verdict:
    return need(on >= joined_on, "日期不能早于本段会籍的起始日期%(day)s", field="on", day=joined_on)


def may_receive(name, dissolved_on, on) -> Verdict:
    """Nobody is taken into a union that is no more."""
    return need(
        dissolved_on is None or on < dissolved_on,
        "“%(name)s”已于%(day)s撤销，不能接收会员，请改选其他工会",
        field="unit",
        name=name,
        day=dissolved_on,
    )


def may_change_union(same_place, same_union, name, unit) -> Verdict:
    """Between unions it is a transfer, inside one a move: the two are counted apart."""
    return need(not same_place, "%(name)s已在“%(unit)s”", field="unit", name=name, unit=unit) & need(
        same_place or not same_union,
        "“%(unit)s”与%(name)s现在的所在同属一个工会，请办理内部调整",
        field="unit",
        name=name,
        unit=unit,
    )


def may_move_within(same_place, same_union, name, unit) -> Verdict:
    return need(not same_place, "%(name)s已在“%(unit)s”", field="unit", name=name, unit=unit) & need(
        same_place or same_union,
        "“%(unit)s”不在%(name)s现在的工会之内，请办理转会",
        field="unit",
        name=name,
        unit=unit,
    )


def since(entry: str, on, given=None, before=None):
    """From when the membership counts: carried along, begun anew only by joining."""
    return on if entry == JOINED else given or before or on
