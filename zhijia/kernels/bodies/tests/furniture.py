"""What the walk through the house needs: seats of branches free in the college, one with a successor proposed."""

from datetime import timedelta

from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.models import Post


def furnish(world):
    college, by = world.units["YL-CJ"], world.users["college"]
    held = Post.objects.current().filter(term__body__unit=college, seat_unit__isnull=False)
    seats = list(held.select_related("seat_unit").order_by("pk"))
    free, awaited = seats[0], next(seat for seat in seats if seat.seat_unit_id != seats[0].seat_unit_id)
    for seat in (free, awaited):
        actions.leave_post(post=seat, on=world.today - timedelta(days=3), reason="退休", by=by)
    serving = Post.objects.filter(term=awaited.term).values_list("person", flat=True)
    person = next(one for one in world.people(awaited.seat_unit) if one.pk not in set(serving))
    actions.propose_seat(seat=awaited, person=person, reason="一线教师", at=world.now, by=by)
