"""Units surveyed, letters from outside, one union founded, two on their way, changes approved, lines broken."""

from datetime import timedelta

from zhijia.base.identity import synthetic_id
from zhijia.kernels.bodies.models import Body, Post

from . import actions

TITLE = "建会和组织变更"

# name, sort, code of the union in charge, staff, women, obstacle
SURVEYED = (
    ("云岭博雅外国语学校", "private_school", "YL", 64, 41, ""),
    ("云岭启明职业培训学校", "private_school", "YL", 22, 12, "few"),
    ("澜江康宁医院", "private_hospital", "YL-LJ", 130, 92, "employer"),
    ("澜江仁和口腔医院", "private_hospital", "YL-LJ", 36, 25, ""),
    ("理工后勤服务有限公司", "logistics", "YL-LG", 86, 50, ""),
    ("中心医院护理服务公司", "third_party", "YL-ZX", 210, 180, "mobile"),
    ("望川青少年科普中心", "nonprofit", "YL-WC", 15, 9, "policy"),
    ("清水县新苗幼儿园", "private_school", "YL-WC-QS", 14, 13, "few"),
    ("清水县蓝天幼儿园", "private_school", "YL-WC-QS", 11, 10, "few"),
    ("清水县星河幼儿园", "private_school", "YL-WC-QS", 16, 15, ""),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
LETTERS = (
    ("澜江明德中学", "private_school", "YL-LJ", 45, "staff", "贺兰", "13800000101"),
    ("省医保洁服务公司", "third_party", "YL", 120, "staff", "费宁", "13800000102"),
)
VOTES = (29, 28, 27, 26, 24, 9)


def build(world):
    targets = survey(world)
    letters(world)
    finished(world, targets["云岭博雅外国语学校"])
    gathering(world, targets["理工后勤服务有限公司"])
    joint(world, [targets[name] for name in ("清水县新苗幼儿园", "清水县蓝天幼儿园", "清水县星河幼儿园")])
    changes(world)
    actions.survey_lines(today=world.today, at=world.now)
    world.__dict__.pop("units", None)  # a new one has come


def survey(world):
    day, made = world.today - timedelta(days=150), {}
    for name, sort, code, staff, women, obstacle in SURVEYED:
        unit = world.units[code]
        by = world.officer_of(unit)
        made[name] = actions.list_target(
            unit=unit,
            name=name,
            sort=sort,
            staff=staff,
            women=women,
            obstacle=obstacle,
            surveyed_on=day,
            planned_on=world.today + timedelta(days=60),
            contact=world.crowd.one().name,
            responsible=by.name,
            by=by,
            at=world.at(day),
        )
    for name in ("澜江仁和口腔医院", "中心医院护理服务公司", "澜江康宁医院"):
        on = day + timedelta(days=30)
        actions.note_contact(
            target=made[name],
            on=on,
            way="visit",
            met="办公室主任",
            said="介绍了工会法和建会程序，对方愿意先开职工座谈会。",
            agreed="下月召开职工座谈会",
            by=world.officer_of(made[name].unit),
            at=world.at(on),
            today=on,
        )
    return made


def letters(world):
    for days, (name, sort, code, staff, writer, contact, phone) in enumerate(LETTERS, 1):
        actions.send_ask(
            unit=world.units[code],
            name=name,
            sort=sort,
            staff=staff,
            writer=writer,
            contact=contact,
            phone=phone,
            note="大家都想参加工会，不知道找谁办。",
            at=world.at(world.today - timedelta(days=days)),
        )


def prepare(world, targets, name, kind, day, **facts):
    target = targets[0]
    unit = target.unit
    by = world.officer_of(unit)
    people = [world.crowd.one().name for _ in range(4)]
    founding = actions.begin(
        unit=unit,
        name=name,
        kind=kind,
        leader=people[0],
        group_members="、".join(people),
        targets=targets,
        reason="职工要求建会，单位同意。",
        planned_on=day + timedelta(days=40),
        by=by,
        at=world.at(day),
        **facts,
    )
    return actions.ask_founding(founding=founding, by=by, at=world.at(day))


def agree(world, founding, case, day):
    return actions.rule_founding(case=case, by=world.chair_of(founding.unit), ruling="approve", at=world.at(day))


def members(world, founding, count, day, kind="non_established"):
    part = founding.parts.first()
    lines = []
    for n in range(count):
        born = world.today.replace(year=1975 + n % 25, month=1 + n % 12, day=1 + n % 28)
        lines.append(
            {
                "name": SURNAMES[n % len(SURNAMES)] + "思远晓清文静"[n % 6],
                "id_number": synthetic_id(born, 500 + founding.pk * 40 % 400 + n),
                "kind": kind,
                "part": part,
            }
        )
    return actions.enter_many(founding=founding, lines=lines, by=world.officer_of(founding.unit), at=world.at(day))


def finished(world, target):
    day = world.today - timedelta(days=120)
    founding = prepare(world, [target], f"{target.name}工会", "school", day, sector="education", ownership="private")
    founding = agree(world, founding, founding.case, day + timedelta(days=6))
    apps = members(world, founding, 30, day + timedelta(days=20))
    held = day + timedelta(days=40)
    by, committee = world.officer_of(founding.unit), Body.Kind.COMMITTEE
    titles = [Post.Title.CHAIR, Post.Title.VICE_CHAIR, *[Post.Title.MEMBER] * 4]
    lines = [actions.Voted(apps[n], committee, titles[n], votes) for n, votes in enumerate(VOTES)]
    audit = [Post.Title.DIRECTOR, *[Post.Title.MEMBER] * 3]
    lines += [actions.Voted(apps[6 + n], Body.Kind.AUDIT, title, 27 - 6 * n) for n, title in enumerate(audit)]
    numbers = {"expected": 30, "attended": 29, "issued": 29, "returned": 29, "years": 5}
    founding = actions.record_congress(
        founding=founding,
        lines=lines,
        seats={committee: 5, Body.Kind.AUDIT: 2},
        meeting="all",
        held_on=held,
        by=by,
        at=world.at(held),
        **numbers,
    )
    founding = actions.report_result(founding=founding, by=by, at=world.at(held + timedelta(days=2)))
    founding = actions.number_reply(
        founding=founding, founded_number=f"云教工〔{held.year}〕18号", by=by, at=world.at(held)
    )
    founding = agree(world, founding, founding.result_case, held + timedelta(days=9))
    first = founding.follow_ups.get(code="seal")
    done = founding.founded_on + timedelta(days=5)
    actions.finish_follow_up(follow_up=first, done_on=done, by=by, at=world.at(done))


def gathering(world, target):
    day = world.today - timedelta(days=25)
    founding = prepare(world, [target], f"{target.name}工会", "enterprise", day, ownership="enterprise")
    founding = agree(world, founding, founding.case, day + timedelta(days=5))
    members(world, founding, 17, day + timedelta(days=15), kind="logistics")


def joint(world, targets):
    prepare(world, targets, "清水县民办幼儿园联合工会", "joint", world.today - timedelta(days=3), sector="education")


def changes(world):
    """One done, one approved for a future day, one on the desk above."""
    day = world.today - timedelta(days=40)
    college, school = world.units["YL-CJ"], world.units["YL-LJ-YZ"]
    ask(
        world, world.units["YL-CJ-08"], "rename", day, new_name="继续教育与培训学院分工会", reason="学院更名", rule=True
    )
    later = world.today + timedelta(days=45)
    ask(
        world,
        school,
        "move",
        world.today - timedelta(days=8),
        later,
        superior=world.province,
        reason="学校划归省管",
        rule=True,
    )
    ask(
        world,
        college,
        "rename",
        world.today - timedelta(days=2),
        new_name="云岭财经大学工会",
        new_kind="university",
        reason="学院升格为大学",
    )


def ask(world, unit, kind, day, effective_on=None, rule=False, **facts):
    by, at = world.officer_of(unit), world.at(day)
    change = actions.ask_change(unit=unit, kind=kind, effective_on=effective_on or day, by=by, at=at, **facts)
    change = actions.submit_change(change=change, by=by, at=at)
    if rule:
        desk = change.case.unit
        actions.rule_change(
            case=change.case, by=world.chair_of(desk), ruling="approve", at=world.at(day + timedelta(days=1))
        )
