"""`bin/demo --size province`: the size of a real province, with the days a report of its congress speaks of.

53 direct unions and 45 800 members on 2015-12-31, 79 and 63 000 on 2020-11-10, and a merger in 2021 that changes
neither. Units and members come in through the same verbs and imports as in the small demonstration.
"""

from datetime import date

from django.db.models import Count

from config.replay.world import EARLY, ROOT, World
from zhijia.kernels.access import actions as access
from zhijia.kernels.org import actions as org
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Membership

from . import plan

COUNTED_ON = (date(2015, 12, 1), date(2020, 11, 1))
MERGED_ON, MERGED, INTO = date(2021, 6, 1), "P-57", "P-07"  # one of the later unions goes into an older one
PLACES = tuple(
    "澜江 望川 清水 松岭 石门 云山 青溪 白鹿 龙潭 凤鸣 南屏 北岭 西河 东湖 "  # noqa: SIM905 - a list is read best as words
    "宁川 永昌 泽川 望江 文岭 武溪 昭岭 曲江 玉岭 锦溪 春江 沙溪 瑞云".split()
)
STYLES = {
    "university": ("{}大学工会", "{}师范学院工会"),
    "college": ("{}职业技术学院工会", "{}高等专科学校工会"),
    "hospital": ("{}中心医院工会", "{}中医院工会"),
    "institute": ("{}农业科学研究所工会", "{}环境科学研究院工会"),
    "school": ("{}高级中学工会", "{}外国语学校工会"),
}
ACCOUNTS = (  # username, name, unit, role
    ("province", "方远", ROOT, "officer"),
    ("province_chair", "高明", ROOT, "chair"),
    ("admin", "管理员", ROOT, "system_manager"),
    ("college", "周宁", "P-CJ", "officer"),
    ("college_chair", "郑重", "P-CJ", "chair"),
)


class Province(World):
    """The replayed province with names one believes, accounts one can sign in with, and what happened since."""

    @staticmethod
    def name_of(n, kind):
        styles = STYLES[kind]
        return styles[n // len(PLACES) % len(styles)].format(PLACES[n % len(PLACES)])

    def staff(self, unit):
        """Nobody but those of the list: a province does not show a hundred and sixty accounts."""

    def build(self):
        super().build()
        self.open_accounts()
        self.count_staff()
        self.merge()

    def open_accounts(self):
        for username, name, code, role in ACCOUNTS:
            user = access.open_account(username=username, name=name, password=plan.PASSWORD, unit=self.units[code])
            access.grant_role(user=user, unit=self.units[code], role=role, from_on=EARLY)

    def count_staff(self):
        """How many work in each unit, on the days somebody will ask about: members and a few who are not."""
        for on in COUNTED_ON:
            here = Membership.objects.as_of(on).values_list("unit__code").annotate(n=Count("pk"))
            for code, members in here:
                counts = {"total": members + members * self.rng.randrange(2, 13) // 100}
                org.count_staff(unit=self.units[code], on=on, counts=counts)

    def merge(self):
        gone, into = self.units[MERGED], self.units[INTO]
        people.merge_unions(units=[gone], into=into, on=MERGED_ON, by=None, document_no="云教工〔2021〕18号")
        self.say(f"{MERGED_ON}，{gone}并入{into}")
