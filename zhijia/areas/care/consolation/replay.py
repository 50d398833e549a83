"""F-106: all members of the rural revitalisation team visited three times in a year."""

from datetime import date

from zhijia.kernels.indicators.replays import Replay, Stated, replays

from . import actions

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
TEAM = "乡村振兴工作队员"


@replays
class Visits(Replay):
    code = "consolation"
    order = 60
    stated = (Stated("F-106", "consolation.visits", "P-CJ", *YEAR, 3, "3次", filters={"group": TEAM}),)

    def build(self, world):
        unit = world.college
        team, by = world.people(unit)[:6], world.officer(unit)
        for month in (3, 7, 11):
            day = date(2023, month, 15)
            at = world.at(day)
            round_ = actions.draw_up(
                unit=unit,
                occasion="visit",
                group=TEAM,
                title=f"{month}月慰问{TEAM}",
                day=day,
                form="goods",
                standard_fen=40_000,
                by=by,
                at=at,
            )
            wishes = [actions.Wish(person) for person in team]
            listed = actions.list_persons(round_=round_, wishes=wishes, by=by, at=at)
            round_ = actions.submit_round(round_=round_, by=by, at=at)
            actions.rule_round(case=round_.case, by=world.chair(unit), ruling="approve", at=at)
            actions.give(gifts=listed.made, on=day, by=by, at=at)
