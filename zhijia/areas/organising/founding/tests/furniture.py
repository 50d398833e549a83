"""What the walk through the house needs: the college itself surveys, founds, asks for changes, mends a line."""

from datetime import timedelta

from zhijia.areas.organising.founding import actions, demo
from zhijia.areas.organising.founding.documents import PAPERS
from zhijia.areas.organising.founding.models import Ask, Founding
from zhijia.areas.organising.founding.rules.changes import SORTS
from zhijia.base.identity import synthetic_id

WORDS = {
    "kind": lambda: list(SORTS),
    "paper": lambda: [*PAPERS, "reply"],
    "token": lambda: list(Ask.objects.public().order_by("pk").values_list("token", flat=True)),
    "door": lambda: list(Founding.objects.public().order_by("pk").values_list("token", flat=True)),
}


def furnish(world):
    college, by = world.units["YL-CJ"], world.users["college"]
    done = {"by": by, "at": world.now}
    shop, canteen, security, cleaning, closed = (
        survey(college, f"财院{name}公司", world.today, **done) for name in ("书店", "食堂", "保安", "保洁", "印刷")
    )
    actions.drop_target(target=closed, reason="单位已注销", **done)
    survey(college, "财院物业公司", world.today, **done)
    demo.finished(world, shop)
    draft(college, canteen, **done)
    gather(world, security)
    demo.gathering(world, cleaning)  # nobody waits there: the congress may be held
    write_letters(world, college)
    ask_for_changes(world, college, **done)
    for place in ("财院校办工厂", "财院附属中学"):
        actions.note_line(unit=college, place=place, found_on=world.today, today=world.today, **done)


def survey(unit, name, day, **done):
    return actions.list_target(unit=unit, name=name, sort="logistics", staff=40, women=20, surveyed_on=day, **done)


def draft(unit, target, **done):
    """Nothing has been asked for yet; a second unit may still leave."""
    group = {"leader": "钟声", "group_members": "钟声、陆遥、安然"}
    facts = {"unit": unit, "name": f"{target.name}工会", "kind": "enterprise"}
    founding = actions.begin(targets=[target], **facts, **group, **done)
    actions.add_part(founding=founding, name="食堂面点组", staff=6, women=4, **done)


def gather(world, target):
    """Its union to be takes applications: some are checked, one waits, one is a member of another union."""
    demo.gathering(world, target)
    founding = target.parts.get().founding
    number = synthetic_id(world.today.replace(year=1991), 77)
    actions.apply(founding=founding, name="何小满", id_number=number, phone="", at=world.now)
    neighbour = world.people(world.units["YL-LG"])[0]
    given = {"name": neighbour.name, "id_number": neighbour.id_number.reveal(), "phone": ""}
    row = actions.apply(founding=founding, **given, at=world.now)
    actions.accept_many(applications=[row], by=world.users["college"], at=world.now)


def write_letters(world, college):
    facts = {"sort": "logistics", "contact": "苗青", "at": world.now}
    for n, name in enumerate(("财院洗衣房", "财院快递站")):
        letter = actions.send_ask(unit=world.province, name=name, phone=f"1380000020{n}", **facts)
        actions.pass_on(ask=letter, unit=college, by=world.users["province"], at=world.now)
    letter.refresh_from_db()
    actions.answer_ask(ask=letter, state="taken", answer="已受理", by=world.users["college"], at=world.now)


def ask_for_changes(world, college, **done):
    """A split still being written, and a renaming agreed to for a later day."""
    day = world.today + timedelta(days=30)
    change = actions.ask_change(unit=college, kind="split", effective_on=day, reason="校区分开办学", **done)
    given = {"code": "YL-CJX", "kind": "college", "branches": [world.units["YL-CJ-06"]]}
    actions.add_split_part(change=change, name="云岭财经职业学院新校区工会", **given, **done)
    demo.ask(world, world.units["YL-CJ-07"], "rename", world.today, day, True, new_name="后勤保障分工会", reason="改名")
