"""Half the college shows a code; two batches went to the bank, one of them has come back."""

from datetime import timedelta

from zhijia.kernels.people.models import Membership

from . import actions
from .actions.bank import Result
from .models import BankCard
from .rules import BankState

TITLE = "会员卡"
BANK = "云岭农商银行"


def build(world):
    college, by = world.units["YL-CJ"], world.users["college"]
    persons = members(college)
    world_at = world.at(world.today - timedelta(days=120))
    cards, _refused = actions.issue_many(persons=persons[: len(persons) // 2], by=by, at=world_at)
    if len(cards) > 3:
        actions.lose_card(card=cards[0], by=by, at=world.at(world.today - timedelta(days=5)), reason="手机丢失")
        actions.replace_card(card=cards[1], by=by, at=world.at(world.today - timedelta(days=9)), reason="换手机")
    own_card(world)
    at = world.at(world.today - timedelta(days=30))
    actions.rotate_key(by=world.users["admin"], at=at, reason="年度更换")
    first = batch(world, college, by, persons[:60], days=100)
    come_back(world, first, by)
    second = actions.open_batch(unit=college, bank=BANK, by=by, at=world.at(world.today - timedelta(days=3)))
    actions.apply_many(batch=second, persons=persons[60:80], by=by, at=world.at(world.today - timedelta(days=3)))


def members(unit):
    rows = Membership.objects.active().under(unit.path).select_related("person").order_by("unit__path", "pk")
    return [row.person for row in rows]


def own_card(world):
    """The demonstration member shows a card."""
    user = world.users.get("member")
    if user is not None and hasattr(user, "person") and not user.person.cards.exists():
        actions.issue_card(person=user.person, by=user, at=world.at(world.today - timedelta(days=30)))


def batch(world, unit, by, persons, days):
    at = world.at(world.today - timedelta(days=days))
    made = actions.open_batch(unit=unit, bank=BANK, by=by, at=at)
    actions.apply_many(batch=made, persons=persons, by=by, at=at)
    return actions.send_batch(batch=made, by=by, at=at, reason="送银行制卡")


def come_back(world, sent, by):
    """One in fifteen was sent back, four in five of the rest are in use."""
    made_on = world.today - timedelta(days=80)
    cards = list(BankCard.objects.filter(batch=sent).order_by("pk"))
    back = [card for n, card in enumerate(cards) if n % 15 == 7]
    good = [card for card in cards if card not in back]
    results = [Result(card, BankState.FAILED, made_on, note="预留手机号不符") for card in back]
    results += [Result(card, BankState.MADE, made_on, f"{n * 37 % 10_000:04d}") for n, card in enumerate(good, 1)]
    actions.take_results(results=results, by=by, at=world.at(made_on))
    used = [card for n, card in enumerate(good) if n % 5]
    day = world.today - timedelta(days=70)
    results = [Result(card, BankState.ACTIVE, day) for card in used]
    actions.take_results(results=results, by=by, at=world.at(day))
