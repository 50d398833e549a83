"""What the trail promises: written once, names kept, secrets never, read only by auditors."""

import pytest
from django.db import IntegrityError, connection, transaction

from zhijia.base import append_only, noting
from zhijia.kernels.trail import rules
from zhijia.kernels.trail.actions import note, note_many
from zhijia.kernels.trail.models import Change, Entry, history_of
from zhijia.kernels.trail.registry import word_for


def test_changed_keeps_order_and_drops_what_is_equal():
    assert rules.changed({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ["b", "c"]
    assert rules.shown(None, False) == ""
    assert rules.shown("530102", True) == rules.HIDDEN


def test_a_note_speaks_the_words_of_the_form(cast):
    entry = note(
        by=cast.college_officer,
        verb="people.edit",
        target=cast.zhang,
        before={"sex": "男", "education": ""},
        after={"sex": "女", "education": "硕士"},
        at=cast.now,
    )
    assert [(c.label, c.before, c.after) for c in entry.changes.all()] == [("性别", "男", "女"), ("学历", "", "硕士")]
    assert (entry.unit, entry.unit_path) == (cast.branch, cast.branch.path)
    assert (entry.says, entry.who, entry.target_text) == ("修改人员资料", "周宁", "张知远")


def test_many_notes_are_written_in_their_order_each_as_one_is(cast, django_assert_max_num_queries):
    told = [{"verb": "people.edit", "target": cast.zhang, "after": {"education": f"第{n}"}} for n in range(40)]
    with django_assert_max_num_queries(5):
        entries = note_many([{"verb": "people.admit", "target": cast.li, "by": cast.manager}, *told])
    assert [entry.pk for entry in entries] == sorted(entry.pk for entry in entries)
    assert [[change.after for change in entry.changes.all()] for entry in entries[:3]] == [[], ["第0"], ["第1"]]
    assert (entries[0].unit, entries[0].by_name, entries[1].unit_path) == (cast.college, "管理员", cast.branch.path)
    with pytest.raises(TypeError):
        note_many([{"verb": "x", "who": cast.manager}])


def test_secrets_are_named_but_never_written(cast):
    number = cast.zhang.id_number.reveal()
    entry = note(
        verb="people.edit",
        target=cast.zhang,
        before={"id_number": number, "phone": "13800138000"},
        after={"id_number": "x", "phone": "13800138001"},
        at=cast.now,
    )
    rows = list(entry.changes.values_list("before", "after"))
    assert rows == [(rules.HIDDEN, rules.HIDDEN)] * 2


@pytest.mark.parametrize("table", ["trail_entry", "trail_change"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_the_trail(cast, table, deed):
    entry = note(by=cast.manager, verb="x", unit=cast.college, before={"count": 1}, after={"count": 2}, at=cast.now)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table))
    assert Entry.objects.filter(verb="x").count() == Change.objects.filter(entry=entry).count() == 1


@pytest.mark.django_db
def test_every_table_that_promises_it_is_guarded():
    assert append_only.unguarded() == []
    assert {"trail_entry", "trail_change"} <= append_only.guarded_tables()


@pytest.mark.django_db
def test_guards_come_back_after_they_were_lifted():
    before = append_only.guarded_tables()
    with append_only.lifted():
        assert append_only.guarded_tables() == set()
    assert append_only.guarded_tables() == before


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_can_be_reset():
    note(verb="x", target="people.person:1")
    assert Entry.objects.count() == 1  # the flush after this test would fail if the guard stood in its way


def test_only_auditors_read_the_trail(cast):
    note(by=cast.manager, verb="college", unit=cast.branch, at=cast.now)
    note(by=cast.manager, verb="next door", unit=cast.sibling, at=cast.now)
    note(verb="nobody's", at=cast.now)

    def seen(user):
        return set(
            Entry.objects.visible_to(user, "audit")
            .filter(verb__in=["college", "next door", "nobody's"])
            .values_list("verb", flat=True)
        )

    assert seen(cast.auditor) == {"college"}
    assert seen(cast.college_officer) == set()
    assert seen(cast.province_chair) == {"college", "next door", "nobody's"}


def test_history_of_one_row_newest_first(cast):
    noting.note(verb="people.edit", target=cast.zhang, after={"name": "a"}, at=cast.now)
    noting.note(verb="people.edit", target=cast.zhang, after={"name": "b"}, at=cast.now)
    noting.note(verb="people.edit", target=cast.li, after={"name": "c"}, at=cast.now)
    assert [e.changes.all()[0].after for e in history_of(cast.zhang) if e.verb == "people.edit"] == ["b", "a"]


def test_a_fact_without_a_word_is_found_by_the_tests_and_told_raw_in_use(settings):
    assert word_for("count") == "条数" and word_for("职工总数") == "职工总数"
    with pytest.raises(LookupError, match="nobody_knows"):
        word_for("nobody_knows")
    settings.WORDS_REQUIRED = False
    assert word_for("nobody_knows") == "nobody_knows"
