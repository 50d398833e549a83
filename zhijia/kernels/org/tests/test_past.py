"""Names, counts, registrations and 沿革: what was stays readable on its day."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from zhijia.base.noting import history_of
from zhijia.base.verdict import Refused
from zhijia.kernels.org import actions
from zhijia.kernels.org.models import LegalPerson, LegalPersonEvent, Naming, OrgEvent, StaffCount, Unit

DAY = date(2021, 9, 1)
BEFORE = date(2021, 8, 31)
SOUND = "81530000MC00000121"


def kinds(unit):
    return [event.kind for event in unit.org_events.all()]


def test_a_new_name_leaves_the_old_one_to_its_days(cast):
    facts = {"name": "云岭财经大学工会", "kind": "university", "document_no": "云教工〔2021〕7号"}
    actions.rename_unit(unit=cast.college, **facts, on=DAY, by=cast.manager)
    unit = Unit.objects.get(pk=cast.college.pk)
    assert (unit.name, unit.kind, unit.initials) == ("云岭财经大学工会", "university", "ylcjdxgh")
    assert unit.naming_on(BEFORE).name == "云岭财经职业学院工会"
    assert unit.naming_on(DAY).kind == "university"
    event = unit.org_events.last()
    assert (event.kind, event.on, event.document_no) == ("rename", DAY, "云教工〔2021〕7号")
    assert event.note == "云岭财经职业学院工会 → 云岭财经大学工会"
    assert history_of(unit)[0].verb == "org.rename"
    assert unit in Unit.objects.find("财经职业学院")  # by the former name
    assert unit in Unit.objects.find("ylcjdx")
    assert unit in Unit.objects.find("YL-CJ")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "甲", "on": date(2015, 1, 1)}, "on"),
        ({"name": "甲", "on": date(2014, 1, 1)}, "on"),
        ({"name": "云岭财经职业学院工会", "on": DAY}, "name"),
    ],
)
def test_a_renaming_that_makes_no_sense_is_refused(cast, facts, field):
    with pytest.raises(Refused) as refused:
        actions.rename_unit(unit=cast.college, **facts)
    assert [reason.field for reason in refused.value.reasons] == [field]


def test_a_correction_writes_no_history_but_a_trail(cast):
    actions.edit_unit(unit=cast.college, by=cast.manager, name="云岭财经职业学院工会委员会", sector="education")
    assert kinds(cast.college) == ["found"]
    assert [naming.name for naming in cast.college.namings.all()] == ["云岭财经职业学院工会委员会"]
    assert [change.label for change in history_of(cast.college)[0].changes.all()] == ["名称"]


@pytest.mark.parametrize(
    "change",
    [
        lambda unit, cast: actions.rename_unit(unit=unit, name="甲", on=cast.today),
        lambda unit, cast: actions.edit_unit(unit=unit, name="甲"),
        lambda unit, cast: actions.link_unit(unit=unit, superior=cast.sibling, kind="funds", on=cast.today),
        lambda unit, cast: actions.move_unit(unit=unit, superior=cast.sibling, on=cast.today),
        lambda unit, cast: actions.dissolve_unit(unit=unit, on=cast.today),
        lambda unit, cast: actions.count_staff(unit=unit, on=cast.today, counts={"total": 1}),
        lambda unit, cast: actions.register_legal_person(unit=unit, on=cast.today, representative="甲", uscc=SOUND),
    ],
)
def test_a_dissolved_unit_is_changed_no_more(cast, change):
    actions.dissolve_unit(unit=cast.sibling, on=DAY)
    unit = Unit.objects.get(pk=cast.sibling.pk)
    with pytest.raises(Refused, match="已于2021-09-01撤销"):
        change(unit, cast)


def test_staff_is_counted_by_day_and_the_latest_day_stands(cast):
    actions.count_staff(unit=cast.college, on=DAY, counts={"total": 600, "women": 300, "dispatched": 20})
    actions.count_staff(unit=cast.college, on=date(2023, 1, 1), counts={"total": 640})
    actions.count_staff(unit=cast.college, on=date(2022, 1, 1), counts={"total": 620, "women": None})
    assert Unit.objects.get(pk=cast.college.pk).headcount == 640

    def as_of(day):
        return dict(StaffCount.objects.filter(unit=cast.college).as_of(day).values_list("group", "persons"))

    assert as_of(BEFORE) == {}
    assert as_of(date(2022, 6, 1)) == {"total": 620, "women": 300, "dispatched": 20}
    assert as_of(date(2023, 1, 1))["total"] == 640


def test_a_count_of_the_same_day_is_a_correction_with_its_trail(cast):
    actions.count_staff(unit=cast.college, on=DAY, counts={"total": 600}, by=cast.college_officer)
    actions.count_staff(unit=cast.college, on=DAY, counts={"total": 601}, by=cast.college_officer)
    assert StaffCount.objects.get(unit=cast.college).persons == 601
    entry = history_of(cast.college)[0]
    assert [(c.label, c.before, c.after) for c in entry.changes.all()] == [("职工总数", "600", "601")]
    assert (entry.by, entry.reason) == (cast.college_officer, "2021-09-01")


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"total": 5, "women": 6}, "女职工6人多于职工总数5人"),
        ({"women": 6}, "请填写职工总数"),
        ({"total": 5, "established": 3, "other": 3}, "多出1人"),
    ],
)
def test_counts_that_do_not_fit_are_refused(cast, counts, says):
    with pytest.raises(Refused, match=says):
        actions.count_staff(unit=cast.college, on=DAY, counts=counts)
    assert not StaffCount.objects.exists()


def register(cast, **facts):
    facts = {"uscc": SOUND, "representative": "郑重", "registered_on": DAY} | facts
    return actions.register_legal_person(unit=cast.college, on=DAY, by=cast.college_officer, **facts)


def test_a_legal_person_from_application_to_cancellation(cast):
    held = register(cast, uscc="", registered_on=None)
    assert held.state == "applied"
    step = {"legal_person": held, "by": cast.college_officer}
    code = {"uscc": " 81530000mc00000121 ", "certificate_no": "云工法001", "registered_on": DAY}
    actions.step_legal_person(**step, kind="register", on=date(2021, 10, 1), **code)
    actions.step_legal_person(**step, kind="change", on=date(2022, 1, 1), representative="高明")
    with pytest.raises(Refused, match="不能早于上一登记事项的日期2022-01-01"):
        actions.step_legal_person(**step, kind="renew", on=date(2021, 12, 1))
    actions.step_legal_person(**step, kind="cancel", on=date(2023, 1, 1), remark="单位撤并")
    held.refresh_from_db()
    assert (held.uscc, held.representative, held.state) == (SOUND, "高明", "cancelled")
    assert [event.kind for event in held.events.all()] == ["apply", "register", "change", "cancel"]
    changes = {change.label: change.after for change in history_of(held)[1].changes.all()}
    assert changes == {"法定代表人": "高明"}
    with pytest.raises(Refused, match="已注销"):
        actions.step_legal_person(**step, kind="change", on=date(2023, 2, 1))


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"uscc": "81530000MC00000122"}, "uscc", "第18位不对"),
        ({"uscc": "81530000MC00000131"}, "uscc", "第17位不对"),
        ({"uscc": "91350100M000100Y43"}, "uscc", "以81开头"),
        ({"registered_on": None}, "registered_on", "请填写登记日期"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to", "有效期"),
    ],
)
def test_a_wrong_certificate_is_refused_with_what_is_wrong(cast, facts, field, says):
    with pytest.raises(Refused, match=says) as refused:
        register(cast, **facts)
    assert [reason.field for reason in refused.value.reasons] == [field]
    assert not LegalPerson.objects.exists()


def test_one_code_belongs_to_one_union_and_a_branch_has_none(cast):
    register(cast)
    with pytest.raises(Refused, match="已登记在“云岭财经职业学院工会”"):
        actions.register_legal_person(unit=cast.sibling, on=DAY, uscc=SOUND, representative="甲", registered_on=DAY)
    with pytest.raises(Refused, match="分工会和工会小组不单独登记法人"):
        actions.register_legal_person(unit=cast.branch, on=DAY, uscc="", representative="甲")


def test_mergers_and_splits_are_told_on_both_sides(cast):
    told = {"on": DAY, "by": cast.manager, "document_no": "云教工〔2021〕9号"}
    actions.dissolve_unit(unit=cast.sibling, into=cast.college, **told)
    new = actions.found_unit(
        code="YL-YS", name="艺术学院工会", kind="college", superior=cast.province, out_of=cast.college, **told
    )
    assert kinds(cast.sibling) == ["found", "merge", "dissolve"]
    assert kinds(cast.college) == ["found", "merge", "split"]
    assert kinds(new) == ["found", "split"]
    assert {event.document_no for event in OrgEvent.objects.filter(on=DAY)} == {"云教工〔2021〕9号"}


def test_what_happened_is_never_rewritten(cast):
    if not connection.features.supports_transactions or "append" not in str(guards()):
        pytest.skip("the guards come with the migrations, which this run left out")
    for rows in (OrgEvent.objects.filter(unit=cast.college), LegalPersonEvent.objects.filter(pk=step_of(cast).pk)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(document_no="改")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.delete()


def guards():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger"
        )
        return [name for (name,) in cursor.fetchall() if "orgevent" in name]


def step_of(cast):
    return register(cast).events.first()


def test_the_abolition_of_a_superior_cuts_its_units_off(cast):
    actions.dissolve_unit(unit=cast.college, on=DAY, leave_below=True)
    assert list(Unit.objects.cut_off()) == [cast.branch]
    branch = Unit.objects.get(pk=cast.branch.pk)
    actions.move_unit(unit=branch, superior=cast.sibling, on=date(2021, 10, 1))
    assert not Unit.objects.cut_off().exists()


def test_second_lines_to_a_dissolved_unit_end_with_it(cast):
    line = actions.link_unit(unit=cast.college, superior=cast.sibling, kind="funds", on=date(2020, 1, 1))
    actions.dissolve_unit(unit=cast.sibling, on=DAY)
    line.refresh_from_db()
    assert line.to_on == DAY
    assert kinds(cast.college) == ["found", "link", "link"]


def test_funds_do_not_run_in_a_circle(cast):
    actions.link_unit(unit=cast.college, superior=cast.sibling, kind="funds", on=DAY)
    with pytest.raises(Refused, match="绕成圈"):
        actions.link_unit(unit=cast.sibling, superior=cast.college, kind="funds", on=DAY)
    actions.unlink_unit(unit=cast.college, kind="funds", on=date(2022, 1, 1))
    actions.link_unit(unit=cast.sibling, superior=cast.college, kind="funds", on=date(2022, 1, 1))


def test_a_unit_entered_late_stands_where_its_superior_stood(cast):
    actions.move_unit(unit=cast.college, superior=cast.sibling, on=DAY)
    college = Unit.objects.get(pk=cast.college.pk)
    new = actions.found_unit(code="YL-CJ-09", name="老分工会", kind="branch", superior=college, on=date(2018, 1, 1))
    assert new.path_on(BEFORE).startswith(cast.college.path)
    assert new.path_on(DAY) == new.path
    assert new.path.startswith(college.path)
    assert new.path_on(date(2017, 12, 31)) == ""


def test_a_branch_takes_after_its_union(cast):
    actions.edit_unit(unit=cast.college, ownership="public", area_code="530100")
    college = Unit.objects.get(pk=cast.college.pk)
    branch = actions.found_unit(code="B2", name="二系分工会", kind="branch", superior=college, on=DAY)
    assert (branch.sector, branch.ownership, branch.area_code) == ("education", "public", "530100")


def test_namings_are_open_once(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Naming.objects.create(unit=cast.college, name="甲", kind="college", from_on=DAY)
