"""Loading attendance rules: what ships, the first load, the second, and edits in between."""

import pytest
from wagtail.models import ModelLogEntry

from courses.domain.absence import AbsencePolicy
from courses.models import AttendanceRule, Programme
from courses.queries.absence import policy_of
from courses.services.cohorts import start_cohort
from courses.services.duplicates import duplicate_programme
from courses.services.enrolment import enrol
from latsar.enums import KeptReason
from latsar.exchange.attendance_data import AttendanceData, read_attendance
from latsar.exchange.package import PACKAGED
from latsar.exchange.problems import PackageInvalid
from latsar.services.attendance_rules import load_attendance_rules
from latsar.services.curricula import load_curricula
from latsar.services.load_report import KeptPage, LoadReport
from tests.factories import CohortFactory, UserFactory

RULES = """\
attendance_rules:
  - id: att-lama
    label: Aturan lama
    mark: V
    source: W3
    fail_if_absence_exceeds: {sessions: 6, jp: 18, days: null}
  - id: att-baru
    mark: M
    fail_if_absence_exceeds: {sessions: null, jp: null, days: null}
    guide_values_of: att-lama
"""
OLD = AbsencePolicy(
    code="att-lama", label="Aturan lama", mark="V", source="W3", max_sessions=6, max_jp=18
)


@pytest.fixture
def ruled(small):
    small.write("evaluation.yaml", RULES)
    method = "    method: klasikal\n"
    small.replace("curricula.yaml", method, f"{method}    attendance: att-baru\n")
    return small


@pytest.fixture
def loaded(home, ruled):
    load_curricula(folder=ruled.folder)
    return ruled


def reload(package):
    return load_curricula(folder=package.folder)


def problems_of(package):
    with pytest.raises(PackageInvalid) as refused:
        reload(package)
    return [str(problem) for problem in refused.value.problems]


def test_what_ships_guesses_no_limit():
    problems = []
    data = read_attendance(PACKAGED, problems)
    rules = {rule.code: rule for rule in data.rules}

    def figures(code):
        rule = rules[code]
        limits = (rule.max_sessions, rule.max_jp, rule.max_days)
        return (*limits, rule.mark, rule.is_guidance)

    assert problems == []
    assert figures("att-2021") == (6, 18, 2, "V", False)
    assert figures("att-2018") == (None, None, None, "M", False)
    assert figures("att-2024") == (6, 18, 2, "M", True)
    assert len(data.programmes) == 7
    assert set(data.programmes.values()) == set(rules)


@pytest.mark.django_db
def test_the_first_load_makes_the_rules_and_says_whose_they_are(loaded):
    old, new = AttendanceRule.objects.order_by("-code")

    assert (old.max_sessions, old.max_jp, old.max_days, old.is_guidance) == (6, 18, None, False)
    assert (new.max_sessions, new.max_jp, new.mark, new.is_guidance) == (6, 18, "M", True)
    assert new.label == "att-baru"
    assert Programme.objects.get().attendance_rule == new


@pytest.mark.django_db
def test_the_second_load_changes_nothing(loaded):
    entries = ModelLogEntry.objects.count()
    report = reload(loaded)

    assert {"att-lama", "att-baru"} <= set(report.unchanged)
    assert (report.created, report.updated, report.kept) == ([], [], [])
    assert ModelLogEntry.objects.count() == entries


@pytest.mark.django_db
def test_a_newer_package_reaches_what_nobody_touched(loaded):
    loaded.replace("evaluation.yaml", "jp: 18", "jp: 20")
    report = reload(loaded)

    assert report.updated == ["att-lama", "att-baru"]
    assert set(AttendanceRule.objects.values_list("max_jp", flat=True)) == {20}


@pytest.mark.django_db
def test_what_staff_found_out_stays(loaded):
    AttendanceRule.objects.filter(code="att-baru").update(
        max_days=3, mark="V", source="KepKa", is_guidance=False
    )

    kept = [KeptPage("att-baru", "att-baru", KeptReason.EDITED)]
    assert reload(loaded).kept == kept
    loaded.replace("evaluation.yaml", "jp: 18", "jp: 20")
    assert reload(loaded).kept == [KeptPage("att-baru", "att-baru", KeptReason.NEWER_TEXT)]
    rule = AttendanceRule.objects.get(code="att-baru")
    assert (rule.max_jp, rule.max_days, rule.mark) == (18, 3, "V")


@pytest.mark.django_db
def test_a_package_that_catches_up_with_staff_writes_again(loaded):
    AttendanceRule.objects.filter(code="att-lama").update(max_jp=20)
    loaded.replace("evaluation.yaml", "jp: 18", "jp: 20")
    report = reload(loaded)

    assert report.kept == []
    assert reload(loaded).kept == []


@pytest.mark.django_db
def test_what_the_institute_decides_is_no_edit_of_the_package(loaded):
    AttendanceRule.objects.update(counts_sick=False, absent_day="any")
    loaded.replace("evaluation.yaml", "jp: 18", "jp: 20")

    assert reload(loaded).kept == []
    assert set(AttendanceRule.objects.values_list("max_jp", "counts_sick", "absent_day")) == {
        (20, False, "any")
    }


@pytest.mark.django_db
def test_a_rule_made_here_is_never_written(home, ruled):
    mine = AttendanceRule.objects.create(code="att-baru", label="Milik kami", max_sessions=1)
    report = reload(ruled)
    mine.refresh_from_db()

    assert report.kept == [KeptPage("att-baru", "Milik kami", KeptReason.OWN)]
    assert mine.max_sessions == 1
    assert Programme.objects.get().attendance_rule == mine


@pytest.mark.django_db
def test_a_programme_made_here_keeps_its_rule(loaded):
    packaged = Programme.objects.get()
    rule = AttendanceRule.objects.get(code="att-lama")
    Programme.objects.update(is_own=True, attendance_rule=rule)

    load_attendance_rules(
        data=AttendanceData((OLD,), {packaged.code: "att-lama"}), report=LoadReport()
    )
    assert Programme.objects.get().attendance_rule == rule


@pytest.mark.django_db
def test_a_cohort_freezes_the_rule_of_its_programme(loaded):
    programme = Programme.objects.get()
    cohort = CohortFactory(programme=programme)
    enrol(cohort=cohort, users=[UserFactory()], by=None)
    start_cohort(cohort=cohort, by=None)
    AttendanceRule.objects.update(max_sessions=1)
    cohort.refresh_from_db()

    assert policy_of(cohort).code == "att-baru"
    assert policy_of(cohort).max_sessions == 6


@pytest.mark.django_db
def test_a_copy_of_a_programme_has_its_rule(loaded):
    copy = duplicate_programme(
        programme=Programme.objects.get(),
        code="salinan",
        title="Salinan",
        regulation="",
        generation=1,
        courses="same",
        ending="",
        by=None,
    )

    assert copy.attendance_rule.code == "att-baru"


def test_a_package_without_rules_says_nothing(small):
    assert read_attendance(small.folder, []) == AttendanceData()


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("evaluation.yaml", "mark: V", "mark: X", "V, S, D, atau M"),
        ("evaluation.yaml", "jp: 18", "jp: banyak", "jp"),
        ("evaluation.yaml", "jp: 18", "jp: -1", "jp"),
        ("evaluation.yaml", "jp: 18", "jp: true", "jp"),
        ("evaluation.yaml", "id: att-lama", "label: tanpa kode", "id"),
        ("evaluation.yaml", "guide_values_of: att-lama", "guide_values_of: att-x", "att-x"),
        ("curricula.yaml", "attendance: att-baru", "attendance: att-x", "att-x"),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_is_named(ruled, file, old, new, problem):
    ruled.replace(file, old, new)

    assert any(problem in one and one.startswith(file) for one in problems_of(ruled))
