"""The list of many as a spreadsheet, and back."""

import csv

import pytest

from zhijia.areas.organising.transfers.models import Transfer
from zhijia.base.sheets import imports
from zhijia.kernels.exchange import actions as exchange

HEAD = ["姓名", "身份证号", "转入工会", "新单位（尚未建会）", "接转原因"]


@pytest.fixture
def load(cast, ends, tmp_path):
    def run(*lines, unit=cast.college, by=cast.college_officer):
        path = tmp_path / "名单.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEAD, *lines])
        return exchange.import_file(spec="transfers.batch", path=path, unit=unit, by=by, at=cast.now)

    return run


def number(person):
    return person.id_number.reveal()


def test_one_list_takes_out_and_takes_in(cast, load):
    batch = load(
        ["张知远", number(cast.zhang), "YL-LG", "", "应聘"],
        ["钱邻", number(cast.qian), "云岭财经职业学院工会", "", ""],
        ["李念", number(cast.li), "YL", "云岭晨光培训学校", ""],
    )
    assert (batch.created, batch.bad) == (3, 0)
    found = {row.person.name: (row.start, row.desk.code, row.employer) for row in Transfer.objects.all()}
    assert found == {
        "张知远": ("old", "YL-LG", ""),
        "钱邻": ("new", "YL-LG", ""),
        "李念": ("old", "YL", "云岭晨光培训学校"),
    }


def test_every_wrong_line_says_what_to_do(cast, load):
    batch = load(
        ["张知近", number(cast.zhang), "YL-LG", "", ""],
        ["李念", number(cast.li), "没有的工会", "", ""],
        ["钱邻", number(cast.qian), "YL", "", ""],
    )
    assert (batch.created, batch.bad) == (0, 3)
    text = str(list(batch.faults.values_list("message", flat=True)))
    assert "没有姓名和身份证号都相符的会员" in text and "没有名称或编码为“没有的工会”" in text
    assert "请由他的原工会或新工会办理" in text


def test_what_is_exported_imports_back_unchanged(cast, ends, load):
    ends.start(reason="应聘", start="old")
    (row,) = imports["transfers.batch"].current(cast.college, cast.college_officer)
    batch = load([row["name"], str(row["id_number"].reveal()), row["to_unit"], row["employer"], row["reason"]])
    assert (batch.unchanged, batch.created, batch.bad) == (1, 0, 0)
