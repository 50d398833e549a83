"""Two clerks at once: whoever comes second is told, and nobody is a member twice."""

import threading

import pytest
from django.db import connection

from zhijia.base.verdict import Refused
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Membership

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time: nothing to race"
)


def together(*doings):
    """Each in a thread and a connection of its own, let go at the same moment."""
    gate, answers = threading.Barrier(len(doings)), []

    def run(doing):
        try:
            gate.wait()
            answers.append(("done", doing()))
        except Refused as refusal:
            answers.append(("refused", str(refusal)))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=lambda answer: answer[0])


@pytest.mark.django_db(transaction=True)
def test_two_joins_at_once_give_one_open_membership(cast):
    person = actions.register_person(name="柏青", unit=cast.college)
    answers = together(
        lambda: actions.admit(person=person, unit=cast.branch, on=cast.today),
        lambda: actions.admit(person=person, unit=cast.sibling, on=cast.today),
    )
    assert [how for how, _what in answers] == ["done", "refused"]
    assert "请先办理转会" in answers[1][1]
    assert Membership.objects.standing().filter(person=person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_transfer_and_an_end_at_once_leave_one_story(cast):
    held = cast.zhang.memberships.get()
    answers = together(
        lambda: actions.transfer(person=cast.zhang, unit=cast.sibling, on=cast.today),
        lambda: actions.end_membership(membership=held, state="withdrawn", on=cast.today, reason="本人申请"),
    )
    assert [how for how, _what in answers] == ["done", "refused"]
    assert cast.zhang.memberships.standing().count() <= 1
    closed = cast.zhang.memberships.filter(ended_on__isnull=False)
    assert closed.count() == 1
