"""The meeting: decided by people, confirmed by another, explained years later."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from corpu.core import clock
from courses.models import AttendanceRule, Enrolment
from latsar.domain.graduation import GraduationPolicy
from latsar.domain.graduation_decisions import Choice
from latsar.enums import BandOutcome, DecisionRefusal, GraduationReason, ProposedOutcome
from latsar.models import CohortScheme, GraduationDecision, Objection, Score
from latsar.queries.graduation import candidates_of, replay
from latsar.services.graduation import (
    Attendee,
    DecisionsRefused,
    MeetingRefused,
    confirm_decisions,
    decide,
    decide_proposals,
    graduation_policy,
)
from tests.courses.check_in.session_world import make_session, record
from tests.factories import CohortFactory, UserFactory
from tests.latsar.evaluation.policies import POLICY
from tests.latsar.graduation.meeting_world import (
    HELD_ON,
    LATER,
    finished_cohort,
    give,
    meet,
    people_of,
)

pytestmark = pytest.mark.django_db
PASSED, POSTPONED, FAILED = BandOutcome


@pytest.fixture
def head():
    return UserFactory()


@pytest.fixture
def second():
    return UserFactory()


def sheet(cohort):
    return candidates_of(cohort, graduation_policy(cohort))


def outcomes(cohort):
    return [one.decision and one.decision.outcome for one in sheet(cohort)]


def choice(person, outcome=None, **more):
    return Choice(person.pk, outcome, **more)


# ---------------------------------------------------------------- the facts


def test_the_sheet_shows_facts_proposals_and_places():
    cohort = finished_cohort(85, 92, 65, 40, None)
    rows = sheet(cohort)

    assert [one.proposal.outcome for one in rows] == [
        ProposedOutcome.PASSED,
        ProposedOutcome.PASSED,
        ProposedOutcome.POSTPONED,
        ProposedOutcome.FAILED,
        ProposedOutcome.UNDECIDED,
    ]
    assert [one.place and one.place.place for one in rows] == [2, 1, None, None, None]
    assert [one.is_open for one in rows] == [True] * 5
    assert rows[0].final.total == Decimal("85.00")


def test_facts_know_what_is_open_missing_and_withdrawn():
    cohort = finished_cohort(85, 85, 85, 85)
    first, second_person, third, fourth = people_of(cohort)
    give(first, 85, is_locked=False)
    score = Score.objects.get(enrolment=second_person, code="RA")
    Objection.objects.create(score=score, value=85, text="?", made_at=clock.now())
    Enrolment.objects.filter(pk=third.pk).update(activities_done=0)
    Enrolment.objects.filter(pk=fourth.pk).update(state="withdrawn", withdrawn_at=clock.now())

    codes = [[reason.code for reason in one.proposal.reasons] for one in sheet(cohort)]
    assert GraduationReason.SCORES_OPEN in codes[0]
    assert GraduationReason.OBJECTION_OPEN in codes[1]
    assert GraduationReason.INCOMPLETE in codes[2]
    assert codes[3] == [GraduationReason.WITHDRAWN]


@pytest.mark.parametrize(
    ("is_guidance", "outcome"),
    [(False, ProposedOutcome.UNDECIDED), (True, ProposedOutcome.PASSED)],
)
def test_absence_comes_from_the_one_source(is_guidance, outcome):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    rule = AttendanceRule.objects.create(
        code="coba", label="Coba", max_sessions=0, is_guidance=is_guidance
    )
    type(cohort).objects.filter(pk=cohort.pk).update(attendance_rule=rule, attendance_policy={})
    cohort.refresh_from_db()
    record(make_session(cohort), person, status="alpa")

    assert sheet(cohort)[0].proposal.outcome == outcome


# ---------------------------------------------------------------- opening


def test_a_meeting_is_written_down_with_who_took_part(head):
    cohort = finished_cohort(85)
    attendance = [Attendee("Dra. Ani", "Kepala"), Attendee(""), Attendee("Budi")]
    first = meet(cohort, head, attendance=attendance, document_number="BA/1")
    again = meet(cohort, head)

    assert (first.number, again.number) == (1, 2)
    assert first.attendance == [
        {"name": "Dra. Ani", "post": "Kepala"},
        {"name": "Budi", "post": ""},
    ]
    assert (first.created_by, first.held_on, str(first)) == (head, HELD_ON, f"{cohort.pk}: 1")


@pytest.mark.parametrize(
    ("is_started", "attendance", "reason"),
    [
        (False, [Attendee("Ketua")], DecisionRefusal.NOT_STARTED),
        (True, [Attendee("")], DecisionRefusal.NO_ATTENDANCE),
    ],
)
def test_a_meeting_about_nothing_is_refused(is_started, attendance, reason):
    cohort = finished_cohort(85) if is_started else CohortFactory()

    with pytest.raises(MeetingRefused) as refused:
        meet(cohort, attendance=attendance)
    assert refused.value.reason == reason


# ---------------------------------------------------------------- deciding


def test_a_decision_keeps_everything_it_rests_on(head):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    with clock.at(dt.datetime(2019, 6, 20, 3, tzinfo=dt.UTC)):
        (decision,) = decide(meeting=meet(cohort), choices=[choice(person)], by=head)

    stored = GraduationDecision.objects.get()
    assert (stored.outcome, stored.proposal, stored.attempt) == ("lulus", "lulus", 1)
    assert (stored.total, stored.band_code, stored.band_label) == (85, "M", "Memuaskan")
    assert stored.reasons == [["score_passed", ["M"]]]
    assert stored.facts["scores"]["PA"] == "85.00"
    assert GraduationPolicy.from_json(stored.policy) == graduation_policy(cohort)
    assert (stored.decided_by, stored.decided_at.hour) == (head, 3)
    assert str(decision) == f"{person.pk}: lulus"
    entry = ModelLogEntry.objects.get(action="latsar.graduation.decided")
    assert (entry.user, entry.data["outcome"]) == (head, "lulus")


def test_a_decision_is_explained_although_everything_has_changed_since(head, second):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    meeting = meet(cohort)
    decide(meeting=meeting, choices=[choice(person)], by=head)
    confirm_decisions(meeting=meeting, by=second)
    before = sheet(cohort)[0].proposal
    Score.objects.filter(enrolment=person).update(value=10)
    bare = replace(POLICY, components=POLICY.components[:1])
    CohortScheme.objects.update(policy=bare.to_json())

    decision = GraduationDecision.objects.get()
    proposal = replay(decision)
    assert proposal.total == decision.total == 85
    assert proposal.outcome == decision.proposal == before.outcome
    assert [[str(one.code), list(one.about)] for one in proposal.reasons] == decision.reasons


def test_deciding_is_all_or_nothing_and_says_why_for_each(head):
    cohort = finished_cohort(85, 65, 40, None, 85)
    good, postponed, failed, unscored, gone = people_of(cohort)
    Enrolment.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=clock.now())
    stranger = people_of(finished_cohort(85, year=2018))[0]

    everybody = (good, postponed, failed, unscored, gone, stranger)
    with pytest.raises(DecisionsRefused) as refused:
        decide(meeting=meet(cohort), choices=[choice(one) for one in everybody], by=head)

    assert refused.value.reasons == {
        postponed.pk: DecisionRefusal.NEEDS_REPEAT,
        failed.pk: DecisionRefusal.NEEDS_NOTE,
        unscored.pk: DecisionRefusal.NO_PROPOSAL,
        gone.pk: DecisionRefusal.NOT_A_MEMBER,
        stranger.pk: DecisionRefusal.NOT_A_MEMBER,
    }
    assert not GraduationDecision.objects.exists()


def test_the_last_word_about_a_person_counts(head):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    words = [choice(person), choice(person, FAILED, note="Pelanggaran.")]

    assert len(decide(meeting=meet(cohort), choices=words, by=head)) == 1
    assert outcomes(cohort) == ["tidak_lulus"]


def test_people_may_decide_otherwise_and_say_why(head):
    cohort = finished_cohort(65, None)
    first, other = people_of(cohort)
    decide(
        meeting=meet(cohort),
        choices=[
            choice(first, PASSED, note="Kekeliruan nilai.", to_repeat=("RA",), repeat_until=LATER),
            choice(other, POSTPONED, note="Nilai.", to_repeat=("TB",), repeat_until=LATER),
        ],
        by=head,
    )

    passed, waiting = GraduationDecision.objects.order_by("pk")
    assert (passed.outcome, passed.proposal, passed.note) == (
        "lulus",
        "ditunda",
        "Kekeliruan nilai.",
    )
    # Who passes repeats nothing.
    assert (passed.to_repeat, passed.repeat_until) == ([], None)
    assert (waiting.to_repeat, waiting.repeat_until) == (["TB"], LATER)
    assert (waiting.total, waiting.band_code) == (None, "")


def test_a_decision_that_nobody_confirmed_is_replaced(head):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    decide(meeting=meet(cohort), choices=[choice(person)], by=head)
    other = meet(cohort)
    decide(meeting=other, choices=[choice(person, FAILED, note="Pelanggaran.")], by=head)

    decision = GraduationDecision.objects.get()
    assert (decision.outcome, decision.meeting, decision.attempt) == ("tidak_lulus", other, 1)


# ---------------------------------------------------------------- all at once


def test_one_click_takes_over_what_passes_and_what_is_postponed(head):
    cohort = finished_cohort(85, 65, 40, None, 95, 75)
    people = people_of(cohort)
    Enrolment.objects.filter(pk=people[4].pk).update(activities_done=0)
    meeting = meet(cohort)
    decide(meeting=meeting, choices=[choice(people[5])], by=head)

    rows = decide_proposals(meeting=meeting, repeat_until=LATER, by=head)

    assert len(rows) == 3
    assert outcomes(cohort) == ["lulus", "ditunda", None, None, "ditunda", "lulus"]
    decisions = {one.enrolment_id: one for one in GraduationDecision.objects.all()}
    assert decisions[people[1].pk].to_repeat == ["SP", "AK", "RA", "PA", "TB"]
    assert decisions[people[4].pk].to_repeat == ["incomplete"]
    assert decide_proposals(meeting=meeting, repeat_until=LATER, by=head) == []


def test_one_click_without_a_day_postpones_nobody(head):
    cohort = finished_cohort(85, 65)

    with pytest.raises(DecisionsRefused):
        decide_proposals(meeting=meet(cohort), repeat_until=None, by=head)
    assert outcomes(cohort) == [None, None]


@pytest.mark.parametrize("count", [1, 40])
def test_a_cohort_is_decided_in_a_constant_number_of_queries(
    head, second, count, django_assert_num_queries
):
    cohort = finished_cohort(*[80 + number % 7 for number in range(count)])
    meeting = meet(cohort)
    ModelLogEntry.objects.get_for_model(GraduationDecision)

    with django_assert_num_queries(15):
        rows = decide_proposals(meeting=meeting, repeat_until=None, by=head)
    assert len(rows) == count
    with django_assert_num_queries(14):
        assert confirm_decisions(meeting=meeting, by=second) == count


# ---------------------------------------------------------------- confirming


def test_a_second_person_confirms(head, second):
    cohort = finished_cohort(85, 95)
    meeting = meet(cohort)
    decide_proposals(meeting=meeting, repeat_until=None, by=head)

    with pytest.raises(DecisionsRefused) as refused:
        confirm_decisions(meeting=meeting, by=head)
    assert set(refused.value.reasons.values()) == {DecisionRefusal.SAME_PERSON}
    assert confirm_decisions(meeting=meeting, by=second) == 2
    assert confirm_decisions(meeting=meeting, by=second) == 0
    assert set(GraduationDecision.objects.values_list("confirmed_by", flat=True)) == {second.pk}


def test_the_database_knows_that_two_people_decide(head):
    cohort = finished_cohort(85)
    decide_proposals(meeting=meet(cohort), repeat_until=None, by=head)

    with pytest.raises(IntegrityError), transaction.atomic():
        GraduationDecision.objects.update(confirmed_by=head, confirmed_at=clock.now())


def test_what_is_decided_on_facts_that_changed_is_decided_again(head, second):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    meeting = meet(cohort)
    decide(meeting=meeting, choices=[choice(person)], by=head)
    give(person, 65)

    with pytest.raises(DecisionsRefused) as refused:
        confirm_decisions(meeting=meeting, by=second)
    assert refused.value.reasons == {person.pk: DecisionRefusal.FACTS_CHANGED}
    assert str(refused.value) == str(DecisionRefusal.FACTS_CHANGED.label)
    again = choice(person, to_repeat=("RA",), repeat_until=LATER)
    decide(meeting=meeting, choices=[again], by=head)
    assert confirm_decisions(meeting=meeting, by=second) == 1


def test_a_confirmed_decision_is_never_touched(head, second):
    cohort = finished_cohort(85)
    (person,) = people_of(cohort)
    meeting = meet(cohort)
    decide(meeting=meeting, choices=[choice(person)], by=head)
    confirm_decisions(meeting=meeting, by=second)
    before = GraduationDecision.objects.values().get()

    with pytest.raises(DecisionsRefused) as refused:
        decide(meeting=meeting, choices=[choice(person, FAILED, note="Ulang.")], by=second)
    assert refused.value.reasons == {person.pk: DecisionRefusal.IS_FINAL}
    assert decide_proposals(meeting=meeting, repeat_until=None, by=second) == []
    assert GraduationDecision.objects.values().get() == before


# ---------------------------------------------------------------- again


def test_who_was_postponed_is_decided_again_and_both_decisions_stay(head, second):
    cohort = finished_cohort(65, 85)
    person, other = people_of(cohort)
    meeting = meet(cohort)
    decide_proposals(meeting=meeting, repeat_until=LATER, by=head)
    confirm_decisions(meeting=meeting, by=second)
    give(person, 95)
    row, _other = sheet(cohort)
    assert (row.is_open, row.attempt, row.proposal.band.code) == (True, 2, "CM")

    later = meet(cohort, held_on=LATER)
    decide_proposals(meeting=later, repeat_until=None, by=head)
    confirm_decisions(meeting=later, by=second)

    first, again = GraduationDecision.objects.filter(enrolment=person).order_by("attempt")
    assert (first.attempt, first.outcome, first.total) == (1, "ditunda", 65)
    assert (again.attempt, again.outcome, again.total, again.band_code) == (2, "lulus", 95, "CM")
    assert GraduationDecision.objects.filter(enrolment=other).count() == 1
    # A repetition earns no honours, however high the score.
    assert [one.place and one.place.place for one in sheet(cohort)] == [None, 1]


def test_the_number_of_queries_of_the_sheet_does_not_grow(django_assert_max_num_queries):
    small, large = finished_cohort(85), finished_cohort(85, 65, 40, year=2018)
    policy = graduation_policy(small)
    for cohort in (small, large):
        with django_assert_max_num_queries(8):
            candidates_of(cohort, policy)
