"""Tables of the rules of aktualisasi: ranking, missing parts, states, matrix, working days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latsar.domain.aktualisasi_lacks import (
    ActivityFacts,
    AktualisasiPolicy,
    Missing,
    PlanFacts,
    ReportFacts,
    differs,
    plan_lacks,
    report_lacks,
    week_lacks,
)
from latsar.domain.aktualisasi_states import (
    SIGNERS,
    VersionFacts,
    awaited,
    digest,
    is_editable,
    may_sign,
    outcome,
    standing,
)
from latsar.domain.issue_scores import IssueScores, is_first, rank
from latsar.domain.paper_changes import Change, changes
from latsar.domain.value_matrix import BasicValue, Cell, StageValues, value_matrix
from latsar.domain.working_days import (
    ReportWeek,
    count_working_days,
    report_weeks,
    working_day_after,
)
from latsar.enums import (
    ActorRole,
    ChangeKind,
    Lack,
    PaperKind,
    PaperPart,
    PaperState,
    Standing,
    Verdict,
)

YES = {"is_actual": True, "is_problematic": True, "is_public": True, "is_feasible": True}
WAITING, RETURNED = PaperState.WAITING, PaperState.RETURNED
APPROVED, TAKEN_BACK = PaperState.APPROVED, PaperState.TAKEN_BACK
MENTOR, COACH, EXAMINER = ActorRole.MENTOR, ActorRole.COACH, ActorRole.EXAMINER
MONDAY = dt.date(2019, 5, 6)


def scored(key, *usg, **apkl):
    return IssueScores(key, **YES | apkl, **dict(zip(("urgency", "seriousness", "growth"), usg)))  # noqa: B905


@pytest.mark.parametrize(
    ("issues", "places"),
    [
        ([], []),
        ([scored(1, 5, 5, 5), scored(2, 1, 1, 1)], [(1, 1), (2, 2)]),
        ([scored(1, 1, 1, 1), scored(2, 5, 5, 5)], [(2, 1), (1, 2)]),
        (
            [scored(1, 4, 4, 4), scored(2, 5, 4, 3), scored(3, 1, 1, 1)],
            [(1, 1), (2, 1), (3, 3)],
        ),
        ([scored(1, 5, 5), scored(2, 1, 1, 1)], [(2, 1), (1, None)]),
        (
            [scored(1, 5, 5, 5, is_feasible=False), scored(2, 1, 1, 1)],
            [(2, 1), (1, None)],
        ),
    ],
)
def test_places_of_issues(issues, places):
    assert [(one.scores.key, one.place) for one in rank(issues)] == places


def test_shared_first_place_is_first():
    issues = [scored(1, 4, 4, 4), scored(2, 5, 4, 3), scored(3, 1, 1, 1)]

    assert [is_first(issues, key) for key in (1, 2, 3)] == [True, True, False]


usg = st.integers(1, 5)


@given(st.lists(st.tuples(usg, usg, usg), max_size=8), st.randoms())
def test_order_of_writing_changes_no_place(scores, random):
    issues = [scored(key, *one) for key, one in enumerate(scores)]
    shuffled = random.sample(issues, len(issues))

    def places(given_issues):
        return {one.scores.key: one.place for one in rank(given_issues)}

    assert places(issues) == places(shuffled)


VALUES = (BasicValue("A", "Akuntabel"), BasicValue("B", "Harmonis"))
ACTIVITY = ActivityFacts(
    title="Satu",
    output="Daftar",
    contribution="Cepat",
    starts_on=MONDAY,
    ends_on=MONDAY,
    stages=(("A", "B"),),
    worded=frozenset("AB"),
)
PLAN = PlanFacts(
    policy=AktualisasiPolicy(min_activities=1, max_activities=2),
    values=VALUES,
    unit="Umum",
    title="Judul",
    idea="Gagasan",
    issues=(("X", scored(1, 5, 5, 5)), ("Y", scored(2, 1, 1, 1))),
    core=1,
    core_analysis="Akibat",
    causes=(True,),
    activities=(ACTIVITY,),
    habituation=(MONDAY, MONDAY),
)


def changed(facts, **fields):
    names = facts.__slots__
    return type(facts)(**{name: getattr(facts, name) for name in names} | fields)


def activity(**fields):
    return {"activities": (changed(ACTIVITY, **fields),)}


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, []),
        ({"unit": ""}, [Lack.UNIT]),
        ({"issues": PLAN.issues[:1]}, [Lack.FEW_ISSUES]),
        ({"issues": (*PLAN.issues, ("Z", scored(3, 5)))}, [Lack.UNSCORED]),
        ({"issues": (*PLAN.issues, ("Z", scored(3, is_public=False)))}, []),
        ({"core": None}, [Lack.NO_CORE]),
        ({"core": 2}, [Lack.CORE_REASON]),
        ({"core": 2, "core_reason": "Tugas saya"}, []),
        ({"core_analysis": ""}, [Lack.CORE_ANALYSIS]),
        ({"causes": ()}, [Lack.NO_CAUSE]),
        ({"causes": (False,)}, [Lack.NO_MAIN_CAUSE]),
        ({"title": "", "idea": ""}, [Lack.NO_TITLE, Lack.NO_IDEA]),
        ({"activities": ()}, [Lack.FEW_ACTIVITIES]),
        ({"activities": (ACTIVITY,) * 3}, [Lack.MANY_ACTIVITIES]),
        (activity(output="", contribution=""), [Lack.NO_OUTPUT, Lack.NO_CONTRIBUTION]),
        (activity(starts_on=None), [Lack.NO_DATES]),
        (activity(ends_on=MONDAY + dt.timedelta(1)), [Lack.OUTSIDE_HABITUATION]),
        (
            {"habituation": None} | activity(ends_on=MONDAY + dt.timedelta(90)),
            [],
        ),
        (
            activity(stages=()),
            [Lack.NO_STAGE, Lack.VALUE_UNUSED, Lack.VALUE_UNUSED],
        ),
        (
            activity(stages=((),)),
            [Lack.NO_VALUE, Lack.VALUE_UNUSED, Lack.VALUE_UNUSED],
        ),
        (activity(stages=(("A",),)), [Lack.VALUE_UNUSED]),
        (activity(worded=frozenset("A")), [Lack.VALUE_WORDS]),
        ({"has_mentor": False, "has_coach": False}, [Lack.NO_MENTOR, Lack.NO_COACH]),
    ],
)
def test_what_a_plan_lacks(fields, lacks):
    assert [one.lack for one in plan_lacks(changed(PLAN, **fields))] == lacks


def test_what_is_missing_is_named():
    found = plan_lacks(changed(PLAN, **activity(worded=frozenset("A"))))[0]

    assert "Harmonis" in str(found)
    assert str(Missing(Lack.NO_IDEA, "idea"))


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        ({"has_words": True, "evidence": 1}, []),
        ({"has_words": False, "evidence": 1}, [Lack.WEEK_EMPTY]),
        ({"has_words": True, "evidence": 0}, [Lack.NO_EVIDENCE]),
        ({"has_words": True, "evidence": 1, "has_mentor": False}, [Lack.NO_MENTOR]),
    ],
)
def test_what_a_week_lacks(facts, lacks):
    assert [one.lack for one in week_lacks(**facts)] == lacks


REPORT = ReportFacts(
    activities=(changed(ACTIVITY, result="Tercapai"),),
    impact="Cepat",
    follow_up="Terus",
    conclusion="Baik",
    has_file=True,
    is_declared=True,
)


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, []),
        ({"is_planned": False}, [Lack.PLAN_NOT_APPROVED]),
        ({"open_weeks": ("1", "2")}, [Lack.WEEK_NOT_APPROVED] * 2),
        ({"activities": (ACTIVITY,)}, [Lack.NO_RESULT]),
        (activity(result="Ya", differs=True), [Lack.NO_REMARK]),
        (activity(result="Ya", differs=True, remark="Hujan"), []),
        (
            {"impact": "", "follow_up": "", "conclusion": ""},
            [Lack.NO_IMPACT, Lack.NO_FOLLOW_UP, Lack.NO_CONCLUSION],
        ),
        ({"has_file": False, "is_declared": False}, [Lack.NO_REPORT_FILE, Lack.NOT_DECLARED]),
        ({"has_examiner": False}, [Lack.NO_EXAMINER]),
    ],
)
def test_what_a_report_lacks(fields, lacks):
    assert [one.lack for one in report_lacks(changed(REPORT, **fields))] == lacks


@pytest.mark.parametrize(
    ("planned", "done", "expected"),
    [
        ((MONDAY, MONDAY), [MONDAY], False),
        ((MONDAY, MONDAY), [], True),
        ((MONDAY, MONDAY), [MONDAY, None], True),
        ((MONDAY, MONDAY), [MONDAY + dt.timedelta(1)], True),
        ((MONDAY, MONDAY), [MONDAY - dt.timedelta(1)], True),
        ((None, MONDAY), [MONDAY], False),
    ],
)
def test_difference_from_the_plan(planned, done, expected):
    assert differs(planned, done) is expected


def test_policy_survives_writing_down():
    policy = AktualisasiPolicy(min_activities=4)

    assert AktualisasiPolicy.from_json(policy.to_json()) == policy
    assert AktualisasiPolicy.from_json({}) == AktualisasiPolicy()


def versions(*states):
    return [VersionFacts(one) for one in states]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], Standing.DRAFT),
        (versions(WAITING), Standing.WAITING),
        (versions(RETURNED), Standing.RETURNED),
        (versions(RETURNED, WAITING), Standing.WAITING),
        (versions(TAKEN_BACK), Standing.DRAFT),
        (versions(APPROVED), Standing.APPROVED),
        ([VersionFacts(APPROVED, is_reopened=True)], Standing.CHANGING),
        (versions(APPROVED, WAITING), Standing.WAITING),
        (versions(APPROVED, TAKEN_BACK), Standing.CHANGING),
        (versions(APPROVED, RETURNED), Standing.RETURNED),
    ],
)
def test_how_a_paper_stands(found, expected):
    assert standing(found) == expected
    assert is_editable(expected) is (expected not in (Standing.WAITING, Standing.APPROVED))


OK, NO = Verdict.APPROVED, Verdict.RETURNED


@pytest.mark.parametrize(
    ("kind", "verdicts", "expected"),
    [
        (PaperKind.PLAN, {}, WAITING),
        (PaperKind.PLAN, {MENTOR: OK}, WAITING),
        (PaperKind.PLAN, {MENTOR: OK, COACH: OK}, APPROVED),
        (PaperKind.PLAN, {MENTOR: OK, COACH: NO}, RETURNED),
        (PaperKind.WEEK, {COACH: OK}, WAITING),
        (PaperKind.WEEK, {MENTOR: OK}, APPROVED),
        (PaperKind.REPORT, {MENTOR: OK, COACH: OK}, WAITING),
        (PaperKind.REPORT, {MENTOR: OK, COACH: OK, EXAMINER: OK}, APPROVED),
        (PaperKind.REPORT, {EXAMINER: NO}, RETURNED),
    ],
)
def test_outcome_of_verdicts(kind, verdicts, expected):
    assert outcome(kind, verdicts) == expected
    assert set(awaited(kind, verdicts)) == set(SIGNERS[kind]) - set(verdicts)


def test_who_signs_what():
    assert [may_sign(PaperKind.WEEK, role) for role in (MENTOR, COACH, EXAMINER)] == [
        True,
        True,
        False,
    ]
    assert not may_sign(PaperKind.REPORT, ActorRole.PARTICIPANT)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), json_values))
def test_digest_does_not_depend_on_order(content):
    turned = dict(reversed(list(content.items())))

    assert digest(content) == digest(turned)
    assert digest(content) != digest(content | {"lagi": content})


def test_matrix_counts_planned_and_done():
    first = [StageValues(("A", "A", "Z"), is_done=True), StageValues(("A", "B"))]
    found = value_matrix(VALUES, [first, [StageValues(("B",), is_done=True)]])

    assert [row.cells for row in found.rows] == [
        (Cell(2, 1), Cell(0, 0)),
        (Cell(1, 0), Cell(1, 1)),
    ]
    assert found.columns == (Cell(3, 1), Cell(1, 1))
    assert (found.rows[0].total, found.total) == (Cell(2, 1), Cell(4, 2))


stages = st.lists(
    st.builds(StageValues, st.lists(st.sampled_from("ABZ")).map(tuple), st.booleans())
)


@given(st.lists(stages, max_size=6))
def test_sums_of_the_matrix_agree(activities):
    found = value_matrix(VALUES, activities)

    assert sum((row.total for row in found.rows), Cell()) == found.total
    assert found.total.done <= found.total.planned


@pytest.mark.parametrize(
    ("first", "number", "holidays", "expected"),
    [
        (MONDAY, 1, (), MONDAY),
        (MONDAY, 6, (), dt.date(2019, 5, 13)),
        (MONDAY, 30, (), dt.date(2019, 6, 14)),
        (MONDAY, 2, {dt.date(2019, 5, 7)}, dt.date(2019, 5, 8)),
        (dt.date(2019, 5, 11), 1, (), dt.date(2019, 5, 13)),
    ],
)
def test_working_days_are_counted_on(first, number, holidays, expected):
    assert working_day_after(first, number, holidays) == expected
    assert count_working_days(first, expected, holidays) == number


def test_there_is_no_working_day_zero():
    with pytest.raises(ValueError, match="from 1"):
        working_day_after(MONDAY, 0, ())


def test_weeks_are_cut_at_the_ends():
    found = report_weeks(dt.date(2019, 5, 8), dt.date(2019, 5, 21), ())

    assert found == (
        ReportWeek(1, dt.date(2019, 5, 8), dt.date(2019, 5, 12), 3),
        ReportWeek(2, dt.date(2019, 5, 13), dt.date(2019, 5, 19), 5),
        ReportWeek(3, dt.date(2019, 5, 20), dt.date(2019, 5, 21), 2),
    )


def test_week_without_work_is_not_reported():
    holidays = {MONDAY + dt.timedelta(day) for day in range(5)}

    found = report_weeks(MONDAY, dt.date(2019, 5, 19), holidays)

    assert [week.first for week in found] == [dt.date(2019, 5, 13)]


days = st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31))


@given(days, st.integers(0, 90), st.sets(days, max_size=10))
def test_weeks_hold_every_working_day_once(first, length, holidays):
    last = first + dt.timedelta(length)
    found = report_weeks(first, last, holidays)

    assert sum(week.working_days for week in found) == count_working_days(first, last, holidays)
    assert [week.number for week in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"title": "A"}, {"title": "A"}, ()),
        ({"title": "A"}, {"title": "B"}, (Change(PaperPart.TITLE),)),
        (
            {"impact": "A", "follow_up": "A"},
            {"impact": "B", "follow_up": "B"},
            (Change(PaperPart.IMPACT),),
        ),
        (
            {"activities": [{"key": 1, "title": "A"}, {"key": 2, "title": "B"}]},
            {"activities": [{"key": 1, "title": "C"}, {"key": 3, "title": "D"}]},
            (
                Change(PaperPart.ACTIVITY, ChangeKind.CHANGED, "C"),
                Change(PaperPart.ACTIVITY, ChangeKind.ADDED, "D"),
                Change(PaperPart.ACTIVITY, ChangeKind.REMOVED, "B"),
            ),
        ),
    ],
)
def test_changes_between_versions(before, after, expected):
    assert changes(before, after) == expected
