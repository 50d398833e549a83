"""F-082 … F-085: direct unions and members at the beginning and at the end of a term."""

from datetime import date

from .replays import Replay, Stated, replays

THEN, NOW = date(2015, 12, 31), date(2020, 11, 10)


@replays
class Standing(Replay):
    """The world itself holds them; nothing more is built."""

    code = "standing"
    order = 1
    stated = (
        Stated("F-082", "units", "P", THEN, THEN, 53, "53家"),
        Stated("F-083", "units", "P", NOW, NOW, 79, "79家"),
        Stated("F-084", "members", "P", THEN, THEN, 45_800, "4.58万人", "in_wan"),
        Stated("F-085", "members", "P", NOW, NOW, 63_000, "6.3万人", "in_wan"),
    )

    def build(self, world):
        world.say(f"{len(world.direct)} 家直属单位")
