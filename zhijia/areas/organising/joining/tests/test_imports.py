"""The list of whom to invite, as a sheet."""

import pytest

from zhijia.areas.organising.joining import actions
from zhijia.areas.organising.joining.models import Invitation
from zhijia.base.sheets import imports
from zhijia.kernels.exchange import actions as exchange


def sheet(folder, rows):
    path = folder / "名单.csv"
    lines = ["姓名,身份证号", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


@pytest.fixture
def taken_in(cast, joining, tmp_path):
    def take(rows, round):
        return exchange.import_file(
            spec="joining.batch",
            path=sheet(tmp_path, rows),
            unit=cast.college,
            by=cast.college_officer,
            subject_id=round.pk,
            at=cast.now,
        )

    return take


def test_staff_on_the_list_are_invited_and_others_are_told_apart(cast, joining, taken_in):
    round, persons = joining.round(), joining.many(3)
    stranger = joining.typed(serial=990, name="生人")
    rows = [(person.name, person.id_number.reveal()) for person in persons[:2]]
    rows += [("写错", persons[2].id_number.reveal()), ("张知远", cast.zhang.id_number.reveal())]
    rows += [(stranger.name, stranger.id_number)]
    batch = taken_in(rows, round)
    assert (batch.created, batch.bad) == (2, 3)
    assert Invitation.objects.filter(round=round).count() == 2
    again = taken_in(rows[:2], round)
    assert (again.created, again.unchanged) == (0, 2)


def test_the_round_comes_back_as_the_sheet_it_was(cast, joining):
    round, persons = joining.round(), joining.many(2)
    actions.invite(round=round, persons=persons, by=cast.college_officer, at=cast.now)

    lines = list(imports["joining.batch"].current(cast.college, cast.college_officer))
    assert sorted(line["name"] for line in lines) == sorted(person.name for person in persons)
    assert {line["id_number"].reveal() for line in lines} == {person.id_number.reveal() for person in persons}
