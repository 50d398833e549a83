"""A million and a half invented people in a province of 500 colleges, for the benchmarks that search among them.

Written in bulk, not by verbs: names by how common surnames are, initials and digests as the product computes them.
Sealed texts are left out (nothing here opens them), which saves the time of sealing three million values.
"""

import random
from datetime import date, timedelta

from django.db import connection

from zhijia.base.bulk import insert_rows
from zhijia.base.identity import id_check
from zhijia.base.pinyin import initials
from zhijia.base.sealed import indexer
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment, Membership, Person

SINCE = date(2015, 1, 1)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建华文玉红志春梅海燕晓雨思琪浩然梓涵嘉欣知远念初清和"
COLUMNS = ["name", "initials", "sex", "born_on", "id_number", "id_digest", "id_tail", "phone", "phone_digest"]
COLUMNS += ["ethnicity", "education", "home", "home_path"]


def province(cities=20, colleges=25):
    root = found_unit(code="P", name="云岭省教科文卫体工会", kind=Unit.Kind.PROVINCE, on=SINCE)
    units = []
    for n in range(cities):
        city = found_unit(code=f"C{n:02d}", name=f"第{n}市工会", kind=Unit.Kind.CITY, superior=root, on=SINCE)
        for m in range(colleges):
            code, name = f"C{n:02d}-{m:02d}", f"第{n}市第{m}学院工会"
            units.append(found_unit(code=code, name=name, kind=Unit.Kind.COLLEGE, superior=city, on=SINCE))
    return root, units


def number_of(n) -> str:
    """An identity number of a real form for the n-th of them, in an area assigned to nobody; no two are alike."""
    n = n * 1_000_003 % 14_610_000
    days, serial = divmod(n, 1000)
    body = f"990101{date(1960, 1, 1) + timedelta(days=days):%Y%m%d}{serial:03d}"
    return body + id_check(body)


def phone_of(n) -> str:
    return f"138{n:08d}"


def named(count):
    """Names in a fixed order, as common as they are: a surname's share falls with its rank."""
    rng = random.Random(20260310)
    weights = [1 / (rank + 3) for rank in range(len(SURNAMES))]
    surnames = rng.choices(SURNAMES, weights, k=count)
    first, second = rng.choices(GIVEN, k=count), rng.choices([*GIVEN, "", "", ""], k=count)
    return map("".join, zip(surnames, first, second, strict=True))


def settle(count, units):
    digest, by_phone = indexer("person.id_number"), indexer("person.phone")
    letters: dict[str, str] = {}

    def rows():
        for n, name in enumerate(named(count)):
            number, phone, unit = number_of(n), phone_of(n), units[n % len(units)]
            if name not in letters:
                letters[name] = initials(name)[:30]
            born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
            sex = "男" if int(number[16]) % 2 else "女"
            secret = digest(number), number[-4:], b"", by_phone(phone)
            yield name, letters[name], sex, born, b"", *secret, "汉族", "本科", unit.pk, unit.path

    insert_rows(Person, COLUMNS, rows())
    work_and_join()


def work_and_join():
    """One employment each; two thirds are members."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Employment._meta.db_table} (person_id, unit_id, staff_no, kind, position, from_on) "
            f"SELECT id, home_id, 'G' || id, 'established', '教师', '2016-09-01' FROM {Person._meta.db_table}"
        )
        cursor.execute(
            f"INSERT INTO {Membership._meta.db_table} "
            "(person_id, unit_id, state, entry, number, joined_on, member_since, kept_for, reason) "
            "SELECT id, home_id, 'active', 'joined', '', '2016-09-01', '2016-09-01', '', '' "
            f"FROM {Person._meta.db_table} WHERE id % 3 > 0"
        )


def tidy_up():
    """What the database does by itself after a while: statistics, and on PostgreSQL which pages all may see."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
