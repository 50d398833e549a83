"""委员单位: the holder of its seat has left, the unit names a successor, the union co-opts or declines."""

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import need

from ..models import Post, SeatProposal
from .serving import co_opt


@transaction.atomic
def propose_seat(*, seat, person, at, reason="", by=None):
    seat = Post.objects.select_for_update(of=("self",)).select_related("seat_unit", "term__body__unit").get(pk=seat.pk)
    open_one = seat.proposals.open().select_related("person").first()
    (
        need(seat in Post.objects.vacant_seats(), "这个席位没有空缺")
        & need(open_one is None, "已推荐%(name)s，等待答复", field="person", name=open_one and open_one.person.name)
        & need(
            person.home_path.startswith(seat.seat_unit.path),
            "%(name)s不是%(unit)s的人员，请推荐本单位人选",
            field="person",
            name=person.name,
            unit=seat.seat_unit,
        )
        & need(
            not seat.term.posts.current().filter(person=person).exists(),
            "%(name)s已在%(term)s任职，请推荐其他人选",
            field="person",
            name=person.name,
            term=seat.term.ordinal,
        )
        & need(
            not SeatProposal.objects.open().filter(seat__term=seat.term, person=person).exists(),
            "%(name)s已被推荐接替另一个席位，请推荐其他人选",
            field="person",
            name=person.name,
        )
    ).or_refuse()
    made = SeatProposal.objects.create(seat=seat, person=person, reason=reason, proposed_by=by, proposed_at=at)
    note(by=by, verb="bodies.propose_seat", target=made, unit=seat.seat_unit, after={"person": person.name}, at=at)
    return made


@transaction.atomic
def answer_seat(*, proposal, take, on=None, answer="", document_no="", by=None):
    """Taken: co-opted into the same title and seat. Declined: with a sentence, and the unit proposes again."""
    rows = SeatProposal.objects.select_for_update(of=("self",))
    proposal = rows.select_related("person__user", "seat__seat_unit", "seat__term__body__unit").get(pk=proposal.pk)
    seat = proposal.seat
    (
        need(proposal.state == SeatProposal.State.PROPOSED, "这个推荐已有答复")
        & need(take or answer.strip(), "不采纳请写明理由，便于该单位另行推荐", field="answer")
        & need(not take or on, "请填写增补日期", field="on")
    ).or_refuse()
    if take:
        facts = {"title": seat.title, "seat_unit": seat.seat_unit, "document_no": document_no, "from_on": on}
        co_opt(term=seat.term, person=proposal.person, by=by, **facts)
    proposal.state = SeatProposal.State.TAKEN if take else SeatProposal.State.DECLINED
    proposal.answer = answer
    proposal.save(update_fields=["state", "answer"])
    after = {"state": proposal.get_state_display()}
    note(by=by, verb="bodies.answer_seat", target=proposal, unit=seat.unit, after=after, reason=answer)
    return proposal
