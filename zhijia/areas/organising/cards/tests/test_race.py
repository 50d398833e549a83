"""Two at the same moment, on a database that lets them."""

import pytest

from zhijia.areas.organising.cards import actions
from zhijia.areas.organising.cards.models import Card, CardKey
from zhijia.base.testing import at_once
from zhijia.kernels.people.actions import move_within


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_card_asked_for_twice_at_once_is_issued_once(several_writers, cast, desk):
    outcomes = at_once(*[desk.issue] * 4)
    assert Card.objects.count() == 1
    assert {one for one in outcomes if isinstance(one, str)} == {"张知远已有使用中的电子会员卡"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_first_two_cards_of_all_share_one_key(several_writers, cast, desk):
    at_once(lambda: desk.issue(cast.zhang), lambda: desk.issue(cast.li), lambda: desk.issue(cast.zhang))
    assert Card.objects.standing().count() == 2 and CardKey.objects.signing().count() == CardKey.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_card_lost_and_replaced_at_once_leaves_one_in_use_at_most(several_writers, cast, desk):
    card = desk.issue()
    replace = lambda: actions.replace_card(card=card, by=cast.college_officer, at=cast.now)  # noqa: E731
    lose = lambda: actions.lose_card(card=card, by=cast.member_user, at=cast.now)  # noqa: E731
    at_once(replace, lose, replace, lose)
    assert Card.objects.standing().count() == 1  # lost first or not, it was replaced once
    assert list(Card.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_keys_changed_at_once_are_changed_one_after_the_other(several_writers, cast, desk):
    desk.issue()
    rotate = lambda: actions.rotate_key(by=cast.manager, at=cast.now, reason="年度更换")  # noqa: E731
    outcomes = at_once(rotate, rotate, rotate)
    assert CardKey.objects.count() == 4 and CardKey.objects.signing().get() in outcomes
    assert sorted(CardKey.objects.values_list("generation", flat=True)) == [1, 2, 3, 4]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_key_revoked_while_others_are_changed_has_one_successor_that_signs(several_writers, cast, desk):
    desk.issue()
    for _ in range(3):  # which of them comes first is different each time
        key = CardKey.objects.signing().get()
        rotate = lambda: actions.rotate_key(by=cast.manager, at=cast.now, reason="年度更换")  # noqa: E731
        revoke = lambda key=key: actions.revoke_key(key=key, by=cast.manager, at=cast.now, reason="外泄")  # noqa: E731
        at_once(rotate, revoke, rotate, revoke, rotate)
        assert CardKey.objects.signing().count() == 1
        assert CardKey.objects.get(pk=key.pk).revoked_at == cast.now


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_card_asked_for_while_its_holder_moves_is_issued_all_the_same(several_writers, cast, desk):
    for unit in (cast.college, cast.branch, cast.college):
        move = lambda unit=unit: move_within(person=cast.zhang, unit=unit, on=cast.today)  # noqa: E731
        card, _moved = at_once(desk.issue, move)
        assert card.person == cast.zhang and card.person.home_path == card.person.home.path
        Card.objects.all().delete()
